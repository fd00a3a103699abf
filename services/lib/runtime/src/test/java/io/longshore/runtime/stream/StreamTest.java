package io.longshore.runtime.stream;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.CloudEvents;
import io.longshore.contracts.DeadLetters;
import io.longshore.contracts.Topics;
import io.longshore.contracts.question.Question;
import io.longshore.runtime.Questions;
import io.longshore.runtime.Room;
import io.longshore.runtime.trace.CurrentTrace;
import io.longshore.testing.LocalStack;
import io.longshore.testing.Records;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.stream.binding.BindingsLifecycleController;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Two rooms in one process, on the real broker. */
@ExtendWith(OutputCaptureExtension.class)
class StreamTest {
  private static final Duration BOUND = Duration.ofSeconds(30);

  private static ConfigurableApplicationContext room;
  private static Rooms rooms;

  @BeforeAll
  static void start() {
    room =
        Room.start(
            Rooms.class,
            "rooms-svc",
            "--server.port=0",
            "--longshore.kafka=" + LocalStack.kafka(),
            "--spring.cloud.function.definition=recall;retrieve",
            "--spring.cloud.stream.bindings.recall-in-0.destination=" + Topics.QUESTIONS_RECEIVED,
            "--spring.cloud.stream.bindings.recall-in-0.group=memory",
            "--spring.cloud.stream.bindings.retrieve-in-0.destination=" + Topics.QUESTIONS_RECALLED,
            "--spring.cloud.stream.bindings.retrieve-in-0.group=embedder");
    rooms = room.getBean(Rooms.class);
  }

  @AfterAll
  static void stop() {
    room.close();
  }

