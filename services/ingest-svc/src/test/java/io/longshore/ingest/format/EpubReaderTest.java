package io.longshore.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.ingest.refusal.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpubReaderTest {
  private static final String CONTAINER =
      """
      <?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
      <rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>
      """;
  private static final String PAGE =
      """
      <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">
      <html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body>%s</body></html>
      """;

  @TempDir Path folder;

  @Test
  void chaptersComeInTheOrderOfTheSpine() throws IOException {
    Reading reading =
        Reading.of(
            book(
                "<itemref idref=\"b\"/><itemref idref=\"a\"/>",
                "<h1>Last</h1><p>end</p>",
                "<h1>First</h1><p>caf&eacute; &mdash; a&nbsp;b</p><nav>Contents</nav>"));
    assertThat(reading.format()).isEqualTo(Format.EPUB);
    assertThat(reading.string()).isEqualTo("First\n\ncafé — a b\n\nLast\n\nend");
    assertThat(reading.headings()).containsExactly(List.of("First"), List.of("Last"));
  }

  @Test
  void aMalformedChapterDoesNotStopTheBook() throws IOException {
    Reading reading =
        Reading.of(
            book(
                "<itemref idref=\"a\"/><itemref idref=\"b\"/>",
                "<p>broken<br> <b>line",
                "<p>next</p>"));
    assertThat(reading.string()).isEqualTo("broken\nline\n\nnext");
  }

  @Test
  void theTableOfContentsIsNoChapter() throws IOException {
    Path file =
        Zips.write(
            folder.resolve("a.epub"),
            Map.of(
                "META-INF/container.xml",
                CONTAINER,
                "OPS/book.opf",
                """
                <package><manifest><item id="n" href="nav.xhtml" properties="scripted nav"/>
                <item id="a" href="a.xhtml"/></manifest>
                <spine><itemref idref="n"/><itemref idref="a"/></spine></package>
                """,
                "OPS/nav.xhtml",
                PAGE.formatted("<nav><ol><li>Chapter one</li></ol></nav>"),
                "OPS/a.xhtml",
                PAGE.formatted("<h1>Chapter one</h1><p>Rain.</p>")));
    assertThat(Reading.of(file).string()).isEqualTo("Chapter one\n\nRain.");
  }

  @Test
  void aMissingChapterIsSaid() throws IOException {
    Path file =
        Zips.write(
            folder.resolve("a.epub"),
            Map.of(
                "META-INF/container.xml", CONTAINER,
                "OPS/book.opf", opf("<itemref idref=\"a\"/><itemref idref=\"b\"/>"),
                "OPS/a b.xhtml", PAGE.formatted("<p>here</p>")));
    assertThat(Reading.of(file).lossy()).isTrue();
  }

  @Test
  void aBookWithEncryptedChaptersIsRefused() throws IOException {
    Path file =
        Zips.write(
            folder.resolve("a.epub"),
            Map.of(
                "META-INF/container.xml",
                CONTAINER,
                "META-INF/encryption.xml",
                "<encryption xmlns:enc=\"x\"><enc:CipherReference URI=\"OPS/a.xhtml\"/></encryption>",
                "OPS/book.opf",
                opf("<itemref idref=\"a\"/>")));
    assertThatThrownBy(() -> Reading.of(file)).isInstanceOf(Refused.class).hasMessage("encrypted");
  }

  @Test
  void aBookCutInTheMiddleIsDamaged() throws IOException {
    byte[] whole =
        Files.readAllBytes(book("<itemref idref=\"a\"/>", "<p>" + "text ".repeat(500), ""));
    Path file =
        Files.write(folder.resolve("cut.epub"), java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> Reading.of(file)).isInstanceOf(Refused.class).hasMessage("damaged");
  }

  @Test
  void anEntryOutsideOfTheArchiveIsNotFollowed() throws IOException {
    Path file =
        Zips.write(
            folder.resolve("a.epub"),
            Map.of(
                "META-INF/container.xml",
                CONTAINER,
                "OPS/book.opf",
                """
                <package><manifest><item id="a" href="../../../etc/hostname"/></manifest>
                <spine><itemref idref="a"/></spine></package>
                """));
    assertThat(Reading.of(file).string()).isEmpty();
  }

  private Path book(String spine, String a, String b) throws IOException {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("mimetype", "application/epub+zip");
    entries.put("META-INF/container.xml", CONTAINER);
    entries.put("OPS/book.opf", opf(spine));
    entries.put("OPS/a b.xhtml", PAGE.formatted(a));
    entries.put("OPS/text/b.xhtml", PAGE.formatted(b));
    return Zips.write(folder.resolve("a.epub"), entries);
  }

  private static String opf(String spine) {
    return """
    <?xml version="1.0"?><opf:package xmlns:opf="http://www.idpf.org/2007/opf"><opf:manifest>
    <opf:item id="a" href="a%%20b.xhtml"/><opf:item id="b" href="text/b.xhtml"/></opf:manifest>
    <opf:spine>%s</opf:spine></opf:package>
    """
        .formatted(spine.replace("itemref", "opf:itemref"));
  }
}
