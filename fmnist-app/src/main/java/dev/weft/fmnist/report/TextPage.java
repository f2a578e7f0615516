package dev.weft.fmnist.report;

import dev.weft.core.io.TextCells;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A section as lines for a terminal, without its pictures. */
final class TextPage {

  private static final String GAP = "  ";

  private TextPage() {}

  static String of(Section section) {
    StringBuilder text = new StringBuilder(section.title()).append('\n').append("=".repeat(section.title().length()))
        .append("\n\n");
    List<Map<String, Object>> blocks = section.blocks().stream()
        .filter(block -> !block.containsKey(Section.PICTURE)).toList();
    for (int i = 0; i < blocks.size(); i++) {
      boolean last = i + 1 == blocks.size();
      if (!isSubtitle(blocks.get(i)) || !(last || isSubtitle(blocks.get(i + 1)))) { // there may have been pictures only
        blocks.get(i).values().forEach(content -> append(text, content));
      }
    }
    return text.toString();
  }

  private static boolean isSubtitle(Map<String, Object> block) {
    return block.containsKey(Section.SUBTITLE);
  }

  private static void append(StringBuilder text, Object content) {
    switch (content) {
      case Table table -> text.append(table.caption()).append("\n\n").append(table(table)).append('\n');
      case List<?> items -> items.forEach(item -> text.append("- ").append(item).append('\n'));
      default -> text.append(content).append("\n\n");
    }
  }

  private static String table(Table table) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(table.columns().stream().map(Table.Column::name).toList());
    for (Table.Row row : table.rows()) {
      List<String> line = new ArrayList<>(List.of(row.name()));
      row.cells().forEach(cell -> line.add(cell.text()));
      lines.add(line);
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder row = new StringBuilder();
      for (int c = 0; c < line.size(); c++) {
        int column = c;
        int width = lines.stream().mapToInt(cells -> TextCells.width(cells.get(column))).max().orElseThrow();
        row.append(c == 0 ? "" : GAP).append(table.columns().get(c).number() ? TextCells.right(line.get(c), width)
            : TextCells.left(line.get(c), width));
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
