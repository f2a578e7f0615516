package dev.weft.benchmarks.chart;

import java.util.List;
import java.util.Locale;

/**
 * The sweep of one convolution as heat maps, by kernel and direction: for channels and filters the worst ratio, over all images and
 * strides, to the next larger shape that is a multiple of 16.
 */
final class SweepChart {

  private static final int LEFT = 44;
  private static final int CELL = 14;
  private static final int PITCH = 15;
  private static final int PANEL_GAP = 46;
  private static final int PANEL_HEAD = 40;
  private static final int LEAST_PANEL = 200;
  private static final int LEAST_WIDTH = 800;
  private static final int LEGEND = 34;
  private static final int LEGEND_PITCH = 130;
  private static final double[] STEPS = {0.25, 0.5, 0.75, 1};
  private static final String[] STEP_NAMES = {"below 1/4", "1/4 to 1/2", "1/2 to 3/4", "3/4 to 1", "1 and more"};

  private final SweepResults results;

  /**
   * Reads the results.
   *
   * @throws IllegalArgumentException if they are something else
   */
  SweepChart(String json) {
    this.results = new SweepResults(json);
  }

  String svg() {
    List<String> directions = results.directions();
    List<Integer> channels = results.values("channels");
    List<Integer> filters = results.values("filters");
    int panelWidth = Math.max(LEAST_PANEL, filters.size() * PITCH + PANEL_GAP);
    int panelHeight = channels.size() * PITCH + PANEL_GAP + PANEL_HEAD;
    Svg svg = new Svg("One convolution, speed against the next multiple of 16 channels and filters", results.note(),
        Math.max(LEAST_WIDTH, LEFT + directions.size() * panelWidth));
    legend(svg);
    int y = Svg.HEAD + LEGEND;
    for (int kernel : results.values("kernel")) {
      int x = LEFT;
      for (String direction : directions) {
        svg.text("group", x, y, "start", kernel + " × " + kernel + ", " + direction);
        panel(svg, x, y + PANEL_HEAD, kernel, direction, channels, filters);
        x += panelWidth;
      }
      y += panelHeight;
    }
    return svg.picture(y - PANEL_GAP / 2);
  }

  private static void legend(Svg svg) {
    for (int step = 0; step < STEP_NAMES.length; step++) {
      svg.bar("step" + step, step * LEGEND_PITCH, Svg.HEAD - 10, CELL, CELL);
      svg.text("label", step * LEGEND_PITCH + CELL + 6, Svg.HEAD + 2, "start", STEP_NAMES[step]);
    }
  }

  private void panel(
      Svg svg, int x, int y, int kernel, String direction, List<Integer> channels, List<Integer> filters) {
    svg.text("note small", x, y - 23, "start", "channels down, filters across");
    for (int column = 0; column < filters.size(); column++) {
      svg.text("small", x + column * PITCH + CELL / 2, y - 5, "middle", label(filters.get(column), column));
    }
    for (int row = 0; row < channels.size(); row++) {
      svg.text("small", x - 6, y + row * PITCH + CELL - 3, "end", String.valueOf(channels.get(row)));
      for (int column = 0; column < filters.size(); column++) {
        SweepResults.Worst worst = results.worst(kernel, direction, channels.get(row), filters.get(column));
        if (worst != null) {
          svg.cell("step" + step(worst.ratio()), x + column * PITCH, y + row * PITCH, CELL, String.format(Locale.ROOT,
              "%d → %d, image %d, stride %d: %.1f GFLOP/s, ratio %.2f", channels.get(row), filters.get(column),
              worst.image(), worst.stride(), worst.gflops(), worst.ratio()));
        }
      }
    }
  }

  /** Every other one, for neighbours would touch. */
  private static String label(int filters, int column) {
    return column % 2 == 0 ? String.valueOf(filters) : "";
  }

  private static int step(double ratio) {
    int step = 0;
    while (step < STEPS.length && ratio >= STEPS[step]) {
      step++;
    }
    return step;
  }
}
