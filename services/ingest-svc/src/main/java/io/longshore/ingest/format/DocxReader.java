package io.longshore.ingest.format;

import io.longshore.ingest.text.TextSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.openxml4j.opc.PackageRelationship;
import org.apache.poi.xwpf.usermodel.XWPFRelation;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.microsoft.ooxml.OPCPackageWrapper;
import org.xml.sax.Attributes;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * A Word document, by Tika's streaming reader. Reviewers' comments and page headers are no part of
 * the text; footnotes stand at its end.
 */
final class DocxReader implements FormatReader {
  private static final String LIST_ITEM = "dd";

  @Override
  public void read(Path file, TextSink sink) throws IOException {
    Metadata metadata = new Metadata();
    try (TikaInputStream in = TikaInputStream.get(file);
        OPCPackage docx = OPCPackage.open(file.toFile(), PackageAccess.READ_WRITE)) {
      try {
        removeComments(docx);
        in.setOpenContainer(new OPCPackageWrapper(docx));
        metadata.set(Metadata.CONTENT_TYPE, Format.DOCX.mediaType());
        new OOXMLParser().parse(in, new Body(new Flow(sink), sink), metadata, context());
      } finally {
        docx.revert();
      }
    } catch (OpenXML4JException | TikaException | SAXException e) {
      throw new IOException(e);
    }
    if (metadata.get(TikaCoreProperties.TIKA_META_EXCEPTION_WARNING) != null) {
      sink.loss();
    }
  }

  private static void removeComments(OPCPackage docx) throws OpenXML4JException {
    for (String type :
        new String[] {
          XWPFRelation.DOCUMENT.getContentType(), XWPFRelation.MACRO_DOCUMENT.getContentType()
        }) {
      for (PackagePart part : docx.getPartsByContentType(type)) {
        for (PackageRelationship comments :
            part.getRelationshipsByType(XWPFRelation.COMMENT.getRelation())) {
          part.removeRelationship(comments.getId());
        }
      }
    }
  }

  private static ParseContext context() {
    OfficeParserConfig config = new OfficeParserConfig();
    config.setUseSAXDocxExtractor(true);
    config.setIncludeHeadersAndFooters(false);
    config.setIncludeShapeBasedContent(true);
    ParseContext context = new ParseContext();
    context.set(OfficeParserConfig.class, config);
    context.set(EmbeddedDocumentExtractor.class, new NothingEmbedded());
    return context;
  }

  /** What stands in the body of the XHTML that Tika makes of it. */
  private static final class Body extends DefaultHandler {
    private final Flow flow;
    private final TextSink sink;
    private boolean inside;
    private boolean listItem;
    private long paragraphs;

    Body(Flow flow, TextSink sink) {
      this.flow = flow;
      this.sink = sink;
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) {
      if (name.equals("body")) {
        inside = true;
      } else if (inside) {
        flow.start(block(name, attributes));
      }
    }

    /** A list item brings its own mark. */
    private String block(String name, Attributes attributes) {
      String style = attributes.getValue("class");
      listItem = name.equals("p") && style != null && style.startsWith("list");
      return listItem ? LIST_ITEM : name;
    }

    @Override
    public void endElement(String uri, String name, String qualified) {
      if (inside) {
        flow.end(listItem && name.equals("p") ? LIST_ITEM : name);
        if (name.equals("p")) {
          sink.progress(++paragraphs, 0);
        }
      }
    }

    @Override
    public void characters(char[] chars, int start, int length) {
      if (inside) {
        flow.characters(new String(chars, start, length));
      }
    }
  }

  /** Pictures and attached files are left out. */
  private static final class NothingEmbedded implements EmbeddedDocumentExtractor {
    @Override
    public boolean shouldParseEmbedded(Metadata metadata) {
      return false;
    }

    @Override
    public void parseEmbedded(
        InputStream stream, ContentHandler handler, Metadata metadata, boolean outputHtml) {
      // Nothing embedded is read.
    }
  }
}
