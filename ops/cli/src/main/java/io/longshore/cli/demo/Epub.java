package io.longshore.cli.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a minimal book (EPUB 3.3).
 *
 * @param id its URN
 * @param title its title
 * @param language BCP 47
 * @param chapters in reading order
 */
record Epub(String id, String title, String language, List<Chapter> chapters) {

  /** A heading and its paragraphs, plain text. */
  record Chapter(String title, List<String> paragraphs) {}

  void write(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        var zip = new ZipOutputStream(out)) {
      mimetype(zip);
      put(
          zip,
          "META-INF/container.xml",
          """
          <?xml version="1.0" encoding="UTF-8"?>
          <container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
            <rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
          </container>
          """);
      put(zip, "book/package.opf", packageDocument());
      put(zip, "book/nav.xhtml", navigation());
      for (int i = 0; i < chapters.size(); i++) {
        put(zip, "book/" + file(i), page(chapters.get(i)));
      }
    }
  }

  private String packageDocument() {
    String items =
        numbers()
            .mapToObj(i ->
                "<item id=\"c%d\" href=\"%s\" media-type=\"application/xhtml+xml\"/>"
                    .formatted(i, file(i)))
            .collect(Collectors.joining("\n"));
    String spine =
        numbers().mapToObj("<itemref idref=\"c%d\"/>"::formatted).collect(Collectors.joining("\n"));
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
    <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
    <dc:identifier id="id">%s</dc:identifier>
    <dc:title>%s</dc:title>
    <dc:language>%s</dc:language>
    <meta property="dcterms:modified">2020-01-01T00:00:00Z</meta>
    </metadata>
    <manifest>
    <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
    %s
    </manifest>
    <spine>
    %s
    </spine>
    </package>
    """
        .formatted(escaped(id), escaped(title), language, items, spine);
  }

  private String navigation() {
    String entries =
        numbers()
            .mapToObj(i ->
                "<li><a href=\"%s\">%s</a></li>"
                    .formatted(file(i), escaped(chapters.get(i).title())))
            .collect(Collectors.joining("\n"));
    return xhtml(
        title,
        "<nav xmlns:epub=\"http://www.idpf.org/2007/ops\" epub:type=\"toc\"><ol>%s</ol></nav>"
            .formatted(entries));
  }

  private String page(Chapter chapter) {
    String paragraphs =
        chapter.paragraphs().stream()
            .map(paragraph -> "<p>" + escaped(paragraph) + "</p>")
            .collect(Collectors.joining("\n"));
    return xhtml(
        chapter.title(), "<h1>%s</h1>\n%s".formatted(escaped(chapter.title()), paragraphs));
  }

  private String xhtml(String heading, String body) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE html>
    <html xmlns="http://www.w3.org/1999/xhtml" xml:lang="%s">
    <head><title>%s</title></head>
    <body>
    %s
    </body>
    </html>
    """
        .formatted(language, escaped(heading), body);
  }

  private IntStream numbers() {
    return IntStream.range(0, chapters.size());
  }

  private static String file(int chapter) {
    return "c%03d.xhtml".formatted(chapter);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  /** Comes first and is stored plainly, so that readers know the file by its first bytes. */
  private static void mimetype(ZipOutputStream zip) throws IOException {
    byte[] content = "application/epub+zip".getBytes(StandardCharsets.US_ASCII);
    var crc = new CRC32();
    crc.update(content);
    var entry = new ZipEntry("mimetype");
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  private static void put(ZipOutputStream zip, String name, String content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }
}
