package io.longshore.ingest.text;

import io.longshore.contracts.Limits;
import io.longshore.contracts.document.Structure;
import io.longshore.ingest.refusal.Refusal;
import io.longshore.ingest.refusal.Refused;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes clean UTF-8 and notes where sections and pages begin. Clean: NFC, line feeds only, no
 * control characters, no white space at line ends, at most one blank line in a row. Streams: what
 * it holds does not grow with the text, except for the marks.
 */
public final class TextBuilder implements TextSink {
  private static final int SEGMENT_CHARS = 4_096;
  private static final int LONGEST_SEGMENT_CHARS = 65_536;
  private static final int FIRST_IDEOGRAPH = 0x3400;
  private static final int BLANKS = 200;
  private static final int SAMPLE_EVERY = 65_536;
  private static final int SAMPLE_CHARS = 4_000;
  private static final int SAMPLE_CHARS_IN_ALL = 200_000;

  private static final Pattern WHITE = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");

  private final OutputStream out;
  private final int maxCodePoints;
  private final Marks marks = new Marks();
  private final List<Long> byteOffsets = new ArrayList<>();
  private final StringBuilder sample = new StringBuilder();

  /** Characters not yet normalised and written; a cut before them is safe for NFC. */
  private final StringBuilder segment = new StringBuilder();

  /** White space that is written only when something follows. */
  private final StringBuilder blanks = new StringBuilder();

  private int newlines;
  private boolean afterReturn;
  private boolean plain = true;
  private char high;
  private boolean inWord;
  private int codePoints;
  private long bytes;
  private int words;
  private boolean lossy;

  /**
   * @param out is neither flushed nor closed
   * @param maxCodePoints a longer text is refused as too big
   */
  public TextBuilder(OutputStream out, int maxCodePoints) {
    this.out = out;
    this.maxCodePoints = maxCodePoints;
  }

  @Override
  public void page(int number) {
    marks.page(number);
  }

  @Override
  public void heading(int level, String title) {
    String line =
        Normalizer.normalize(WHITE.matcher(title).replaceAll(" ").strip(), Normalizer.Form.NFC);
    if (line.isEmpty()) {
      return;
    }
    lineEnd(2);
    marks.heading(level, line);
    text(line);
    lineEnd(2);
  }

  @Override
  public void text(String characters) {
    for (int i = 0; i < characters.length(); i++) {
      char c = characters.charAt(i);
      if (Character.isHighSurrogate(c)) {
        replaceLoneSurrogate();
        high = c;
      } else if (Character.isLowSurrogate(c)) {
        accept(high == 0 ? Characters.REPLACEMENT : Character.toCodePoint(high, c));
        high = 0;
      } else {
        replaceLoneSurrogate();
        accept(c);
      }
    }
  }

  @Override
  public void progress(long done, long total) {
    // Of no interest for the text.
  }

  @Override
  public void loss() {
    lossy = true;
  }

  /** To be called once, when all is read. */
  public void finish() {
    replaceLoneSurrogate();
    endWord();
    writeSegment();
    marks.reached(codePoints);
  }

  public Structure structure() {
    return new Structure(
        codePoints, marks.sections(codePoints), marks.pages(codePoints), byteOffsets);
  }

  /**
   * White-space separated words with a letter or digit; each Chinese or Japanese character is one.
   */
  public int words() {
    return words;
  }

  public int codePoints() {
    return codePoints;
  }

  public boolean lossy() {
    return lossy;
  }

  /** Pieces from all over the text, for telling its language. */
  public String sample() {
    return sample.toString();
  }

  private void replaceLoneSurrogate() {
    if (high != 0) {
      high = 0;
      accept(Characters.REPLACEMENT);
    }
  }

  private void accept(int codePoint) {
    boolean secondOfReturnAndFeed = afterReturn && codePoint == '\n';
    afterReturn = codePoint == '\r';
    if (secondOfReturnAndFeed) {
      return;
    }
    switch (Characters.kind(codePoint)) {
      case PRINTED -> print(codePoint);
      case BLANK -> blank(codePoint == '\t' ? '\t' : ' ');
      case LINE_END -> lineEnd(1);
      case PARAGRAPH_END -> lineEnd(2);
      case DROPPED -> {}
    }
  }

  private void blank(char c) {
    endWord();
    if (blanks.length() < BLANKS) {
      blanks.append(c);
    }
  }

  private void lineEnd(int lines) {
    endWord();
    newlines = Math.min(2, newlines + lines);
    blanks.setLength(0);
  }

  private void print(int codePoint) {
    writeWhiteSpace();
    if (marks.waiting()) {
      writeSegment();
      marks.reached(codePoints);
    }
    boolean ideograph = Characters.isIdeograph(codePoint);
    if ((segment.length() > SEGMENT_CHARS && codePoint >= FIRST_IDEOGRAPH)
        || segment.length() > LONGEST_SEGMENT_CHARS) {
      writeSegment();
    }
    segment.appendCodePoint(codePoint);
    plain &= codePoint < Characters.FIRST_COMBINING;
    if (ideograph) {
      endWord();
      words++;
    } else {
      inWord |= Character.isLetterOrDigit(codePoint);
    }
  }

  private void writeWhiteSpace() {
    if (newlines == 0 && blanks.isEmpty()) {
      return;
    }
    boolean first = codePoints == 0 && segment.isEmpty();
    if (!first) {
      if (newlines > 0 || segment.length() > SEGMENT_CHARS) {
        writeSegment();
      }
      segment.repeat('\n', newlines).append(blanks);
    }
    newlines = 0;
    blanks.setLength(0);
  }

  private void endWord() {
    if (inWord) {
      words++;
      inWord = false;
    }
  }

  private void writeSegment() {
    if (segment.isEmpty()) {
      return;
    }
    String text = plain ? segment.toString() : Normalizer.normalize(segment, Normalizer.Form.NFC);
    segment.setLength(0);
    plain = true;
    count(text);
    if (sample.length() < SAMPLE_CHARS_IN_ALL
        && sample.length() < (long) SAMPLE_CHARS * (1 + codePoints / SAMPLE_EVERY)) {
      sample.append(text);
    }
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void count(String text) {
    for (int i = 0; i < text.length(); ) {
      if (codePoints % Limits.BYTE_OFFSET_EVERY == 0) {
        byteOffsets.add(bytes);
      }
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      bytes += Characters.utf8Length(codePoint);
      codePoints++;
    }
    if (codePoints > maxCodePoints) {
      throw new Refused(Refusal.PARSE_TOO_BIG);
    }
  }
}
