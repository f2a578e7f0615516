package dev.weft.fmnist.report;

import dev.weft.fmnist.plot.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A part of the report with a heading of its own.
 *
 * @param id its anchor in the page
 * @param title its heading
 * @param blocks what it consists of; each is one entry, the kind of block and its content, as the template knows them
 */
record Section(String id, String title, List<Map<String, Object>> blocks) {

  static final String SUBTITLE = "subtitle";
  static final String PARAGRAPH = "paragraph";
  static final String ITEMS = "items";
  static final String TABLE = "table";
  static final String PREFORMATTED = "preformatted";
  static final String PICTURE = "picture";
  static final String SHEET = "sheet";
  static final String CARDS = "cards";
  static final String BARS = "bars";

  /** An empty section. */
  static Section of(String id, String title) {
    return new Section(id, title, List.of());
  }

  /** A copy with a heading of the second rank. */
  Section subtitle(String text) {
    return with(SUBTITLE, text);
  }

  /** A copy with a paragraph; with none if the text is empty. */
  Section paragraph(String text) {
    return text.isEmpty() ? this : with(PARAGRAPH, text);
  }

  /** A copy with a list. */
  Section items(List<String> texts) {
    return with(ITEMS, texts);
  }

  /** A copy with a table. */
  Section table(Table table) {
    return with(TABLE, table);
  }

  /** A copy with a text whose spaces and line ends count. */
  Section preformatted(String text) {
    return with(PREFORMATTED, text);
  }

  /** A copy with pictures, one below the other. */
  Section pictures(Figure... figures) {
    Section section = this;
    for (Figure figure : figures) {
      section = section.with(PICTURE, figure);
    }
    return section;
  }

  /** A copy with a picture of its own width. */
  Section sheet(Picture picture) {
    return with(SHEET, picture);
  }

  /** A copy with pictures side by side. */
  Section cards(List<Picture> pictures) {
    return with(CARDS, pictures);
  }

  /** A copy with shares as bars. */
  Section bars(List<Bar> bars) {
    return with(BARS, bars);
  }

  private Section with(String kind, Object content) {
    List<Map<String, Object>> more = new ArrayList<>(blocks);
    more.add(Map.of(kind, content));
    return new Section(id, title, List.copyOf(more));
  }

  /** All pictures in order. */
  List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (Map<String, Object> block : blocks) {
      if (block.get(PICTURE) instanceof Figure figure) {
        figures.add(figure);
      }
    }
    return figures;
  }
}
