package io.longshore.runtime.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.contracts.Limits;
import io.longshore.contracts.Principal;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.Topics;
import io.longshore.contracts.request.Request;
import io.longshore.local.process.Await;
import io.longshore.runtime.Room;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.stream.Poison;
import io.longshore.runtime.stream.Sender;
import io.longshore.testing.LocalStack;
import io.longshore.testing.Records;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** A room that answers and a door that asks, on the real broker. */
class RequestsTest {
  private static final Principal LOCAL = new Principal(1, "local", List.of());
  private static final Duration WITHIN = Duration.ofSeconds(20);

  private static ConfigurableApplicationContext room;
  private static ConfigurableApplicationContext door;
  private static Answering answering;
  private static Requests requests;

  @BeforeAll
  static void start() {
    room = start(Answering.class, "memory-svc");
    answering = room.getBean(Answering.class);
    door = start(Asking.class, "gateway", "--longshore.requests.silence=200ms");
    requests = door.getBean(Requests.class);
  }

  private static ConfigurableApplicationContext start(
      Class<?> type, String name, String... settings) {
    var args =
        Stream.concat(
            Stream.of("--server.port=0", "--longshore.kafka=" + LocalStack.kafka()),
            Stream.of(settings));
    return Room.start(type, name, args.toArray(String[]::new));
  }

  @AfterAll
  static void stop() {
    answering.go.countDown();
    door.close();
    room.close();
  }

  @Test
  void manyPartsComeBackInTheirOrder() {
    List<Word> parts = IntStream.range(0, 20).mapToObj(i -> new Word("w" + i)).toList();
    assertThat(ask("shout", parts))
        .isEqualTo(
            parts.stream().map(w -> new Word("W" + w.text().substring(1) + " of 1")).toList());
  }

  @Test
  void nothingIsAskedWithoutParts() {
    assertThat(ask("shout", List.of())).isEmpty();
  }

  @Test
  void aKindThatTheRoomDoesNotKnowIsSaidSo() {
    assertFails("unknown-kind", () -> ask("sing", List.of(new Word("la"))));
  }

  @Test
  void whatFailsInTheRoomFailsHere() {
    assertFails("failed", () -> ask("shout", List.of(new Word("ok"), new Word("break"))));
  }

  @Test
  void poisonKeepsItsCode() {
    assertFails("no-such-word", () -> ask("shout", List.of(new Word("poison"))));
  }

  @Test
  void aPartThatIsNoneOfTheKindIsUndecodable() {
    assertFails("undecodable", () -> ask("shout", List.of(new Number[] {1, 2})));
  }

  @Test
  void aPartAboveTheLimitIsNotSentAndAReplyAboveItIsSaidSo() {
    var large = new Word("x".repeat(Limits.RECORD_BYTES));
    assertFails("record-too-large", () -> ask("shout", List.of(large)));
    assertFails("record-too-large", () -> ask("shout", List.of(new Word("inflate"))));
  }

  @Test
  void aRoomThatIsNotThereIsSaidSoLongBeforeTheTimeIsOver() {
    Instant asked = Instant.now();
    assertFails(
        "room-away",
        () ->
            requests.ask(
                Rooms.GENERATOR,
                LOCAL,
                "shout",
                List.of(new Word("hello?")),
                Word.class,
                Duration.ofMinutes(1)));
    assertThat(Instant.now()).isBefore(asked.plusSeconds(30));
  }

  @Test
  void theWorkKnowsHowLongItsReplyIsWaitedFor() {
    Instant asked = Instant.now();
    Instant told = Instant.parse(ask("deadline", List.of(new Word(""))).getFirst().text());
    assertThat(told).isBetween(asked.plus(WITHIN).minusMillis(1), Instant.now().plus(WITHIN));
  }

