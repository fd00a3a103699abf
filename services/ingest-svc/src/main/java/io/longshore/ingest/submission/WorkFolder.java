package io.longshore.ingest.submission;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of one submission while it is worked on. */
final class WorkFolder implements AutoCloseable {
  private final Path folder;

  WorkFolder() {
    try {
      folder = Files.createTempDirectory("longshore-ingest");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies the bytes to a file; closes the stream. */
  Path keep(InputStream bytes) {
    Path file = folder.resolve("submitted");
    try (bytes) {
      Files.copy(bytes, file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path text() {
    return folder.resolve("text");
  }

  @Override
  public void close() {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
