package io.longshore.cli.evaluate.frame;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * Halves of a data set that share no document: one to choose settings with, one to report. A
 * document is in the first when the first byte of the SHA-256 of its id is even.
 */
public enum Split {
  TUNE,
  REPORT,
  ALL;

  boolean holds(String document) {
    return this == ALL || (this == TUNE) == isEven(document);
  }

  /** As it is written in commands and results. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static boolean isEven(String document) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return sha.digest(document.getBytes(StandardCharsets.UTF_8))[0] % 2 == 0;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
