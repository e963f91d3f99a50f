package dev.stratus.cloud.s3;

import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the XML of a listing as a stream. The SDK's parser reflects on each element, which costs
 * more than the server's work for a page, and refuses MinIO's lists of uploads.
 */
final class ListingXml {

  private static final XMLInputFactory FACTORY = factory();

  private ListingXml() {}

  /**
   * A listing.
   *
   * @param page what stands directly in the root, by name
   */
  record Listing(Map<String, String> page, List<Item> items) {}

  /**
   * A child of the root that may repeat.
   *
   * @param kind its own name
   * @param fields what is in it, by name, nested ones after their parent and {@link #NESTED}
   */
  record Item(String kind, Map<String, String> fields) {

    /** A field that every such item has. */
    String field(String name) {
      String value = fields.get(name);
      if (value == null) {
        throw new IllegalArgumentException("no <" + name + "> in <" + kind + ">");
      }
      return value;
    }
  }

  /** What comes between the names of nested elements. */
  static final char NESTED = '/';

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  /**
   * @param root what the outermost element must be
   */
  static Listing read(InputStream in, String root) throws XMLStreamException {
    XMLStreamReader reader;
    synchronized (FACTORY) {
      reader = FACTORY.createXMLStreamReader(in, "UTF-8");
    }
    try {
      return read(reader, root);
    } finally {
      reader.close();
    }
  }

  private static Listing read(XMLStreamReader reader, String root) throws XMLStreamException {
    reader.nextTag();
    if (!reader.getLocalName().equals(root)) {
      throw new XMLStreamException("<" + reader.getLocalName() + "> came for <" + root + ">");
    }
    Listing listing = new Listing(new HashMap<>(), new ArrayList<>());
    while (nextStart(reader)) {
      String name = reader.getLocalName();
      Map<String, String> fields = new HashMap<>();
      String text = element(reader, "", fields);
      if (fields.isEmpty()) {
        listing.page().put(name, text);
      } else {
        listing.items().add(new Item(name, fields));
      }
    }
    return listing;
  }

  /** Skips to the next child; false at the end of the parent. */
  private static boolean nextStart(XMLStreamReader reader) throws XMLStreamException {
    while (true) {
      int event = reader.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        return true;
      }
      if (event == XMLStreamConstants.END_ELEMENT || event == XMLStreamConstants.END_DOCUMENT) {
        return false;
      }
    }
  }

  /** Reads one element to its end: its own text, and that of its children into {@code fields}. */
  private static String element(XMLStreamReader reader, String path, Map<String, String> fields)
      throws XMLStreamException {
    StringBuilder text = new StringBuilder();
    while (true) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          String name = path + reader.getLocalName();
          String inner = element(reader, name + NESTED, fields);
          fields.putIfAbsent(name, inner);
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
        case XMLStreamConstants.END_ELEMENT -> {
          return text.toString();
        }
        default -> {
          // Comments and the like say nothing here.
        }
      }
    }
  }

  /** Undoes the encoding of names, if the page says that they are encoded. */
  static String name(Listing listing, String encoded) {
    return "url".equals(listing.page().get("EncodingType"))
        ? URLDecoder.decode(encoded, StandardCharsets.UTF_8)
        : encoded;
  }
}
