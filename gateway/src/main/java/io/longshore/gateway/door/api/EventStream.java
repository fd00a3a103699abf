package io.longshore.gateway.door.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Server-sent events, written on the request's own (virtual) thread: a write blocks as long as the
 * client takes, and fails when it is gone.
 */
final class EventStream {
  private final OutputStream out;
  private final JsonMapper json;

  private EventStream(OutputStream out, JsonMapper json) {
    this.out = out;
    this.json = json;
  }

  /** Sends the head, so that the client knows at once that it is heard. */
  static EventStream open(HttpServletResponse response, JsonMapper json) throws IOException {
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.setHeader("X-Accel-Buffering", "no");
    response.flushBuffer();
    return new EventStream(response.getOutputStream(), json);
  }

  void send(int id, String event, Object data) throws IOException {
    write("id: " + id + "\nevent: " + event + "\ndata: " + json.writeValueAsString(data) + "\n\n");
  }

  void send(String event, Object data) throws IOException {
    write("event: " + event + "\ndata: " + json.writeValueAsString(data) + "\n\n");
  }

  /** Keeps the connection open through what would close a silent one. */
  void heartbeat() throws IOException {
    write(": still here\n\n");
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