  @Test
  void oneTraceLeadsFromTheHttpRequestThroughBothHops(CapturedOutput output) throws Exception {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    var response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/ask"))
                    .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                    .POST(HttpRequest.BodyPublishers.ofString("What is a whale?"))
                    .build(),
                BodyHandlers.ofString());
    assertThat(response.body()).isEqualTo(trace);
    assertThat(next(rooms.tracesOfRecall)).isEqualTo(trace);
    assertThat(next(rooms.tracesOfRetrieve)).isEqualTo(trace);
    String line =
        output.getOut().lines().filter(l -> l.contains("retrieving")).findFirst().orElseThrow();
    assertThat(line)
        .startsWith("{")
        .contains("\"traceId\":\"" + trace + "\"", "\"questionId\":\"", "\"spanId\":\"");
  }

  @Test
  void garbageIsParkedWithItsReasonAndTheRecordBehindItIsWorkedOn() throws Exception {
    String key = "garbage";
    produce(Topics.QUESTIONS_RECEIVED, key, "{\"id\": ]");
    var behind = Questions.asking("behind the garbage", null);
    room.getBean(Sender.class).send(Topics.QUESTIONS_RECEIVED, key, behind);

    assertThat(nextWith(rooms.recalled, behind.text())).isEqualTo(behind);
    var letter = letter(Topics.QUESTIONS_RECEIVED, key);
    assertThat(new String(letter.value(), StandardCharsets.UTF_8)).isEqualTo("{\"id\": ]");
    assertThat(header(letter, DeadLetters.REASON)).isEqualTo("undecodable");
    assertThat(header(letter, DeadLetters.DETAIL))
        .isEqualTo("No Question: not JSON at line 1, column 8");
    assertThat(header(letter, DeadLetters.TOPIC)).isEqualTo(Topics.QUESTIONS_RECEIVED);
    assertThat(header(letter, DeadLetters.GROUP)).isEqualTo("memory.questions.received");
  }

  @Test
  void aQuestionThatIsNoneIsParkedThoughItIsJson() throws Exception {
    produce(Topics.QUESTIONS_RECEIVED, "no-question", "{\"text\":\"\"}");
    assertThat(header(letter(Topics.QUESTIONS_RECEIVED, "no-question"), DeadLetters.REASON))
        .isEqualTo("undecodable");
  }

  @Test
  void poisonIsParkedAtOnce() throws Exception {
    var question = Questions.asking("poison", null);
    room.getBean(Sender.class).send(Topics.QUESTIONS_RECEIVED, question.id().toString(), question);
    var letter = letter(Topics.QUESTIONS_RECEIVED, question.id().toString());
    assertThat(header(letter, DeadLetters.REASON)).isEqualTo("too-poisonous");
    assertThat(header(letter, CloudEvents.SUBJECT)).isEqualTo("question/" + question.id());
    assertThat(letter.headers().headers("traceparent")).hasSize(1);
    assertThat(rooms.tries("poison")).hasSize(1);
  }

  @Test
  void whatMayComeBackIsTriedThreeTimesWithinTwoSecondsAndThenParked() throws Exception {
    var question = Questions.asking("away", null);
    room.getBean(Sender.class).send(Topics.QUESTIONS_RECEIVED, question.id().toString(), question);
    var letter = letter(Topics.QUESTIONS_RECEIVED, question.id().toString());
    assertThat(header(letter, DeadLetters.REASON)).isEqualTo("retries-exhausted");
    assertThat(header(letter, DeadLetters.DETAIL)).isEqualTo("IllegalStateException: away");
    List<Try> tries = rooms.tries("away");
    assertThat(tries).extracting(Try::last).containsExactly(false, false, true);
    assertThat(Duration.between(tries.getFirst().at(), tries.getLast().at()))
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(4));
  }

  @Test
  void aBrokerThatWasAwayForLongerThanAllAttemptsCostsNoRecord() throws Exception {
    var question = Questions.asking("broker away", null);
    room.getBean(Sender.class).send(Topics.QUESTIONS_RECEIVED, question.id().toString(), question);
    assertThat(nextWith(rooms.recalled, question.text())).isEqualTo(question);
    assertThat(rooms.tries(question.text())).hasSize(Rooms.TRIES_WITHOUT_A_BROKER + 1);
  }

  @Test
  void topicsForgetInTheTimeOfTheSettings() throws Exception {
    String questions = Topics.QUESTIONS_RECEIVED;
    assertThat(settings(questions))
        .containsEntry("retention.ms", "3600000")
        .containsEntry("segment.ms", "900000");
    assertThat(settings(questions + Topics.DEAD_LETTER_SUFFIX))
        .containsEntry("retention.ms", "604800000")
        .containsEntry("segment.ms", "151200000");
  }

  private static Map<String, String> settings(String topic) throws Exception {
    var name = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Map<String, Object> broker = Map.of("bootstrap.servers", LocalStack.kafka());
    try (var admin = Admin.create(broker)) {
      return admin.describeConfigs(List.of(name)).all().get().values().stream()
          .flatMap(config -> config.entries().stream())
          .filter(entry -> entry.name().endsWith(".ms"))
          .collect(toMap(ConfigEntry::name, ConfigEntry::value));
    }
  }

  @Test
  void aRoomIsReadyWhileItsInputsRun() throws Exception {
    assertThat(readiness()).isEqualTo(200);
    var bindings = room.getBean(BindingsLifecycleController.class);
    bindings.stop("retrieve-in-0");
    assertThat(readiness()).isEqualTo(503);
    bindings.start("retrieve-in-0");
    assertThat(readiness()).isEqualTo(200);
  }

  private static int readiness() throws Exception {
    var uri = URI.create("http://127.0.0.1:" + port() + "/actuator/health/readiness");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .statusCode();
  }

  private static int port() {
    return room.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T value = queue.poll(BOUND.toSeconds(), TimeUnit.SECONDS);
    assertThat(value).isNotNull();
    return value;
  }

  private static Question nextWith(BlockingQueue<Question> queue, String text)
      throws InterruptedException {
    for (Question q = next(queue); ; q = next(queue)) {
      if (q.text().equals(text)) {
        return q;
      }
    }
  }

  private static void produce(String topic, String key, String value) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", LocalStack.kafka()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, key, value)).get();
    }
  }

  private static ConsumerRecord<String, byte[]> letter(String topic, String key) {
    try (var consumer = Records.consumer(topic + Topics.DEAD_LETTER_SUFFIX)) {
      Instant end = Instant.now().plus(BOUND);
      while (Instant.now().isBefore(end)) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          if (key.equals(record.key())) {
            return record;
          }
        }
      }
      throw new AssertionError("no dead letter with key " + key);
    }
  }

  private static @Nullable String header(ConsumerRecord<?, ?> record, String name) {
    return Optional.ofNullable(record.headers().lastHeader(name))
        .map(h -> new String(h.value(), StandardCharsets.UTF_8))
        .orElse(null);
  }

  record Try(String text, Instant at, boolean last) {}

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
  @Import(Door.class)
  static class Rooms {
    private static final Logger log = LoggerFactory.getLogger(Rooms.class);

    static final int TRIES_WITHOUT_A_BROKER = 4;

    final BlockingQueue<Question> recalled = new LinkedBlockingQueue<>();
    final BlockingQueue<String> tracesOfRecall = new LinkedBlockingQueue<>();
    final BlockingQueue<String> tracesOfRetrieve = new LinkedBlockingQueue<>();
    private final List<Try> tries = new ArrayList<>();

    synchronized List<Try> tries(String text) {
      return tries.stream().filter(t -> t.text().equals(text)).toList();
    }

    @Bean
    Consumer<Question> recall(Sender sender, CurrentTrace trace) {
      return question -> {
        synchronized (this) {
          tries.add(new Try(question.text(), Instant.now(), Attempt.isLast()));
        }
        switch (question.text()) {
          case "poison" -> throw new Poison("too-poisonous", "It can never work");
          case "broker away" -> {
            if (tries(question.text()).size() <= TRIES_WITHOUT_A_BROKER) {
              throw new SendFailed("away", new org.apache.kafka.common.errors.TimeoutException());
            }
            recalled.add(question);
          }
          case "away" -> throw new IllegalStateException("away");
          case "What is a whale?" -> tracesOfRecall.add(trace.id().orElse("none"));
          default -> recalled.add(question);
        }
        sender.send(Topics.QUESTIONS_RECALLED, question.key(), question);
      };
    }

    @Bean
    Consumer<Question> retrieve(CurrentTrace trace) {
      return question -> {
        log.info("retrieving");
        if (question.trace() != null) {
          tracesOfRetrieve.add(trace.id().orElse("none"));
        }
      };
    }
  }

  @RestController
  static class Door {
    private final Sender sender;
    private final CurrentTrace trace;

    Door(Sender sender, CurrentTrace trace) {
      this.sender = sender;
      this.trace = trace;
    }

    @PostMapping("/ask")
    String ask(@org.springframework.web.bind.annotation.RequestBody String text) {
      String id = trace.id().orElse("none");
      Question question = Questions.asking(text, id);
      sender.send(Topics.QUESTIONS_RECEIVED, question.key(), question);
      return id;
    }
  }
}
