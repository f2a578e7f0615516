package dev.weft.fmnist.plot;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Looks into figures. */
final class Xml {

  private Xml() {}

  /** The document, which has to be well-formed. */
  static Document parse(String svg) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    } catch (Exception e) {
      throw new AssertionError("not well-formed: " + svg, e);
    }
  }

  /** The elements of this kind. */
  static List<Element> elements(Figure figure, String kind) {
    NodeList nodes = parse(figure.svg()).getElementsByTagName(kind);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  /** What is written in the figure. */
  static List<String> texts(Figure figure) {
    return elements(figure, "text").stream().map(Element::getTextContent).toList();
  }

  /** What shows when the pointer rests on something. */
  static List<String> hovers(Figure figure) {
    return elements(figure, "title").stream().map(Element::getTextContent).toList();
  }

  /** The elements of this kind that have all of these classes. */
  static List<Element> marks(Figure figure, String kind, String... classes) {
    return elements(figure, kind).stream()
        .filter(element -> List.of(element.getAttribute("class").split(" ", -1)).containsAll(List.of(classes)))
        .toList();
  }

  /** A numeric attribute. */
  static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }
}
