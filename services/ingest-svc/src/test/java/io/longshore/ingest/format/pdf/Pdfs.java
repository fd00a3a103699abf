package io.longshore.ingest.format.pdf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;

/** PDF files for tests. */
public final class Pdfs {
  private Pdfs() {}

  /** A line of type. */
  public record TypeLine(float x, float y, float size, boolean bold, boolean hidden, String text) {
    public static TypeLine at(float x, float y, String text) {
      return new TypeLine(x, y, 10, false, false, text);
    }

    public TypeLine size(float points) {
      return new TypeLine(x, y, points, bold, hidden, text);
    }

    public TypeLine inBold() {
      return new TypeLine(x, y, size, true, hidden, text);
    }

    public TypeLine unseen() {
      return new TypeLine(x, y, size, bold, true, text);
    }
  }

  public static Path write(Path file, List<List<TypeLine>> pages) throws IOException {
    try (var pdf = new PDDocument()) {
      fill(pdf, pages);
      pdf.save(file.toFile());
    }
    return file;
  }

  public static Path writeEncrypted(Path file, List<List<TypeLine>> pages) throws IOException {
    try (var pdf = new PDDocument()) {
      fill(pdf, pages);
      pdf.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
      pdf.save(file.toFile());
    }
    return file;
  }

  /** A file whose tree of pages names one page so many times. */
  public static Path writeRepeating(Path file, int times) throws IOException {
    try (var pdf = new PDDocument()) {
      fill(pdf, List.of(List.of(TypeLine.at(50, 700, "again"))));
      COSDictionary tree = pdf.getDocumentCatalog().getPages().getCOSObject();
      COSArray kids = tree.getCOSArray(COSName.KIDS);
      for (int i = 1; i < times; i++) {
        kids.add(kids.get(0));
      }
      tree.setItem(COSName.COUNT, COSInteger.get(times));
      pdf.save(file.toFile());
    }
    return file;
  }

  private static void fill(PDDocument pdf, List<List<TypeLine>> pages) throws IOException {
    var plain = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
    var bold = new PDType1Font(Standard14Fonts.FontName.HELVETICA_BOLD);
    for (List<TypeLine> lines : pages) {
      var page = new PDPage();
      pdf.addPage(page);
      try (var content = new PDPageContentStream(pdf, page)) {
        for (TypeLine line : lines) {
          content.beginText();
          content.setRenderingMode(line.hidden() ? RenderingMode.NEITHER : RenderingMode.FILL);
          content.setFont(line.bold() ? bold : plain, line.size());
          content.newLineAtOffset(line.x(), line.y());
          content.showText(line.text());
          content.endText();
        }
      }
    }
  }
}
