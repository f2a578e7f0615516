package dev.weft.fmnist.plot;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** Lines over a common axis, such as the loss in training and validation after each epoch. */
public final class Curves {

  private static final double HEIGHT = 330;
  private static final double RIGHT_MARGIN = 20;
  private static final int ABOUT_TICKS_X = 10;
  private static final int ABOUT_TICKS_Y = 6;
  /** A line of more points is drawn without markers, and not each point has a text. */
  private static final int MOST_MARKERS = 60;
  private static final int MOST_HOVERS = 120;
  private static final double PADDING = 10;

  private Curves() {}

  /**
   * One line. Where a value is not finite, or not positive on a logarithmic axis, the line has a gap.
   *
   * @param label for the legend
   * @param x places on the horizontal axis, usually rising
   * @param y a value for each
   */
  @SuppressWarnings("ArrayRecordComponent") // for drawing, never compared
  public record Curve(String label, double[] x, double[] y) {

    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if they differ
     */
    public Curve {
      if (x.length != y.length) {
        throw new IllegalArgumentException(
            "expected as many y as x for \"" + label + "\", got " + x.length + " x and " + y.length + " y");
      }
    }
  }

  /**
   * An axis.
   *
   * @param label its name, with the unit
   * @param logarithmic whether equal ratios are equally far apart
   */
  public record Axis(String label, boolean logarithmic) {

    /** An axis on which equal differences are equally far apart. */
    public static Axis linear(String label) {
      return new Axis(label, false);
    }

    /** An axis on which equal ratios are equally far apart. */
    public static Axis log(String label) {
      return new Axis(label, true);
    }
  }

  /**
   * A vertical line at a place worth noticing.
   *
   * @param x the place
   * @param label what is there, such as {@code best epoch}
   */
  public record Marker(double x, String label) {}

  /** Draws the lines over linear axes. */
  public static Figure of(String name, String title, String xLabel, String yLabel, List<Curve> curves) {
    return of(name, title, Axis.linear(xLabel), Axis.linear(yLabel), curves, List.of());
  }

  /** Draws the lines over linear axes with one marker. */
  public static Figure of(String name, String title, String xLabel, String yLabel, List<Curve> curves, Marker marker) {
    return of(name, title, Axis.linear(xLabel), Axis.linear(yLabel), curves, List.of(marker));
  }

  /** Draws the lines over axes of any kind. */
  public static Figure of(String name, String title, Axis xAxis, Axis yAxis, List<Curve> curves, List<Marker> markers) {
    Svg svg = new Svg(name, title);
    List<Marker> seen = markers.stream().filter(m -> usable(m.x, xAxis)).toList();
    double top = Legend.draw(svg, curves.stream().map(Curve::label).toList(), 12, Svg.WIDTH - RIGHT_MARGIN, svg.top(),
        (i, x, y) -> sample(svg, i, x, y)) + (seen.isEmpty() ? 4 : 22);
    double bottom = top + HEIGHT;
    Scale y = scale(yAxis, values(curves, xAxis, yAxis, Curve::y), bottom, top, true);
    Frame frame = new Frame(Frame.axisWidth(y.ticks()), top, Svg.WIDTH - RIGHT_MARGIN, bottom);
    double[] xs = DoubleStream.concat(Arrays.stream(values(curves, xAxis, yAxis, Curve::x)),
        seen.stream().mapToDouble(Marker::x)).toArray();
    Scale x = scale(xAxis, xs, frame.left() + PADDING, frame.right() - PADDING, false);
    frame.verticalAxis(svg, y, yAxis.label);
    frame.horizontalAxis(svg, x, xAxis.label);
    seen.forEach(marker -> draw(svg, frame, x, marker));
    for (int i = 0; i < curves.size(); i++) {
      draw(svg, i, curves.get(i), x, y, xAxis, yAxis);
    }
    if (xs.length == seen.size()) {
      frame.note(svg, "no data");
    }
    return svg.figure(bottom + 50);
  }

