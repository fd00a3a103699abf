package io.longshore.ingest.submission;

import io.longshore.ingest.scratch.Scratch;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of one submission while it is worked on. */
record WorkFolder(Path folder) implements AutoCloseable {
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

  /** What was done stays done, also when this leaves something behind. */
  @Override
  public void close() {
    Scratch.remove(folder);
  }
}
