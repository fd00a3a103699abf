package io.longshore.ingest.format.pdf;

import io.longshore.ingest.format.FormatReader;
import io.longshore.ingest.refusal.Refusal;
import io.longshore.ingest.refusal.Refused;
import io.longshore.ingest.text.TextSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/**
 * A PDF, page range by page range, so that memory does not grow with the document. By PDFBox
 * itself, not Tika's wrapper: headings need the size of type, repeated page heads their place,
 * pages their physical number, and a long file word of how far it is.
 */
public final class PdfReader implements FormatReader {
  private static final int RANGE_PAGES = 32;
  private static final int MAX_PAGES = 20_000;
  private static final int FEW_SIGNS = 200;
  private static final double LETTER_SHARE = 0.5;
  private static final long MEMORY_BYTES = 64L * 1024 * 1024;

  @Override
  public void read(Path file, TextSink sink) throws IOException {
    try (PDDocument pdf =
        Loader.loadPDF(file.toFile(), MemoryUsageSetting.setupMixed(MEMORY_BYTES).streamCache)) {
      int pages = pdf.getNumberOfPages();
      if (pages == 0) {
        throw new Refused(Refusal.DAMAGED);
      }
      if (pages > MAX_PAGES) {
        throw new Refused(Refusal.PARSE_TOO_BIG);
      }
      new Pass(pdf, sink).read(pages);
    } catch (InvalidPasswordException e) {
      throw new Refused(Refusal.ENCRYPTED, e);
    }
  }

  /** One reading of one document. */
  private static final class Pass {
    private final PDDocument pdf;
    private final TextSink sink;
    private final RunningHeads heads = new RunningHeads();
    private final Headings headings = new Headings();
    private final Vocabulary vocabulary = new Vocabulary();
    private final Paragraphs paragraphs;
    private boolean loss;

    Pass(PDDocument pdf, TextSink sink) {
      this.pdf = pdf;
      this.sink = sink;
      this.paragraphs = new Paragraphs(sink, headings, vocabulary);
    }

    void read(int pages) {
      long lines = 0;
      for (int first = 1; first <= pages; first += RANGE_PAGES) {
        int last = Math.min(pages, first + RANGE_PAGES - 1);
        List<List<Line>> range = heads.remove(lines(first, last));
        headings.learn(range);
        vocabulary.learn(range);
        for (int i = 0; i < range.size(); i++) {
          paragraphs.write(first + i, range.get(i));
          lines += range.get(i).size();
        }
        sink.progress(last, pages);
      }
      paragraphs.end();
      if (lines == 0) {
        throw new Refused(loss ? Refusal.DAMAGED : Refusal.NO_TEXT);
      }
      if (loss) {
        sink.loss();
      }
    }

    /** Page by page where one bad page hides the others of its range. */
    private List<List<Line>> lines(int first, int last) {
      try {
        List<List<Line>> range = PageLines.of(pdf, first, last);
        if (range.size() == last - first + 1 && range.stream().allMatch(Pass::isReadable)) {
          return range;
        }
      } catch (IOException | RuntimeException e) {
        // Read again below; what stays unreadable is said.
      }
      List<List<Line>> range = new ArrayList<>();
      for (int page = first; page <= last; page++) {
        range.add(page(page));
      }
      return range;
    }

    private List<Line> page(int page) {
      try {
        List<List<Line>> one = PageLines.of(pdf, page, page);
        if (!one.isEmpty() && isReadable(one.getFirst())) {
          return one.getFirst();
        }
      } catch (IOException | RuntimeException e) {
        // Said below, by the loss.
      }
      loss = true;
      return List.of();
    }

    /** Without its fonts' tables a page reads as a heap of signs. */
    private static boolean isReadable(List<Line> page) {
      long signs = 0;
      long letters = 0;
      for (Line line : page) {
        signs += line.text().codePoints().filter(c -> !Character.isWhitespace(c)).count();
        letters += line.text().codePoints().filter(Character::isLetterOrDigit).count();
      }
      return signs < FEW_SIGNS || letters >= LETTER_SHARE * signs;
    }
  }
}
