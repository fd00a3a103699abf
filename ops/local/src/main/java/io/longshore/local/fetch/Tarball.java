package io.longshore.local.fetch;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/** Reads files out of an npm tarball (POSIX ustar; names of up to 100 characters). */
public final class Tarball {
  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final int SIZE_AT = 124;
  private static final int SIZE = 12;
  private static final int FILE_MAX = 16 << 20;

  private Tarball() {}

  /** The wanted files by name. */
  public static Map<String, byte[]> read(Path tarball, Predicate<String> wanted)
      throws IOException {
    var files = new TreeMap<String, byte[]>();
    try (InputStream in =
        new BufferedInputStream(new GZIPInputStream(Files.newInputStream(tarball)))) {
      for (byte[] header = in.readNBytes(BLOCK);
          header.length == BLOCK && header[0] != 0;
          header = in.readNBytes(BLOCK)) {
        String name = text(header, 0, NAME);
        String octal = text(header, SIZE_AT, SIZE).strip();
        int size = octal.isEmpty() ? 0 : Integer.parseInt(octal, 8);
        if (size > FILE_MAX) {
          throw new IOException(name + " is larger than expected: " + size);
        }
        byte[] content = in.readNBytes(size);
        if (content.length < size) {
          throw new EOFException(tarball + " is cut off");
        }
        in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
        if (wanted.test(name)) {
          files.put(name, content);
        }
      }
    }
    return files;
  }

  private static String text(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.UTF_8);
  }
}
