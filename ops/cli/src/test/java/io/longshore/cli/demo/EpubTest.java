package io.longshore.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.EntityResolver;
import org.xml.sax.InputSource;

class EpubTest {
  @TempDir private Path folder;

  @Test
  void aBookIsWellFormedAndKeepsItsTextWhateverIsInIt() throws Exception {
    Path file = folder.resolve("book.epub");
    new Epub("urn:x", "A & B", "en", List.of(new Epub.Chapter("1 < 2", List.of("a \"b\" & c"))))
        .write(file);
    try (var zip = new ZipFile(file.toFile())) {
      ZipEntry first = zip.entries().nextElement();
      assertThat(first.getName()).isEqualTo("mimetype");
      assertThat(first.getMethod()).isEqualTo(ZipEntry.STORED);
      assertThat(text(zip, "book/c000.xhtml")).contains("a \"b\" & c").contains("1 < 2");
      assertThat(text(zip, "book/package.opf")).contains("A & B");
      assertThat(text(zip, "book/nav.xhtml")).contains("1 < 2");
      assertThat(text(zip, "META-INF/container.xml")).isBlank();
    }
  }

  private static String text(ZipFile zip, String name) throws Exception {
    var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    EntityResolver nothing = (publicId, systemId) -> new InputSource(new java.io.StringReader(""));
    builder.setEntityResolver(nothing);
    try (var in = zip.getInputStream(zip.getEntry(name))) {
      return builder.parse(in).getDocumentElement().getTextContent();
    }
  }
}
