package io.longshore.ingest.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.apache.tika.parser.txt.CharsetDetector;
import org.jspecify.annotations.Nullable;
import org.mozilla.universalchardet.UniversalDetector;

/** Finds the character set of a text whose bytes don't say it. */
final class Charsets {
  private static final int BLOCK_BYTES = 64 * 1024;
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final double MAX_BAD_CHARS = 0.01;

  /**
   * @param bom bytes of the byte-order mark
   * @param lossy some bytes don't fit
   */
  record Encoding(Charset charset, int bom, boolean lossy) {}

  private Charsets() {}

  static Encoding detect(Path file) throws IOException {
    byte[] head = block(file, 0);
    Optional<Encoding> marked = byMark(head).or(() -> byZeros(head));
    return marked.isPresent() ? marked.get() : byContent(file);
  }

  /** The meaning of a byte-order mark. */
  private static Optional<Encoding> byMark(byte[] head) {
    if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
      return Optional.of(new Encoding(StandardCharsets.UTF_8, 3, false));
    }
    if (startsWith(head, 0xFF, 0xFE, 0, 0)) {
      return Optional.of(new Encoding(StandardCharsets.UTF_32LE, 4, false));
    }
    if (startsWith(head, 0xFF, 0xFE)) {
      return Optional.of(new Encoding(StandardCharsets.UTF_16LE, 2, false));
    }
    if (startsWith(head, 0xFE, 0xFF)) {
      return Optional.of(new Encoding(StandardCharsets.UTF_16BE, 2, false));
    }
    return Optional.empty();
  }

  /** Latin letters in UTF-16 have a zero in every second place, and nowhere else. */
  private static Optional<Encoding> byZeros(byte[] head) {
    int even = 0;
    int odd = 0;
    for (int i = 0; i < head.length; i++) {
      if (head[i] == 0) {
        if (i % 2 == 0) {
          even++;
        } else {
          odd++;
        }
      }
    }
    int many = head.length / 5;
    int few = head.length / 50;
    if (odd > many && even <= few) {
      return Optional.of(new Encoding(StandardCharsets.UTF_16LE, 0, false));
    }
    if (even > many && odd <= few) {
      return Optional.of(new Encoding(StandardCharsets.UTF_16BE, 0, false));
    }
    return Optional.empty();
  }

  private static Encoding byContent(Path file) throws IOException {
    long[] counts = new long[2];
    byte[] richest = scan(file, counts);
    long malformed = counts[0];
    long wellFormed = counts[1];
    if (malformed * 5 <= wellFormed) {
      return new Encoding(StandardCharsets.UTF_8, 0, malformed > 0);
    }
    return new Encoding(legacy(richest), 0, false);
  }

  /**
   * Counts malformed and well-formed UTF-8 sequences of more than one byte, and returns the block
   * with most bytes above ASCII.
   */
  private static byte[] scan(Path file, long[] counts) throws IOException {
    byte[] richest = {};
    long most = -1;
    var decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer bytes = ByteBuffer.allocate(BLOCK_BYTES);
    CharBuffer chars = CharBuffer.allocate(BLOCK_BYTES);
    try (InputStream in = Files.newInputStream(file)) {
      for (boolean end = false; !end; ) {
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        end = read < 0;
        bytes.position(bytes.position() + Math.max(0, read)).flip();
        long high = countHigh(bytes);
        if (high > most) {
          most = high;
          richest = Arrays.copyOf(bytes.array(), bytes.limit());
        }
        CoderResult result = decoder.decode(bytes, chars, end);
        while (result.isError()) {
          counts[0]++;
          bytes.position(bytes.position() + result.length());
          result = decoder.decode(bytes, chars, end);
        }
        counts[1] += chars.flip().chars().filter(c -> c > 0x7F).count();
        chars.clear();
        bytes.compact();
      }
    }
    return richest;
  }

  private static long countHigh(ByteBuffer bytes) {
    long high = 0;
    for (int i = bytes.position(); i < bytes.limit(); i++) {
      high += bytes.get(i) < 0 ? 1 : 0;
    }
    return high;
  }

  private static Charset legacy(byte[] block) {
    UniversalDetector mozilla = new UniversalDetector();
    mozilla.handleData(block, 0, block.length);
    mozilla.dataEnd();
    return known(mozilla.getDetectedCharset())
        .filter(charset -> fits(charset, block))
        .or(() ->
            known(new CharsetDetector().setText(block).detect().getName())
                .filter(charset -> fits(charset, block)))
        .filter(charset -> !charset.equals(StandardCharsets.ISO_8859_1))
        .orElse(WINDOWS_1252);
  }

  private static Optional<Charset> known(@Nullable String name) {
    return Optional.ofNullable(name).filter(Charset::isSupported).map(Charset::forName);
  }

  private static boolean fits(Charset charset, byte[] block) {
    String text = new String(block, charset);
    return text.chars().filter(c -> c == 0xFFFD).count() <= MAX_BAD_CHARS * text.length() + 1;
  }

  private static byte[] block(Path file, long from) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(from);
      return in.readNBytes(BLOCK_BYTES);
    }
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    if (bytes.length < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if ((bytes[i] & 0xFF) != start[i]) {
        return false;
      }
    }
    return true;
  }
}
