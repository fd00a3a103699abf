package io.longshore.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;

/** A collection gets another generation while it is searched and written all the time. */
@EnabledIfSystemProperty(named = "full", matches = ".*", disabledReason = "takes minutes")
class GenerationsTest {
  private static final String COLLECTION = "moving";
  private static final String PATH = "/api/v1/collections/moving/generations";
  private static final String SERVICES_OWN = "separate-128-passages";
  private static final String LATE = "late-64-passages";
  private static final int BEFORE = 20;
  private static final int BETWEEN = 5;

  private final Api api = Longshore.running().api();
  private final Documents documents = new Documents(api);
  private final Map<Integer, String> ready = new ConcurrentHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger searches = new AtomicInteger();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private volatile boolean running = true;

  @Test
  void nothingFailsAndNothingIsMissingFromBuildingToDropping() throws InterruptedException {
    IntStream.range(0, BEFORE).forEach(i -> write());
    List<Thread> threads =
        Stream.<Runnable>of(this::write, this::write, this::read, this::read)
            .map(work -> Thread.ofPlatform().start(() -> again(work)))
            .toList();
    assertThat(api.post(PATH, Map.of("passages", "late", "passage_tokens", 64)).status())
        .isEqualTo(202);
    var began = Instant.now();
    await("/" + LATE, "state", "ready");
    var built = Duration.between(began, Instant.now());
    more();
    long switched = millis(() -> switchTo(LATE));
    more();
    long back = millis(() -> switchTo(SERVICES_OWN));
    more();
    assertThat(api.delete(PATH + "/" + SERVICES_OWN).status()).as("it is searched").isEqualTo(409);
    var comparison = api.get(PATH + "/" + LATE).json().get("comparison");
    assertThat(comparison.at("/questions").asInt()).as(comparison.toString()).isPositive();
    assertThat(api.delete(PATH + "/" + LATE).status()).isEqualTo(204);
    more();
    running = false;
    for (Thread thread : threads) {
      thread.join();
    }
    ready.keySet().forEach(this::find);
    assertThat(wrong).isEmpty();
    assertThat(api.get(PATH).json().get("data")).hasSize(1);
    Figures.print(
        "generations in motion",
        "%d documents and %d searches meanwhile: built in %.1f s, switched in %d ms, back in %d ms; %d questions compared, overlap by rank %.2f"
            .formatted(
                ready.size(),
                searches.get(),
                built.toMillis() / 1000.0,
                switched,
                back,
                comparison.at("/questions").asInt(),
                comparison.at("/rank_biased_overlap/mean").asDouble()));
  }

  private void again(Runnable work) {
    while (running) {
      try {
        work.run();
      } catch (RuntimeException | AssertionError e) {
        wrong.add(e.toString());
      }
    }
  }

  private void write() {
    int number = numbers.incrementAndGet();
    var text =
        "# Log of ship%d\n\nThe master of ship%d paid %d crowns for tar. The crew sailed at noon.\n"
            .formatted(number, number, number * 17);
    ready.put(
        number, documents.ready(COLLECTION, "log%d.md".formatted(number), text.getBytes(UTF_8)));
  }

  private void read() {
    var known = List.copyOf(ready.keySet());
    find(known.get(ThreadLocalRandom.current().nextInt(known.size())));
  }

  private void find(int number) {
    searches.incrementAndGet();
    var question = "What did the master of ship%d pay for tar?".formatted(number);
    var answer =
        api.post("/api/v1/search", Map.of("query", question, "collection", COLLECTION, "k", 10));
    boolean found =
        answer.status() == 200
            && answer
                .json()
                .get("results")
                .valueStream()
                .map(JsonNode::toString)
                .anyMatch(result -> result.contains(ready.get(number)));
    if (!found) {
      wrong.add("ship%d is missing: %s".formatted(number, answer));
    }
  }

  /** Waits until more was handed in and is ready. */
  private void more() {
    int before = ready.size();
    var until = Instant.now().plusSeconds(180);
    while (ready.size() < before + BETWEEN) {
      assertThat(Instant.now()).as("%d documents", ready.size()).isBefore(until);
      Documents.pause();
    }
  }

  /** What was half in when the candidate came is brought over within the next upkeep. */
  private void switchTo(String id) {
    var until = Instant.now().plusSeconds(180);
    while (true) {
      var answer = api.post(PATH + "/" + id + "/switch", Map.of());
      if (answer.status() == 200) {
        assertThat(answer.json().at("/state").asString()).isEqualTo("serving");
        return;
      }
      assertThat(answer.json().at("/code").asString()).isEqualTo("generation-not-ready");
      assertThat(Instant.now()).as(answer.body()).isBefore(until);
      Documents.pause();
    }
  }

  private void await(String path, String field, String value) {
    var until = Instant.now().plusSeconds(600);
    while (true) {
      var answer = api.get(PATH + path);
      if (answer.status() == 200 && answer.json().get(field).asString().equals(value)) {
        return;
      }
      assertThat(Instant.now()).as(answer.body()).isBefore(until);
      Documents.pause();
    }
  }

  private static long millis(Runnable work) {
    long began = System.nanoTime();
    work.run();
    return Duration.ofNanos(System.nanoTime() - began).toMillis();
  }
}
