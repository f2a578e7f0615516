package dev.weft.fmnist.plot;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The colours of all figures. Series are colours of Okabe and Ito's palette, which people with any of the common colour
 * vision deficiencies can tell apart (Okabe and Ito, <a href="https://jfly.uni-koeln.de/color/">Color Universal Design</a>,
 * 2008), except for a grey in place of their yellow on white.
 */
public final class Palette {

  /** How many series have a colour of their own. */
  static final int SERIES = 6;

  private record Colour(String name, String light, String dark) {}

  private static final List<Colour> COLOURS = List.of(
      new Colour("paper", "#ffffff", "#0d1117"),
      new Colour("panel", "#f6f8fa", "#161b22"),
      new Colour("ink", "#1f2328", "#e6edf3"),
      new Colour("muted", "#57606a", "#9aa4b0"),
      new Colour("grid", "#d8dee4", "#2d333b"),
      new Colour("series-0", "#0072b2", "#56b4e9"),
      new Colour("series-1", "#d55e00", "#e69f00"),
      new Colour("series-2", "#009e73", "#009e73"),
      new Colour("series-3", "#cc79a7", "#cc79a7"),
      new Colour("series-4", "#595959", "#f0e442"),
      new Colour("series-5", "#e69f00", "#d55e00"),
      new Colour("heat", "#00325a", "#56b4e9"),
      new Colour("on-pale", "#000000", "#ffffff"),
      new Colour("on-deep", "#ffffff", "#000000"),
      new Colour("right", "#009e73", "#009e73"),
      new Colour("wrong", "#d55e00", "#e69f00"));

  private static final String SHAPES = """
      .weft-plot text { font-family: system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; font-size: 13px }
      .weft-plot .title { font-size: 16px; font-weight: 600 }
      .weft-plot .small { font-size: 12px }
      .weft-plot .strong { font-weight: 600 }
      .weft-plot .middle { text-anchor: middle }
      .weft-plot .end { text-anchor: end }
      .weft-plot .line { fill: none; stroke-width: 2; stroke-linejoin: round }
      .weft-plot .thin { stroke-width: 1 }
      .weft-plot .grid { stroke-width: 1 }
      .weft-plot .axis, .weft-plot .box { fill: none; stroke-width: 1 }
      .weft-plot .guide { fill: none; stroke-width: 1.5; stroke-dasharray: 5 4 }
      .weft-plot .target { fill-opacity: 0 }
      .weft-plot .target:hover, .weft-plot .hover:hover { fill-opacity: 0.35 }
      .weft-plot .light { fill-opacity: 0.45 }
      .weft-plot .pixels { image-rendering: crisp-edges; image-rendering: pixelated }
      .weft-plot .right, .weft-plot .wrong { stroke-width: 2.5 }
      .weft-plot .wrong { stroke-dasharray: 7 3 }
      .weft-plot .sign { stroke-dasharray: none; stroke-linecap: round }
      """;

  private static final String COLOURING = colouring();

  private Palette() {}

  /**
   * A style sheet for a page with inline figures: dark where the reader prefers it, except on paper, and either one under
   * an element with {@code data-theme="light"} or {@code "dark"}. The variables are called {@code --plot-paper},
   * {@code --plot-ink}, {@code --plot-muted}, {@code --plot-grid}, {@code --plot-series-0} and so on, and a page may use
   * them for itself.
   */
  public static String css() {
    return ":root, [data-theme=\"light\"] {\n" + variables(false) + "}\n"
        + "@media screen {\n[data-theme=\"dark\"] {\n" + variables(true) + "}\n}\n"
        + "@media screen and (prefers-color-scheme: dark) {\n:root:not([data-theme=\"light\"]) {\n" + variables(true)
        + "}\n}\n";
  }

  /** The definitions of the variables, for a page with a theme of its own. */
  public static String variables(boolean dark) {
    return COLOURS.stream()
        .map(colour -> "--plot-" + colour.name + ": " + (dark ? colour.dark : colour.light) + ";\n")
        .collect(Collectors.joining());
  }

  /** The colour of this name. */
  static String colour(String name, boolean dark) {
    Colour found = COLOURS.stream().filter(colour -> colour.name.equals(name)).findFirst().orElseThrow();
    return dark ? found.dark : found.light;
  }

  /** Both themes with plain colours, which programs without CSS variables understand as well. */
  static String standAloneStyle() {
    return SHAPES + themed(false) + "@media screen and (prefers-color-scheme: dark) {\n" + themed(true) + "}\n";
  }

  /** One theme, that of the page. */
  static String inlineStyle() {
    String css = COLOURING;
    for (Colour colour : COLOURS) {
      css = css.replace("$" + colour.name + " ", "var(--plot-" + colour.name + ", " + colour.light + ") ");
    }
    return SHAPES + css + ".weft-plot .paper { fill: none }\n";
  }

  private static String themed(boolean dark) {
    String css = COLOURING + ".weft-plot { background: $paper }\n.weft-plot .paper { fill: $paper }\n";
    for (Colour colour : COLOURS) {
      css = css.replace("$" + colour.name + " ", (dark ? colour.dark : colour.light) + " ");
    }
    return css;
  }

  private static String colouring() {
    StringBuilder css = new StringBuilder("""
                .weft-plot text { fill: $ink }
        .weft-plot text.muted { fill: $muted }
        .weft-plot .grid { stroke: $grid }
        .weft-plot .axis, .weft-plot .guide { stroke: $muted }
        .weft-plot .box { stroke: $muted }
        .weft-plot .arrow { fill: $muted }
        .weft-plot .ground { fill: $paper }
        .weft-plot .panel { fill: $panel }
        .weft-plot .heat { fill: $heat }
        .weft-plot .edge { stroke: $grid }
        .weft-plot text.pale { fill: $on-pale }
        .weft-plot text.deep { fill: $on-deep }
        .weft-plot .right { fill: none; stroke: $right }
        .weft-plot .wrong { fill: none; stroke: $wrong }
        """);
    for (int i = 0; i < SERIES; i++) {
      css.append(".weft-plot .fill-").append(i).append(" { fill: $series-").append(i).append(" }\n");
      css.append(".weft-plot .stroke-").append(i).append(" { stroke: $series-").append(i).append(" }\n");
    }
    return css.toString();
  }
}
