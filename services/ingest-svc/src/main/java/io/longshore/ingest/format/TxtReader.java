package io.longshore.ingest.format;

import io.longshore.ingest.refusal.Refusal;
import io.longshore.ingest.refusal.Refused;
import io.longshore.ingest.text.TextSink;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Plain text, as it is; lines that name a chapter become headings. Streams. */
final class TxtReader implements FormatReader {
  private static final int BLOCK_CHARS = 8_192;

  /** A longer line is no heading and is passed on in pieces. */
  private static final int LINE_CHARS = 4_096;

  private static final double MAX_CONTROL_CHARS = 0.02;

  @Override
  public void read(Path file, TextSink sink) throws IOException {
    Charsets.Encoding encoding = Charsets.detect(file);
    if (encoding.lossy()) {
      sink.loss();
    }
    long size = Files.size(file);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      in.skipNBytes(encoding.bom());
      Reader reader =
          new InputStreamReader(
              in,
              encoding
                  .charset()
                  .newDecoder()
                  .onMalformedInput(CodingErrorAction.REPLACE)
                  .onUnmappableCharacter(CodingErrorAction.REPLACE));
      var lines = new Lines(sink);
      char[] block = new char[BLOCK_CHARS];
      long chars = 0;
      for (int read = reader.read(block); read >= 0; read = reader.read(block)) {
        refuseBinary(block, read);
        lines.add(block, read);
        chars += read;
        sink.progress(Math.min(chars, size), size);
      }
      lines.end();
    }
  }

  private static void refuseBinary(char[] block, int length) {
    int control = 0;
    for (int i = 0; i < length; i++) {
      char c = block[i];
      control += c < ' ' && c != 0 && !Character.isWhitespace(c) && c != 0x1B ? 1 : 0;
    }
    if (control > MAX_CONTROL_CHARS * length + 2) {
      throw new Refused(Refusal.UNSUPPORTED_FORMAT);
    }
  }

  /** Finds headings in a stream of characters: what may be one waits for the line after it. */
  private static final class Lines {
    private final TextSink sink;
    private final StringBuilder line = new StringBuilder();
    private boolean piece;
    private boolean afterBlank = true;
    private @Nullable String candidate;

    Lines(TextSink sink) {
      this.sink = sink;
    }

    void add(char[] chars, int length) {
      for (int i = 0; i < length; i++) {
        line.append(chars[i]);
        if (chars[i] == '\n') {
          endOfLine();
        } else if (line.length() == LINE_CHARS) {
          settle(false);
          sink.text(line.toString());
          line.setLength(0);
          piece = true;
        }
      }
    }

    void end() {
      endOfLine();
      settle(true);
    }

    private void endOfLine() {
      String text = line.toString();
      line.setLength(0);
      boolean blank = text.isBlank();
      settle(blank);
      boolean heading =
          !piece
              && Chapters.level(text).isPresent()
              && (afterBlank || Chapters.isUnmistakable(text));
      if (heading) {
        candidate = text;
      } else {
        sink.text(text);
      }
      afterBlank = blank && !piece;
      piece = false;
    }

    private void settle(boolean beforeBlank) {
      String waiting = candidate;
      if (waiting == null) {
        return;
      }
      candidate = null;
      OptionalInt level = Chapters.level(waiting);
      if (level.isPresent() && (beforeBlank || Chapters.isUnmistakable(waiting))) {
        sink.heading(level.getAsInt(), waiting);
      } else {
        sink.text(waiting);
      }
    }
  }
}
