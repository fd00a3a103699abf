package io.longshore.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.e2e.Api.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;

/** A client that reads an answer while it is written, and may hang up. */
final class Listening implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final Stream<String> lines;
  private final Iterator<String> unread;

  private Listening(Api api, Map<String, ?> question) {
    var request =
        HttpRequest.newBuilder(URI.create(api.base() + "/api/v1/answers"))
            .timeout(Duration.ofMinutes(2))
            .header("Accept", "text/event-stream")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Longshore.JSON.writeValueAsString(question), UTF_8))
            .build();
    try {
      var response = http.send(request, BodyHandlers.ofLines());
      lines = response.body();
      assertThat(response.statusCode()).isEqualTo(200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    unread = lines.iterator();
  }

  static Listening to(Api api, Map<String, ?> question) {
    return new Listening(api, question);
  }

  /** Reads on until an event of that name. */
  Event until(String name) {
    var block = new StringBuilder();
    while (unread.hasNext()) {
      var line = unread.next();
      if (!line.isEmpty()) {
        block.append(line).append('\n');
        continue;
      }
      for (var event : Event.parse(block.toString())) {
        if (event.name().equals(name)) {
          return event;
        }
      }
      block.setLength(0);
    }
    throw new AssertionError("the stream ended before an event " + name);
  }

  /** Hangs up. */
  @Override
  public void close() {
    lines.close();
    http.shutdownNow();
  }
}
