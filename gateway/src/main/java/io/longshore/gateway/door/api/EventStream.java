package io.longshore.gateway.door.api;

import io.longshore.gateway.access.Access;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Server-sent events, written on the request's own (virtual) thread: a write blocks as long as the
 * client takes, and fails when it is gone.
 */
final class EventStream {
  /** How often whoever reads is to be looked at. */
  static final Duration LOOK = Duration.ofSeconds(1);

  private final OutputStream out;
  private final JsonMapper json;
  private final Access access;
  private long saidAt = System.nanoTime();
  private long lookedAt = saidAt;

  private EventStream(OutputStream out, JsonMapper json, Access access) {
    this.out = out;
    this.json = json;
    this.access = access;
  }

  /** Sends the head, so that the client knows at once that it is heard. */
  static EventStream open(HttpServletResponse response, JsonMapper json, Access access)
      throws IOException {
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.setHeader("X-Accel-Buffering", "no");
    response.flushBuffer();
    return new EventStream(response.getOutputStream(), json, access);
  }

  void send(int id, String event, Object data) throws IOException {
    write("id: " + id + "\nevent: " + event + "\ndata: " + json.writeValueAsString(data) + "\n\n");
  }

  void send(String event, Object data) throws IOException {
    write("event: " + event + "\ndata: " + json.writeValueAsString(data) + "\n\n");
  }

  /**
   * To be asked once a {@link #LOOK} at least. Keeps the connection open through what would close a
   * silent one, and says {@code refused} to whoever may no longer read it.
   *
   * @param heartbeat so often a silent one says that it lives
   * @return whether there is somebody to go on for
   */
  boolean goesOn(Duration heartbeat) throws IOException {
    long now = System.nanoTime();
    if (now - lookedAt >= LOOK.toNanos()) {
      lookedAt = now;
      var refusal = access.refusal();
      if (refusal.isPresent()) {
        send("refused", ErrorObject.of(refusal.get()));
        return false;
      }
    }
    if (now - saidAt > heartbeat.toNanos()) {
      write(": still here\n\n");
    }
    return true;
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
    saidAt = System.nanoTime();
  }
}
