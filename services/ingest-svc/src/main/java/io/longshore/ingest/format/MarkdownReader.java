package io.longshore.ingest.format;

import io.longshore.ingest.text.TextSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;

/** Markdown (CommonMark): headings, and text without the marks that only steer its looks. */
final class MarkdownReader implements FormatReader {
  private static final int MAX_OPEN_BLOCKS = 100;

  /** A block of metadata between two lines of dashes, read by no Markdown parser as what it is. */
  private static final Pattern FRONT_MATTER =
      Pattern.compile("\\A---[ \\t]*\\R(.*?)\\R(---|\\.\\.\\.)[ \\t]*(\\R|\\z)", Pattern.DOTALL);

  @Override
  public void read(Path file, TextSink sink) throws IOException {
    Charsets.Encoding encoding = Charsets.detect(file);
    if (encoding.lossy()) {
      sink.loss();
    }
    String markdown;
    try (var in = Files.newInputStream(file)) {
      in.skipNBytes(encoding.bom());
      markdown = new String(in.readAllBytes(), encoding.charset());
    }
    Matcher front = FRONT_MATTER.matcher(markdown);
    if (front.find()) {
      sink.text(front.group(1) + "\n\n");
      markdown = markdown.substring(front.end());
    }
    Node document = Parser.builder().maxOpenBlockParsers(MAX_OPEN_BLOCKS).build().parse(markdown);
    document.accept(new MarkdownText(sink));
  }
}
