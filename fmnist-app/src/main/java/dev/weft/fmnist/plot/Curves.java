package dev.weft.fmnist.plot;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Lines over a common axis, such as the loss in training and validation after each epoch. */
public final class Curves {

  private static final double HEIGHT = 330;
  private static final double RIGHT_MARGIN = 20;
  private static final int ABOUT_TICKS_X = 10;
  private static final int ABOUT_TICKS_Y = 6;
  private static final double PADDING = 10;
  private static final double MARKER_LINE = 17;

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
        (i, x, y) -> CurvePainter.sample(svg, i, curves.get(i), x, y)) + 4 + seen.size() * MARKER_LINE;
    double bottom = top + HEIGHT;
    Scale y = scale(yAxis, values(curves, xAxis, yAxis, Curve::y), bottom, top, true);
    Frame frame = new Frame(Frame.axisWidth(y.ticks()), top, Svg.WIDTH - RIGHT_MARGIN, bottom);
    double[] xs = DoubleStream.concat(Arrays.stream(values(curves, xAxis, yAxis, Curve::x)),
        seen.stream().mapToDouble(Marker::x)).toArray();
    Scale x = scale(xAxis, xs, frame.left() + PADDING, frame.right() - PADDING, false);
    frame.verticalAxis(svg, y, yAxis.label);
    frame.horizontalAxis(svg, x, xAxis.label);
    for (int i = 0; i < seen.size(); i++) {
      draw(svg, frame, x, seen.get(i), i * MARKER_LINE);
    }
    CurvePainter painter = new CurvePainter(svg, x, y, xAxis.label, yAxis.label);
    for (int i = 0; i < curves.size(); i++) {
      painter.draw(i, curves.get(i));
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
    return curves.stream().flatMapToDouble(curve -> IntStream.range(0, curve.x.length)
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

  private static void draw(Svg svg, Frame frame, Scale x, Marker marker, double raised) {
    double place = x.at(marker.x);
    svg.line("guide", place, frame.top() - raised - 4, place, frame.bottom());
    double half = TextWidth.of(marker.label, Frame.TICK_SIZE) / 2;
    double middle = Math.clamp(place, frame.left() + half, Math.max(frame.left() + half, frame.right() - half));
    svg.text("small middle", middle, frame.top() - raised - 8, marker.label);
  }
}
