package io.longshore.gateway.door.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
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
  private final Supplier<Optional<ProblemDetail>> refusal;
  private final LongSupplier nanos;
  private long saidAt;
  private long lookedAt;

  EventStream(
      OutputStream out,
      JsonMapper json,
      Supplier<Optional<ProblemDetail>> refusal,
      LongSupplier nanos) {
    this.out = out;
    this.json = json;
    this.refusal = refusal;
    this.nanos = nanos;
    this.saidAt = nanos.getAsLong();
    this.lookedAt = saidAt;
  }

  /**
   * Sends the head, so that the client knows at once that it is heard.
   *
   * @param refusal why whoever reads may no longer
   */
  static EventStream open(
      HttpServletResponse response, JsonMapper json, Supplier<Optional<ProblemDetail>> refusal)
      throws IOException {
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.setHeader("X-Accel-Buffering", "no");
    response.flushBuffer();
    return new EventStream(response.getOutputStream(), json, refusal, System::nanoTime);
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
    if (nanos.getAsLong() - lookedAt >= LOOK.toNanos()) {
      var why = refusal.get();
      lookedAt = nanos.getAsLong(); // a look that takes long isn't due again behind it
      if (why.isPresent()) {
        send("refused", ErrorObject.of(why.get()));
        return false;
      }
    }
    if (nanos.getAsLong() - saidAt > heartbeat.toNanos()) {
      write(": still here\n\n");
    }
    return true;
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
    saidAt = nanos.getAsLong();
  }
}
