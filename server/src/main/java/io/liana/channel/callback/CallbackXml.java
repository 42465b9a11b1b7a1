package io.liana.channel.callback;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * One callback as Tencent writes it: flat elements below {@code <xml>}, some with a list of {@code
 * <Item>}. Anything an attacker could add to XML is refused, not skipped.
 *
 * @param fields text by element; the first of several counts
 * @param items the items of an element that has some
 */
public record CallbackXml(Map<String, String> fields, Map<String, List<String>> items) {
  private static final XMLInputFactory FACTORY = factory();
  private static final int DEEPEST = 6;
  private static final int MOST_ELEMENTS = 5_000;
  private static final Set<String> ITEM = Set.of("Item", "UserID");

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("no entities here");
        });
    return factory;
  }

  public String field(String name) {
    return fields.getOrDefault(name, "");
  }

  public List<String> list(String name) {
    return items.getOrDefault(name, List.of());
  }

  /**
   * @throws IllegalArgumentException when it is no such document
   */
  public static CallbackXml parse(String text) {
    try {
      XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(text));
      try {
        return new Reading(reader).read();
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      throw new IllegalArgumentException("the callback is no XML we accept", e);
    }
  }

  private static final class Reading {
    private final XMLStreamReader reader;
    private final Map<String, String> fields = new HashMap<>();
    private final Map<String, List<String>> items = new HashMap<>();
    private final List<String> path = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    Reading(XMLStreamReader reader) {
      this.reader = reader;
    }

    CallbackXml read() throws XMLStreamException {
      int elements = 0;
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            path.add(reader.getLocalName());
            text.setLength(0);
            if (path.size() > DEEPEST || ++elements > MOST_ELEMENTS) {
              throw new XMLStreamException("too deep or too long");
            }
          }
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
              text.append(reader.getText());
          case XMLStreamConstants.END_ELEMENT -> end();
          case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
              throw new XMLStreamException("no document type and no entities");
          default -> {} // comments, the end
        }
      }
      return new CallbackXml(Map.copyOf(fields), Map.copyOf(items));
    }

    private void end() {
      String value = text.toString().strip();
      String name = path.removeLast();
      if (path.size() == 1) {
        fields.putIfAbsent(name, value);
      } else if (path.size() >= 2 && ITEM.contains(name) && !value.isEmpty()) {
        items.computeIfAbsent(path.get(1), list -> new ArrayList<>()).add(value);
      }
      text.setLength(0);
    }
  }
}
