package io.longshore.cli.evaluate.frame;

import io.longshore.cli.client.Ingest;
import io.longshore.local.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A document of a data set.
 *
 * @param id in the data set
 * @param text null when it lies in a file
 * @param file null when it is a text
 */
public record Document(String id, @Nullable String text, @Nullable Path file) {
  public static Document ofText(String id, String text) {
    return new Document(id, text, null);
  }

  public static Document ofFile(String id, Path file) {
    return new Document(id, null, file);
  }

  /**
   * As it is handed in.
   *
   * @param folder where texts are written to
   * @param number sets it apart from all others
   */
  Ingest.Source source(Path folder, int number) {
    if (file != null) {
      return new Ingest.Source(file, "%05d-%s".formatted(number, file.getFileName()));
    }
    String name = "%05d-%s.txt".formatted(number, id.replaceAll("[^A-Za-z0-9._-]", "-"));
    Path written = folder.resolve(name);
    try {
      Files.writeString(written, text == null ? "" : text);
    } catch (IOException e) {
      throw Folders.failure("write " + written, e);
    }
    return new Ingest.Source(written, name);
  }
}