  /** It is there and works for longer than the silence after which is looked. */
  @Test
  void aReplyThatComesTooLateIsDroppedAndCounted() throws Exception {
    double before = count(door, "longshore.requests.late");
    assertThatThrownBy(() ->
            requests.ask(
                Rooms.MEMORY,
                LOCAL,
                "shout",
                List.of(new Word("wait")),
                Word.class,
                Duration.ofSeconds(2)))
        .isInstanceOf(RequestTimedOut.class);
    answering.go.countDown();
    await(() -> count(door, "longshore.requests.late") == before + 1);
    assertThat(ask("shout", List.of(new Word("go on")))).hasSize(1);
  }

  @Test
  void aRequestPastItsDeadlineIsNotWorkedOn() throws Exception {
    double before = count(room, "longshore.requests.overdue");
    UUID id = UUID.randomUUID();
    String body = new Json().text(new Word("overdue"));
    var overdue = new Request(id, LOCAL, "shout", 0, 1, body, Instant.now().minusSeconds(1));
    door.getBean(Sender.class).send(Topics.requests(Rooms.MEMORY), id.toString(), overdue);
    await(() -> count(room, "longshore.requests.overdue") == before + 1);
    assertThat(answering.heard).doesNotContain("overdue");
  }

  @Test
  void garbageIsParkedAndTheRequestsBehindItAreAnswered() {
    String topic = Topics.requests(Rooms.MEMORY);
    Records.send(topic, "garbage", "{\"id\": ]");
    assertThat(Records.await(topic + Topics.DEAD_LETTER_SUFFIX, "garbage", v -> !v.isEmpty()))
        .containsExactly("{\"id\": ]");
    assertThat(ask("shout", List.of(new Word("behind")))).hasSize(1);
  }

  @Test
  void aRoomIsReadyWhileItHearsItsRequests() {
    var health = room.getBean("requestsHealthIndicator", HealthIndicator.class);
    assertThat(health.health()).isEqualTo(Health.up().build());
    var listener = room.getBean(ConcurrentMessageListenerContainer.class);
    listener.stop();
    assertThat(health.health()).isEqualTo(Health.outOfService().build());
    listener.start();
    assertThat(health.health()).isEqualTo(Health.up().build());
  }

  @Test
  void aRoomWithoutHandlersConsumesNoRequests() {
    assertThat(door.getBeansOfType(ConcurrentMessageListenerContainer.class)).isEmpty();
  }

  @Test
  void aProcessThatNeverAskedHearsNoReplies() {
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().equals("tail-replies"))
        .hasSizeLessThanOrEqualTo(1); // the door's, never the room's
  }

  private static List<Word> ask(String kind, List<?> parts) {
    return requests.ask(Rooms.MEMORY, LOCAL, kind, parts, Word.class, WITHIN);
  }

  private static void assertFails(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(RequestFailed.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static double count(ConfigurableApplicationContext context, String counter) {
    return context.getBean(MeterRegistry.class).get(counter).counter().count();
  }

  private static void await(BooleanSupplier condition) {
    assertThat(Await.until(condition, WITHIN)).isTrue();
  }

  record Word(String text) {}

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
  static class Asking {}

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
  static class Answering {
    final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
    final CountDownLatch go = new CountDownLatch(1);

    @Bean
    RequestHandler<Word, Word> shout() {
      return new RequestHandler<>("shout", Word.class, this::shout);
    }

    @Bean
    RequestHandler<Word, Word> deadline() {
      return new RequestHandler<>(
          "deadline", Word.class, (principal, word, deadline) -> new Word(deadline.toString()));
    }

    private Word shout(Principal principal, Word word) {
      heard.add(word.text());
      return switch (word.text()) {
        case "break" -> throw new IllegalStateException("broken");
        case "poison" -> throw new Poison("no-such-word", "It is none");
        case "inflate" -> new Word("x".repeat(Limits.RECORD_BYTES));
        case "wait" -> {
          try {
            assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          yield word;
        }
        default ->
            new Word(word.text().toUpperCase(java.util.Locale.ROOT) + " of " + principal.tenant());
      };
    }
  }
}
