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
      .plot text { font-family: system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; font-size: 13px }
      .plot .title { font-size: 16px; font-weight: 600 }
      .plot .small { font-size: 12px }
      .plot .strong { font-weight: 600 }
      .plot .middle { text-anchor: middle }
      .plot .end { text-anchor: end }
      .plot .line { fill: none; stroke-width: 2; stroke-linejoin: round }
      .plot .grid { stroke-width: 1 }
      .plot .axis, .plot .box { fill: none; stroke-width: 1 }
      .plot .guide { fill: none; stroke-width: 1.5; stroke-dasharray: 5 4 }
      .plot .target { fill-opacity: 0 }
      .plot .target:hover, .plot .hover:hover { fill-opacity: 0.35 }
      .plot .light { fill-opacity: 0.45 }
      .plot .pixels { image-rendering: crisp-edges; image-rendering: pixelated }
      .plot .right, .plot .wrong { stroke-width: 2.5 }
      .plot .wrong { stroke-dasharray: 7 3 }
      .plot .sign { stroke-dasharray: none; stroke-linecap: round }
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
    return SHAPES + css + ".plot .paper { fill: none }\n";
  }

  private static String themed(boolean dark) {
    String css = COLOURING + ".plot .paper { fill: $paper }\n";
    for (Colour colour : COLOURS) {
      css = css.replace("$" + colour.name + " ", (dark ? colour.dark : colour.light) + " ");
    }
    return css;
  }

  private static String colouring() {
    StringBuilder css = new StringBuilder("""
                .plot text { fill: $ink }
        .plot text.muted { fill: $muted }
        .plot .grid { stroke: $grid }
        .plot .axis, .plot .guide { stroke: $muted }
        .plot .box { stroke: $muted }
        .plot .arrow { fill: $muted }
        .plot .ground { fill: $paper }
        .plot .panel { fill: $panel }
        .plot .heat { fill: $heat }
        .plot .edge { stroke: $grid }
        .plot text.pale { fill: $on-pale }
        .plot text.deep { fill: $on-deep }
        .plot .right { fill: none; stroke: $right }
        .plot .wrong { fill: none; stroke: $wrong }
        """);
    for (int i = 0; i < SERIES; i++) {
      css.append(".plot .fill-").append(i).append(" { fill: $series-").append(i).append(" }\n");
      css.append(".plot .stroke-").append(i).append(" { stroke: $series-").append(i).append(" }\n");
    }
    return css.toString();
  }
}
