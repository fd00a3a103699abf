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
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A client that wants its answer: it asks again until a gateway takes the question, and goes on
 * after the last event that it heard whenever its connection breaks.
 */
final class Asking {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final List<Api> gateways;

  /** Events that it reads of one connection before it drops it. */
  private final int eventsPerConnection;

  private final List<Event> heard = new ArrayList<>();
  private int connections;

  private Asking(List<Api> gateways, int eventsPerConnection) {
    this.gateways = List.copyOf(gateways);
    this.eventsPerConnection = eventsPerConnection;
  }

  static Asking patiently(Api gateway) {
    return new Asking(List.of(gateway), Integer.MAX_VALUE);
  }

  /** Drops every connection after so many events and goes to the next gateway. */
  static Asking dropping(int eventsPerConnection, List<Api> gateways) {
    return new Asking(gateways, eventsPerConnection);
  }

  /** Every event up to the last, each once. */
  List<Event> ask(String collection, String question) {
    var body =
        Longshore.JSON.writeValueAsString(Map.of("question", question, "collection", collection));
    var until = Instant.now().plus(PATIENCE);
    while (!ended()) {
      assertThat(Instant.now()).as("%s: %s", question, heard).isBefore(until);
      var gateway = gateways.get(connections++ % gateways.size());
      if (!read(heard.isEmpty() ? asked(gateway, body) : resumed(gateway))) {
        pause();
      }
    }
    return List.copyOf(heard);
  }

  /** How often it connected. */
  int connections() {
    return connections;
  }

  /**
   * Ordinals without gap or repeat, one end, and the text that was heard is the text of the end.
   */
  static JsonNode whole(List<Event> events) {
    assertThat(events.stream().map(event -> Integer.parseInt(event.id())).toList())
        .as("ordinals of %s", events)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, events.size()).boxed().toList());
    assertThat(events.stream().filter(Asking::isLast)).as("ends of %s", events).hasSize(1);
    var text = new StringBuilder();
    for (var event : events) {
      switch (event.name()) {
        case "restarted" -> text.setLength(0);
        case "delta" -> text.append(event.json().get("text").asString());
        default -> {}
      }
    }
    var end = events.getLast().json();
    if (events.getLast().name().equals("finished")) {
      assertThat(end.get("answer").asString()).isEqualTo(text.toString());
    }
    return end;
  }

  private boolean ended() {
    return !heard.isEmpty() && isLast(heard.getLast());
  }

  private static boolean isLast(Event event) {
    return event.name().equals("finished") || event.name().equals("failed");
  }

  private static HttpRequest.Builder asked(Api gateway, String body) {
    return request(gateway, "/api/v1/answers")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body, UTF_8));
  }

  private HttpRequest.Builder resumed(Api gateway) {
    var id = heard.getFirst().json().get("id").asString();
    return request(gateway, "/api/v1/answers/" + id + "/events")
        .header("Last-Event-ID", heard.getLast().id());
  }

  private static HttpRequest.Builder request(Api gateway, String path) {
    return HttpRequest.newBuilder(URI.create(gateway.base() + path))
        .timeout(Duration.ofSeconds(20))
        .header("Accept", "text/event-stream");
  }

  /** Whether it heard anything new. */
  private boolean read(HttpRequest.Builder request) {
    int before = heard.size();
    try {
      HttpResponse<Stream<String>> response = HTTP.send(request.build(), BodyHandlers.ofLines());
      try (var lines = response.body()) {
        if (response.statusCode() == 200) {
          listen(lines.iterator(), before);
        } else {
          assertThat(response.statusCode()).as("%s", lines.toList()).isEqualTo(503);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // the connection broke: what was heard stays
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    return heard.size() > before;
  }

  private void listen(Iterator<String> lines, int before) {
    var block = new StringBuilder();
    while (lines.hasNext() && heard.size() - before < eventsPerConnection && !ended()) {
      String line = lines.next();
      if (!line.isEmpty()) {
        block.append(line).append('\n');
      } else {
        heard.addAll(Event.parse(block.toString()));
        block.setLength(0);
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Of an answer, one list of words: rooms that it was taken past, or what was missing in them. */
  static List<String> words(JsonNode answer, String field) {
    @Nullable JsonNode list = answer.get(field);
    return list == null ? List.of() : list.valueStream().map(JsonNode::asString).toList();
  }
}
