package io.longshore.ingest.format;

import io.longshore.ingest.text.TextSink;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A web page: its content with headings, without what stands around it. */
final class HtmlReader implements FormatReader {
  @Override
  public void read(Path file, TextSink sink) throws IOException {
    Page.write(parse(file, sink), new Flow(sink));
  }

  /** What the page says of its character set counts unless its bytes say otherwise. */
  private static Document parse(Path file, TextSink sink) throws IOException {
    Charsets.Encoding encoding = Charsets.detect(file);
    if (encoding.lossy()) {
      sink.loss();
    }
    boolean sure = encoding.bom() > 0 || encoding.charset().name().startsWith("UTF");
    try (var in = new BufferedInputStream(Files.newInputStream(file))) {
      if (sure) {
        return Jsoup.parse(in, encoding.charset().name(), "");
      }
      Document declared = Jsoup.parse(in, null, "");
      if (!declared.charset().name().startsWith("UTF")) {
        return declared;
      }
    }
    try (var in = new BufferedInputStream(Files.newInputStream(file))) {
      return Jsoup.parse(in, encoding.charset().name(), "");
    }
  }
}
