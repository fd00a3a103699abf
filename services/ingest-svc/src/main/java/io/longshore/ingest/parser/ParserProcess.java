package io.longshore.ingest.parser;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One running process of the parser. For one thread, except for {@link #kill}. */
final class ParserProcess implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final long END_MILLIS = 5_000;

  private final Process process;
  private final DataOutputStream requests;
  private final DataInputStream answers;

  /**
   * @param folder its working directory and the place of its error output
   */
  ParserProcess(List<String> command, Path folder) throws IOException {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    // It needs nothing that this process was told.
    builder.environment().clear();
    builder.redirectError(folder.resolve("parser.err").toFile());
    process = builder.start();
    requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    answers = new DataInputStream(new BufferedInputStream(process.getInputStream(), BUFFER_BYTES));
  }

  void request(Path file, String name, @Nullable String mediaType) throws IOException {
    Frame.writeString(requests, file.toAbsolutePath().toString());
    Frame.writeString(requests, name);
    Frame.writeString(requests, mediaType == null ? "" : mediaType);
    requests.flush();
  }

  Frame next() throws IOException {
    return Frame.read(answers);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  void kill() {
    process.destroyForcibly();
  }

  /** Kills it where it still runs, and says how it ended. */
  int ended() {
    try {
      if (!process.waitFor(END_MILLIS, TimeUnit.MILLISECONDS)) {
        kill();
      }
      return process.waitFor();
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  /** Ends it; it is idle, so nothing is lost. */
  @Override
  public void close() {
    kill();
    ended();
  }
}
