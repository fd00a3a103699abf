package io.longshore.ingest.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packed files for tests. */
public final class Zips {
  private static final byte[] ZEROS = new byte[1 << 20];

  private Zips() {}

  public static Path write(Path file, Map<String, String> entries) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (var entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return file;
  }

  /** Writes so many MB of one character. */
  public static void flood(OutputStream out, char c, int megabytes) throws IOException {
    byte[] block = ZEROS.clone();
    java.util.Arrays.fill(block, (byte) c);
    for (int i = 0; i < megabytes; i++) {
      out.write(block);
    }
  }
}