  private static boolean usable(double value, Axis axis) {
    return Double.isFinite(value) && (!axis.logarithmic || value > 0);
  }

  /** The coordinates, of one kind, of all points that can be drawn. */
  private static double[] values(List<Curve> curves, Axis xAxis, Axis yAxis, Function<Curve, double[]> coordinate) {
    return curves.stream().flatMapToDouble(curve -> java.util.stream.IntStream.range(0, curve.x.length)
        .filter(i -> usable(curve.x[i], xAxis) && usable(curve.y[i], yAxis))
        .mapToDouble(i -> coordinate.apply(curve)[i])).toArray();
  }

  private static Scale scale(Axis axis, double[] values, double from, double to, boolean vertical) {
    double low = Arrays.stream(values).min().orElse(axis.logarithmic ? 1 : 0);
    double high = Arrays.stream(values).max().orElse(axis.logarithmic ? 10 : 1);
    if (axis.logarithmic) {
      return Scale.logarithmic(low, high, from, to);
    }
    if (vertical) {
      return Scale.rounded(low, high, from, to, ABOUT_TICKS_Y);
    }
    boolean whole = Arrays.stream(values).allMatch(value -> value == Math.rint(value));
    return Scale.linear(low, high, from, to, ABOUT_TICKS_X, whole);
  }

  private static void sample(Svg svg, int i, double x, double y) {
    svg.add("path", "class", Marks.line(i), "stroke-dasharray", Marks.dashes(i), "d", "M" + Numbers.coordinate(x) + " "
        + Numbers.coordinate(y) + "h24");
    Marks.point(svg, i, x + 12, y);
  }

  private static void draw(Svg svg, Frame frame, Scale x, Marker marker) {
    double place = x.at(marker.x);
    svg.line("guide", place, frame.top() - 4, place, frame.bottom());
    double half = TextWidth.of(marker.label, Frame.TICK_SIZE) / 2;
    double middle = Math.clamp(place, frame.left() + half, Math.max(frame.left() + half, frame.right() - half));
    svg.text("small middle", middle, frame.top() - 9, marker.label);
  }

  private static void draw(Svg svg, int series, Curve curve, Scale x, Scale y, Axis xAxis, Axis yAxis) {
    StringBuilder path = new StringBuilder();
    boolean pen = false;
    for (int i = 0; i < curve.x.length; i++) {
      boolean drawn = x.has(curve.x[i]) && y.has(curve.y[i]);
      if (drawn) {
        path.append(pen ? 'L' : 'M').append(Numbers.coordinate(x.at(curve.x[i]))).append(' ')
            .append(Numbers.coordinate(y.at(curve.y[i])));
      }
      pen = drawn;
    }
    if (!path.isEmpty()) {
      svg.add("path", "class", Marks.line(series), "stroke-dasharray", Marks.dashes(series), "d", path);
    }
    drawPoints(svg, series, curve, x, y, xAxis, yAxis);
  }

  private static void drawPoints(Svg svg, int series, Curve curve, Scale x, Scale y, Axis xAxis, Axis yAxis) {
    int points = curve.x.length;
    int stride = Math.max(1, (points + MOST_HOVERS - 1) / MOST_HOVERS);
    for (int i = 0; i < points; i++) {
      boolean wanted = i % stride == 0 || i == points - 1;
      if (!wanted || !x.has(curve.x[i]) || !y.has(curve.y[i])) {
        continue;
      }
      double px = x.at(curve.x[i]);
      double py = y.at(curve.y[i]);
      if (points <= MOST_MARKERS) {
        Marks.point(svg, series, px, py);
      }
      String hover = curve.label + "\n" + xAxis.label + ": " + Numbers.value(curve.x[i]) + "\n" + yAxis.label + ": "
          + Numbers.value(curve.y[i]);
      svg.addWithHover(hover, "circle", "class", "target fill-" + Marks.colour(series), "cx", px, "cy", py, "r", 7);
    }
  }
}
