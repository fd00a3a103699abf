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

class DocxReaderTest {
  private static final String W =
      "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
  private static final String WORD =
      "application/vnd.openxmlformats-officedocument.wordprocessingml.";
  private static final String RELATION =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

  @TempDir Path folder;

  @Test
  void headingsParagraphsListsAndTablesAreReadAndCommentsAreNot() throws IOException {
    Path file =
        docx(
            """
            <w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr><w:r><w:t>Report</w:t></w:r></w:p>
            <w:p><w:r><w:t xml:space="preserve">One </w:t></w:r><w:r><w:t>sentence.</w:t></w:r></w:p>
            <w:p><w:pPr><w:pStyle w:val="H2"/></w:pPr><w:r><w:t>Part</w:t></w:r></w:p>
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>
            <w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
            """);
    Reading reading = Reading.of(file);
    assertThat(reading.format()).isEqualTo(Format.DOCX);
    assertThat(reading.headings()).containsExactly(List.of("Report"), List.of("Report", "Part"));
    assertThat(reading.string()).isEqualTo("Report\n\nOne sentence.\n\nPart\n\na\tb");
  }

  @Test
  void theSubmittedFileIsNotChanged() throws IOException {
    Path file = docx("<w:p><w:r><w:t>x</w:t></w:r></w:p>");
    byte[] before = Files.readAllBytes(file);
    Reading.of(file);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void entitiesAreNeitherExpandedNorFetched() throws IOException {
    StringBuilder entities = new StringBuilder("<!ENTITY e0 \"boom\">");
    for (int i = 1; i < 10; i++) {
      entities.append("<!ENTITY e%d \"%s\">".formatted(i, "&e%d;".formatted(i - 1).repeat(10)));
    }
    Path file =
        docx(
            "<!DOCTYPE w:document [" + entities + "<!ENTITY out SYSTEM \"file:///etc/hostname\">]>",
            "<w:p><w:r><w:t>a &e9; &out;</w:t></w:r></w:p>");
    String text;
    try {
      text = Reading.of(file).string();
    } catch (IOException e) {
      text = "";
    }
    assertThat(text).doesNotContain("boom").hasSizeLessThan(10);
  }

  @Test
  void aDocumentCutInTheMiddleIsDamaged() throws IOException {
    byte[] whole = Files.readAllBytes(docx("<w:p><w:r><w:t>x</w:t></w:r></w:p>"));
    Path file =
        Files.write(folder.resolve("cut.docx"), java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> Reading.of(file)).isInstanceOf(Refused.class).hasMessage("damaged");
  }

  private Path docx(String body) throws IOException {
    return docx("", body);
  }

  private Path docx(String doctype, String body) throws IOException {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put(
        "[Content_Types].xml",
        """
        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
        <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
        <Override PartName="/word/document.xml" ContentType="%1$sdocument.main+xml"/>
        <Override PartName="/word/styles.xml" ContentType="%1$sstyles+xml"/>
        <Override PartName="/word/comments.xml" ContentType="%1$scomments+xml"/></Types>
        """
            .formatted(WORD));
    entries.put("_rels/.rels", relations("officeDocument", "word/document.xml"));
    entries.put(
        "word/_rels/document.xml.rels",
        relations("styles", "styles.xml", "comments", "comments.xml"));
    entries.put(
        "word/styles.xml",
        """
        <w:styles %s><w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
        <w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style></w:styles>
        """
            .formatted(W));
    entries.put(
        "word/comments.xml",
        "<w:comments %s><w:comment w:id=\"0\"><w:p><w:r><w:t>A remark</w:t></w:r></w:p></w:comment></w:comments>"
            .formatted(W));
    entries.put(
        "word/document.xml",
        doctype + "<w:document %s><w:body>%s</w:body></w:document>".formatted(W, body));
    return Zips.write(folder.resolve("a.docx"), entries);
  }

  private static String relations(String... typesAndTargets) {
    StringBuilder xml =
        new StringBuilder(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
    for (int i = 0; i < typesAndTargets.length; i += 2) {
      xml.append(
          "<Relationship Id=\"r%d\" Type=\"%s%s\" Target=\"%s\"/>"
              .formatted(i, RELATION, typesAndTargets[i], typesAndTargets[i + 1]));
    }
    return xml.append("</Relationships>").toString();
  }
}
