package io.longshore.models;

import io.longshore.local.fetch.Checksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Compares what is here with what {@code models.yaml} pins. */
final class Checksums {
  private Checksums() {}

  /** False, too, when there is no such file. */
  static boolean matches(Path file, String sha256) throws IOException {
    return Files.isRegularFile(file) && Checksum.sha256(file).equals(sha256);
  }

  static byte[] verified(byte[] bytes, String sha256, String what) {
    String actual = of(bytes);
    if (!actual.equals(sha256)) {
      throw new IllegalStateException(
          "%s has the checksum %s and not %s".formatted(what, actual, sha256));
    }
    return bytes;
  }

  private static String of(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
