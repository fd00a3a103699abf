package io.longshore.gateway.door;

import static io.longshore.gateway.Gateway.await;
import static io.longshore.gateway.Gateway.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.Topics;
import io.longshore.contracts.document.DocumentParsed;
import io.longshore.contracts.document.DocumentSubmitted;
import io.longshore.contracts.document.Structure;
import io.longshore.gateway.Door;
import io.longshore.gateway.RoomsBehind;
import io.longshore.runtime.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Another tenant asks over HTTP for what streams and blobs hold of a tenant: each reply is the same
 * as for an id that never was, to the letter.
 */
class ForeignProbesTest {
  private static final int PROBES =
      Integer.getInteger(
          "longshore.test.probes", System.getProperty("full") == null ? 400 : 100_000);

  private static final int AT_ONCE = 8;
  private static final int THINGS = 6;
  private static final long SEED = 19;
  private static final String NEVER = UUID.randomUUID().toString();

  @RegisterExtension
  static final Door DOOR =
      Door.with("--longshore.access.open=false", "--longshore.access.admin-key=" + Keys.ADMIN);

  private static final List<String> DOCUMENTS = new ArrayList<>();
  private static final List<String> ANSWERS = new ArrayList<>();

  /** How something is asked for. */
  private enum Way {
    ANSWER("GET", "/api/v1/answers/{id}"),
    EVENTS("GET", "/api/v1/answers/{id}/events"),
    STOP("POST", "/api/v1/answers/{id}/cancel"),
    DOCUMENT("GET", "/api/v1/documents/{id}"),
    PROGRESS("GET", "/api/v1/documents/{id}/events"),
    TEXT("GET", "/api/v1/documents/{id}/text"),
    PART_OF_TEXT("GET", "/api/v1/documents/{id}/text?start=4&end=9");

    private final String method;
    private final String path;

    Way(String method, String path) {
      this.method = method;
      this.path = path;
    }

    List<String> things() {
      return path.contains("answers") ? ANSWERS : DOCUMENTS;
    }

    HttpRequest.Builder of(String id) {
      return HttpRequest.newBuilder(DOOR.gateway().uri(path.replace("{id}", id)))
          .method(method, BodyPublishers.noBody());
    }
  }

  /** A reply without the id that was asked for. */
  private record Told(int status, String type, String body) {
    static Told of(HttpResponse<String> reply, String id) {
      return new Told(
          reply.statusCode(),
          reply.headers().firstValue("Content-Type").orElse(""),
          reply.body().replace(id, "{id}"));
    }
  }

  @BeforeAll
  static void handIn() throws IOException {
    try (var submitted = new RoomsBehind<>(Topics.DOCUMENTS_SUBMITTED, DocumentSubmitted.class)) {
      for (int i = 0; i < THINGS; i++) {
        String name = "secret-%d.txt".formatted(i);
        String id =
            json(owner().upload(name, "The secret is %d.".formatted(i), "hidden"))
                .path("id")
                .asString();
        DOCUMENTS.add(id);
        parsed(submitted, submitted.hear(one -> one.document().toString().equals(id)));
      }
    }
    for (int i = 0; i < THINGS; i++) {
      boolean ends = i % 2 == 0;
      String text = "Which secret is %d?".formatted(i);
      var asked =
          HttpRequest.newBuilder(DOOR.gateway().uri("/api/v1/answers"))
              .header("Content-Type", "application/json")
              .POST(
                  BodyPublishers.ofString(
                      "{\"question\":\"%s\",\"collection\":\"hidden\"}".formatted(text)));
      try (var events = owner().stream(asked)) {
        ANSWERS.add(events.next().data().path("id").asString());
        if (ends) {
          DOOR.rooms().answer(DOOR.rooms().hear(one -> one.text().equals(text)), "The secret.");
          assertThat(events.rest().getLast().name()).isEqualTo("finished");
        }
      }
    }
  }

  private static Keys owner() {
    return new Keys(DOOR.gateway(), Keys.ADMIN);
  }

  private static void parsed(RoomsBehind<?> rooms, DocumentSubmitted sent) {
    String text = "The secret itself.";
    var structure = new Structure(text.length(), List.of(), List.of(), List.of(0L));
    rooms.say(
        Topics.DOCUMENTS_PARSED,
        sent.document().toString(),
        new DocumentParsed(
            sent.principal(),
            sent.document(),
            sent.version(),
            "text/plain",
            "en",
            "a".repeat(64),
            blob(text.getBytes(UTF_8)),
            blob(new Json().write(structure)),
            text.length(),
            3,
            0,
            1));
    await(
        () -> owner().get("/api/v1/documents/%s/text".formatted(sent.document())),
        reply -> reply.statusCode() == 200);
  }

  private static String blob(byte[] bytes) {
    return DOOR.gateway().blobs().put(1, new ByteArrayInputStream(bytes));
  }

  @Test
  void whatIsAnotherTenantsIsAsIfItNeverWas() throws InterruptedException, ExecutionException {
    var stranger =
        owner()
            .with(
                json(owner().post("/api/v1/tenants", "{\"name\":\"strangers\"}"))
                    .at("/key/secret")
                    .asString());
    for (Way way : List.of(Way.ANSWER, Way.EVENTS, Way.DOCUMENT, Way.TEXT, Way.PART_OF_TEXT)) {
      String mine = way.things().getFirst();
      assertThat(owner().send(way.of(mine)).body()).as("what there is to find").contains("secret");
    }
    long begun = System.nanoTime();
    List<Callable<Integer>> probing =
        IntStream.range(0, AT_ONCE)
            .<Callable<Integer>>mapToObj(no -> () -> probe(stranger, SEED + no, PROBES / AT_ONCE))
            .toList();
    int probes = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> done : threads.invokeAll(probing)) {
        probes += done.get();
      }
    }
    say(probes, (System.nanoTime() - begun) / 1e9);
  }

  /** Each probe is one request for something that is there, beside the same for what never was. */
  private static int probe(Keys stranger, long seed, int probes) {
    var random = new SplittableRandom(seed);
    for (int i = 0; i < probes; i++) {
      Way way = Way.values()[random.nextInt(Way.values().length)];
      String id = way.things().get(random.nextInt(THINGS));
      var told = Told.of(stranger.send(way.of(id)), id);
      assertThat(told.status()).as(way + " " + id).isEqualTo(404);
      if (i % 10 == 0) {
        assertThat(told).isEqualTo(Told.of(stranger.send(way.of(NEVER)), NEVER));
      }
      assertThat(told.body()).contains("-not-found").doesNotContain("secret");
    }
    return probes;
  }

  @SuppressWarnings("SystemOut")
  private static void say(int probes, double seconds) {
    System.out.printf(
        Locale.ROOT,
        "figure: %d probes of another tenant over HTTP in %.0f s, %.0f/s, 0 leaks%n",
        probes,
        seconds,
        probes / seconds);
  }
}
