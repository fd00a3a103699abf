package io.longshore.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Each part is killed at a random moment while documents are handed in and questions asked, and
 * started again after a random pause. Nothing may be lost and nothing be there twice.
 */
class KilledPartTest {
  private static final boolean FULL = System.getProperty("full") != null;
  private static final int EACH = Integer.getInteger("longshore.e2e.each", FULL ? 200 : 8);
  private static final int CLIENTS = 4;

  private static final String QUESTION = "How many crates did the ship Halcyon land?";
  private static final long SEED = Long.getLong("longshore.e2e.seed", System.nanoTime());

  /** What a question may end with that met a dead part; anything else is a defect. */
  private static final List<String> HONEST =
      List.of("retrieval-unavailable", "deadline", "sources-unavailable");

  private final Longshore longshore = Longshore.running();
  private final Api api = longshore.api();
  private final Documents documents = new Documents(api);

  static Stream<String> parts() {
    var named = System.getProperty("longshore.e2e.parts");
    if (named != null) {
      return Stream.of(named.split(","));
    }
    var all =
        List.of(
            "embedder",
            "kafka",
            "memory",
            "generator",
            "gateway",
            "ingest",
            "reranker",
            "model-server",
            "postgres");
    return all.stream().limit(FULL ? all.size() : 2);
  }

  @ParameterizedTest
  @MethodSource("parts")
  void nothingIsLostAndNothingDoubledWhenAPartIsKilled(String part) throws Exception {
    var random = new Random(SEED + part.hashCode());
    var collection = "killed-" + part;
    documents.ready(collection, "ledger.txt", ledger());
    try (var clients = Executors.newFixedThreadPool(2 * CLIENTS)) {
      var handed = new ConcurrentHashMap<String, String>();
      var work = new ArrayList<Future<?>>();
      var ends = new ArrayList<Future<JsonNode>>();
      var pauses = List.of(random.nextInt(FULL ? 8_000 : 1_500), 500 + random.nextInt(3_000));
      int spread = 2 * CLIENTS * (pauses.getFirst() + pauses.getLast() + 2_000) / EACH;
      for (var i = 0; i < EACH; i++) {
        var number = i;
        var before = Duration.ofMillis(random.nextInt(spread));
        work.add(
            clients.submit(() -> {
              Thread.sleep(before);
              return handed.put(name(number), submit(collection, number));
            }));
        ends.add(
            clients.submit(() -> {
              Thread.sleep(before);
              return Asking.whole(Asking.patiently(api).ask(collection, QUESTION));
            }));
      }
      Thread.sleep(pauses.getFirst());
      longshore.kill(part);
      Thread.sleep(pauses.getLast());
      longshore.command("start", part).orFail();
      all(work);
      var codes = codes(all(ends));
      assertThat(HONEST).as("ends of questions").containsAll(without(codes, "finished"));
      var twins = twins(collection, handed);
      Figures.print(
          "killed: " + part,
          "seed %d, after %s ms for %s ms; %d questions ended %s; %d documents ready, none twice, %s each"
              .formatted(SEED, pauses.getFirst(), pauses.getLast(), EACH, codes, EACH, twins));
    }
  }

  /** Each document is there once, ready, and the index holds the same of each. */
  private JsonNode twins(String collection, Map<String, String> handed) {
    for (var id : handed.values()) {
      var document = documents.ended(id, Duration.ofMinutes(5));
      assertThat(document.get("state").asString()).as(document.toString()).isEqualTo("ready");
    }
    assertThat(handed).hasSize(EACH);
    assertThat(listed(collection)).hasSize(EACH + 1);
    var index =
        handed.values().stream()
            .map(id -> api.get("/api/v1/documents/" + id + "/holdings?topics=false").json())
            .map(KilledPartTest::ofIndex)
            .distinct()
            .toList();
    assertThat(index).as("what the index holds of documents that are alike").hasSize(1);
    return index.getFirst();
  }

  private static JsonNode ofIndex(JsonNode holdings) {
    return holdings
        .get("owners")
        .valueStream()
        .filter(owner -> owner.get("owner").asString().equals("embedder"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(holdings.toString()))
        .get("counts");
  }

  private List<String> listed(String collection) {
    var names = new ArrayList<String>();
    var after = "";
    while (true) {
      var page = api.get("/api/v1/documents?limit=100&collection=" + collection + after).json();
      page.get("data")
          .valueStream()
          .forEach(document -> names.add(document.get("name").asString()));
      if (!page.get("has_more").asBoolean()) {
        return names;
      }
      after = "&after=" + page.get("next").asString();
    }
  }

  /** A client tries until its document was taken; the same bytes twice are one version. */
  private String submit(String collection, int number) throws InterruptedException {
    var until = Instant.now().plus(Duration.ofMinutes(3));
    while (true) {
      try {
        var response = api.upload(name(number), text(number), Map.of("collection", collection));
        if (response.status() == 202) {
          return response.json().get("id").asString();
        }
        assertThat(response.status()).as(response.body()).isEqualTo(503);
      } catch (UncheckedIOException e) {
        // the gateway is gone, maybe with the answer that it took the document
      }
      assertThat(Instant.now()).as(name(number)).isBefore(until);
      Thread.sleep(200);
    }
  }

  private static Map<String, Integer> codes(List<JsonNode> ends) {
    var codes = new HashMap<String, Integer>();
    for (var end : ends) {
      var finished = end.get("status").asString().equals("finished");
      codes.merge(finished ? "finished" : end.get("error").get("code").asString(), 1, Integer::sum);
      if (finished && Asking.words(end, "skipped").isEmpty()) {
        assertThat(end.get("answer").asString()).contains("212 crates");
      }
    }
    return codes;
  }

  private static List<String> without(Map<String, Integer> codes, String code) {
    return codes.keySet().stream().filter(key -> !key.equals(code)).toList();
  }

  private static <T> List<T> all(List<? extends Future<? extends T>> work)
      throws InterruptedException {
    var results = new ArrayList<T>();
    for (var one : work) {
      try {
        results.add(one.get());
      } catch (ExecutionException e) {
        throw new AssertionError(e.getCause());
      }
    }
    return results;
  }

  private static String name(int number) {
    return "manifest-%03d.txt".formatted(number);
  }

  private static byte[] text(int number) {
    return "The ship of manifest %03d carries rope and tar for the yard."
        .formatted(number)
        .getBytes(UTF_8);
  }

  private static byte[] ledger() {
    return "The ship Halcyon landed 212 crates. It left again on the second of May."
        .getBytes(UTF_8);
  }
}
