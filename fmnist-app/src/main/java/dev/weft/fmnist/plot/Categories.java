package dev.weft.fmnist.plot;

import java.util.List;

/** Names along a horizontal axis: in one line, in several, or slanted, whichever fits first. */
final class Categories {

  private static final double SIZE = 12;
  private static final double LINE = 15;
  private static final int MOST_LINES = 3;
  private static final double LONGEST_SLANTED = 110;
  private static final double SLOPE = 0.65;

  private final List<List<String>> lines;
  private final boolean slanted;

  /** Decides how the names fit into slots of this width. */
  Categories(List<String> names, double slot) {
    List<List<String>> wrapped = names.stream().map(name -> TextWidth.wrap(name, slot - 4, SIZE)).toList();
    slanted = wrapped.stream()
        .anyMatch(name -> name.size() > MOST_LINES || TextWidth.widest(name, SIZE) > slot - 2);
    lines = slanted
        ? names.stream().map(name -> List.of(TextWidth.fit(name.replace('\n', ' '), LONGEST_SLANTED, SIZE))).toList()
        : wrapped;
  }

  /** The space that the names take below the axis. */
  double height() {
    if (slanted) {
      return 14 + SLOPE * lines.stream().mapToDouble(name -> TextWidth.widest(name, SIZE)).max().orElse(0);
    }
    return 6 + LINE * lines.stream().mapToInt(List::size).max().orElse(1);
  }

  /** Writes the names below y, each in the middle of its slot. */
  void draw(Svg svg, double left, double slot, double y) {
    for (int i = 0; i < lines.size(); i++) {
      double x = left + (i + 0.5) * slot;
      if (slanted) {
        svg.textSlanted("small", x + 4, y + 14, lines.get(i).getFirst());
      } else {
        for (int line = 0; line < lines.get(i).size(); line++) {
          svg.text("small middle", x, y + 17 + line * LINE, lines.get(i).get(line));
        }
      }
    }
  }
}
