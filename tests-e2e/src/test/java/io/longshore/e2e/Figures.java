package io.longshore.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What a journey measured: printed, and kept in {@code target/figures.tsv}. */
final class Figures {
  private static final Path FILE = Path.of("target", "figures.tsv");

  static void print(String name, String value) {
    var line = name + "\t" + value + "\n";
    System.out.print("figure: " + line);
    try {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Figures() {}
}
