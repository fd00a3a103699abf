package io.longshore.ingest.parser;

import io.longshore.ingest.refusal.Refusal;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the parser's process says, one after another on its standard output: a kind, then the fields
 * of the record in order; characters as a length and UTF-8. Nothing is larger than {@value
 * #MAX_BYTES} bytes.
 */
sealed interface Frame {
  int MAX_BYTES = 64 * 1024;

  /** The longest piece of text that surely fits: three bytes a UTF-16 unit at most. */
  int MAX_CHARS = MAX_BYTES / 4;

  record Page(int number) implements Frame {}

  record Heading(int level, String title) implements Frame {}

  record Text(String characters) implements Frame {}

  record Progress(long done, long total) implements Frame {}

  record Loss() implements Frame {}

  /** The file is read. */
  record Done(String mediaType) implements Frame {}

  /** The file can't be read. */
  record Refusing(Refusal refusal) implements Frame {}

  default void write(DataOutputStream out) throws IOException {
    switch (this) {
      case Page page -> {
        out.writeByte('P');
        out.writeInt(page.number());
      }
      case Heading heading -> {
        out.writeByte('H');
        out.writeInt(heading.level());
        writeString(out, heading.title());
      }
      case Text text -> {
        out.writeByte('T');
        writeString(out, text.characters());
      }
      case Progress progress -> {
        out.writeByte('O');
        out.writeLong(progress.done());
        out.writeLong(progress.total());
      }
      case Loss _ -> out.writeByte('L');
      case Done done -> {
        out.writeByte('D');
        writeString(out, done.mediaType());
      }
      case Refusing refusing -> {
        out.writeByte('R');
        writeString(out, refusing.refusal().code());
      }
    }
  }

  /**
   * @throws BadFrame when this is no frame
   * @throws java.io.EOFException when the process has ended
   */
  static Frame read(DataInputStream in) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case 'P' -> new Page(in.readInt());
      case 'H' -> new Heading(in.readInt(), readString(in));
      case 'T' -> new Text(readString(in));
      case 'O' -> new Progress(in.readLong(), in.readLong());
      case 'L' -> new Loss();
      case 'D' -> new Done(readString(in));
      case 'R' -> new Refusing(refusal(readString(in)));
      default -> throw new BadFrame("kind " + kind);
    };
  }

  private static Refusal refusal(String code) throws BadFrame {
    return Arrays.stream(Refusal.values())
        .filter(refusal -> refusal.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new BadFrame("refusal"));
  }

  static void writeString(DataOutputStream out, String string) throws IOException {
    byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException("string of %d bytes".formatted(bytes.length));
    }
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String readString(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MAX_BYTES) {
      throw new BadFrame("string of %d bytes".formatted(length));
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  /** The other side does not keep to the protocol. */
  final class BadFrame extends IOException {
    BadFrame(String what) {
      super("no frame: " + what);
    }
  }
}
