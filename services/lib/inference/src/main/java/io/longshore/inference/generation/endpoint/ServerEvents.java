package io.longshore.inference.generation.endpoint;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads the data of server-sent events, one after the other
 * (https://html.spec.whatwg.org/multipage/server-sent-events.html). Names and ids of events are
 * skipped.
 */
final class ServerEvents {
  private static final int EVENT_BYTES_MAX = 1 << 20;

  private final InputStream in;
  private boolean skipLineFeed;

  ServerEvents(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /**
   * The data of the next event; empty at the end of the stream. An event that the end cuts off is
   * none.
   *
   * @throws IOException when the stream breaks, or an event is longer than a megabyte
   */
  Optional<String> next() throws IOException {
    var data = new StringBuilder();
    boolean any = false;
    for (Optional<String> line = line(); line.isPresent(); line = line()) {
      String text = line.get();
      if (text.isEmpty()) {
        if (any) {
          return Optional.of(data.toString());
        }
      } else if (text.startsWith("data:")) {
        data.append(any ? "\n" : "").append(text.substring(text.startsWith("data: ") ? 6 : 5));
        any = true;
        if (data.length() > EVENT_BYTES_MAX) {
          throw new IOException("An event without end");
        }
      }
    }
    return Optional.empty();
  }

  /** Ends with CR, LF or both; empty when the stream ends before. */
  private Optional<String> line() throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (int read = in.read(); read >= 0; read = in.read()) {
      boolean second = skipLineFeed && read == '\n';
      skipLineFeed = false;
      if (second) {
        continue;
      }
      if (read == '\n' || read == '\r') {
        skipLineFeed = read == '\r';
        return Optional.of(bytes.toString(StandardCharsets.UTF_8));
      }
      bytes.write(read);
      if (bytes.size() > EVENT_BYTES_MAX) {
        throw new IOException("A line without end");
      }
    }
    return Optional.empty();
  }
}
