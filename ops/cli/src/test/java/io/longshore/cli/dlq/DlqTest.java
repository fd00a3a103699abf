package io.longshore.cli.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.cli.Exit;
import io.longshore.cli.Run;
import io.longshore.contracts.CloudEvents;
import io.longshore.contracts.DeadLetters;
import io.longshore.contracts.Topics;
import io.longshore.local.process.Ports;
import io.longshore.testing.LocalStack;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** On a real broker. Each test has partitions of its own. */
class DlqTest {
  private static final String SOURCE = Topics.DOCUMENTS_SUBMITTED;
  private static final String LETTERS = SOURCE + Topics.DEAD_LETTER_SUFFIX;
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void theLettersOfEachTopicAreListedWithReasonGroupPlaceTimeAndSubject() {
    String document = UUID.randomUUID().toString();
    String id = park(0, document, "{\"a\":1}");
    assertThat(dlq("list").out())
        .contains(
            id
                + "  blob-missing  group ingest  offset documents.submitted/3/40"
                + "  2026-11-25T10:00:00Z  document/"
                + document)
        .contains(LETTERS + ": ");
    JsonNode letter = listed(id);
    assertThat(letter.path("detail").asString()).isEqualTo("No blob");
    assertThat(letter.path("bytes").asInt()).isEqualTo(7);
    assertThat(letter.path("replayed_at").isNull()).isTrue();
    assertThat(dlq("list", "--topic", Topics.ANSWERS).out()).isEqualTo("No dead letters.\n");
  }

  @Test
  void aLetterIsShownWithoutBeingRunAndWithoutTheTerminalObeyingIt() {
    String document = UUID.randomUUID().toString();
    String id = park(0, document, "no json \u001b[31mred");
    int before = back(document).size();
    assertThat(dlq("show", id).out())
        .contains("longshore_reason: blob-missing")
        .contains("traceparent: " + TRACE)
        .contains("key: " + document)
        .contains("no json \\u001b[31mred");
    assertThat(dlq("show", id, "--json").json().path("value").asString()).startsWith("no json");
    assertThat(back(document)).hasSize(before);
  }

  @Test
  void aReplayedLetterIsOnItsTopicAsItWasAndIsNotReplayedTwiceUnlessAskedFor() {
    String document = UUID.randomUUID().toString();
    String id = park(1, document, "{\"a\":1}");
    assertThat(dlq("replay", id).out()).isEqualTo("replayed " + id + " to documents.submitted\n");
    var back = back(document);
    assertThat(back).hasSize(1);
    assertThat(back.getFirst().value()).asString().isEqualTo("{\"a\":1}");
    assertThat(back.getFirst().headers())
        .extracting(Header::key)
        .containsExactlyInAnyOrder(CloudEvents.ID, CloudEvents.SUBJECT, "traceparent");
    assertThat(listed(id).path("replayed_at").asString()).isNotEmpty();

    Run second = dlq("replay", id);
    assertThat(second.exit()).isEqualTo(Exit.SOME_FAILED);
    assertThat(second.err()).contains(id + " was replayed at 20").contains("--again");
    assertThat(back(document)).hasSize(1);
    assertThat(dlq("replay", id, "--again").exit()).isEqualTo(Exit.GOOD);
    assertThat(back(document)).hasSize(2);
  }

  @Test
  void aDroppedLetterIsGoneForAllAndNothingBeforeItIsLost() {
    String first = park(2, "first", "1");
    String second = park(2, "second", "2");
    String third = park(2, "third", "3");
    String fourth = park(2, "fourth", "4");
    assertThat(dlq("drop", second).out()).contains("dropped " + second + "; its bytes stay");
    assertThat(ids()).contains(first, third, fourth).doesNotContain(second);
    assertThat(dlq("show", second).exit()).isEqualTo(Exit.SOME_FAILED);
    assertThat(dlq("replay", second).err()).contains("There is no dead letter " + second);
    assertThat(dlq("show", first).out()).as("before the dropped one").contains("key: first");

    assertThat(dlq("drop", first).out())
        .isEqualTo("dropped %s, and its bytes are gone\n".formatted(first));
    assertThat(offsets(2))
        .as("both are gone, the third is the first now")
        .startsWith(offset(third));
    dlq("replay", third);
    assertThat(dlq("drop", fourth).out()).contains("its bytes are gone");
    assertThat(offsets(2)).isEmpty();
    String fifth = park(2, "fifth", "5");
    assertThat(ids()).contains(fifth);
  }

  @Test
  void aMarkOfAnotherLetterAtTheSamePlaceSaysNothing() {
    String id = park(3, "a", "1");
    try (var broker = new Broker(LocalStack.kafka(), Map.of())) {
      var box = new DeadLetterBox(broker);
      Letter letter = box.letter(new LetterId.Converter().convert(id));
      broker.makeTopic(DeadLetterBox.MARKS, java.time.Duration.ofHours(1));
      broker.send(
          new ProducerRecord<>(
              DeadLetterBox.MARKS,
              bytes(id),
              LetterText.JSON.writeValueAsBytes(
                  new Mark(
                      Mark.What.DROPPED,
                      java.time.Instant.now(),
                      letter.record().timestamp() - 1))));
      assertThat(box.letter(letter.id()).mark()).isNull();
    }
  }

  @Test
  void whatIsNoLetterIsSaid() {
    assertThat(dlq("show", "documents.submitted/1/2").exit()).isEqualTo(Exit.USAGE);
    assertThat(dlq("show", LETTERS + "/99/0").err()).contains("There is no dead letter");
    assertThat(dlq("drop", "none" + LETTERS + "/0/0").exit()).isEqualTo(Exit.SOME_FAILED);
  }

  @Test
  void aBrokerThatIsAwayIsNamedWithTheRemedy() {
    String away = "127.0.0.1:" + Ports.free(1).getFirst();
    Run run = Run.of("dlq", "list", "--kafka", away);
    assertThat(run.exit()).isEqualTo(Exit.NOT_RUNNING);
    assertThat(run.err()).contains(away + " does not answer");
  }

  private static Run dlq(String command, String... arguments) {
    var all = new ArrayList<>(List.of("dlq", command, "--kafka", LocalStack.kafka()));
    all.addAll(List.of(arguments));
    return Run.of(all.toArray(String[]::new));
  }

  private static JsonNode listed(String id) {
    return dlq("list", "--json")
        .json()
        .path("data")
        .valueStream()
        .filter(letter -> letter.path("id").asString().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> ids() {
    return dlq("list", "--json")
        .json()
        .path("data")
        .valueStream()
        .map(letter -> letter.path("id").asString())
        .toList();
  }

  /** What a room's error handler does. */
  private static String park(int partition, String key, String value) {
    Map<String, Object> settings = Map.of("bootstrap.servers", LocalStack.kafka());
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      var letter = new ProducerRecord<>(LETTERS, partition, bytes(key), bytes(value));
      Map.of(
              CloudEvents.ID,
              "e1",
              CloudEvents.SUBJECT,
              "document/" + key,
              "traceparent",
              TRACE,
              "kafka_deliveryAttempt",
              "\u0003",
              DeadLetters.REASON,
              "blob-missing",
              DeadLetters.DETAIL,
              "No blob",
              DeadLetters.GROUP,
              "ingest",
              DeadLetters.TOPIC,
              SOURCE,
              DeadLetters.OFFSET,
              "40",
              DeadLetters.AT,
              "2026-11-25T10:00:00Z")
          .forEach((name, text) -> letter.headers().add(name, bytes(text)));
      letter.headers().add(DeadLetters.PARTITION, bytes("3"));
      var place = producer.send(letter).get();
      return LETTERS + "/" + partition + "/" + place.offset();
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> back(String key) {
    var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    try (var broker = new Broker(LocalStack.kafka(), Map.of())) {
      broker.read(
          broker.partitions(List.of(SOURCE)),
          record -> {
            if (new String(record.key(), StandardCharsets.UTF_8).equals(key)) {
              found.add(record);
            }
          });
    }
    return found;
  }

  private static List<Long> offsets(int partition) {
    var found = new ArrayList<Long>();
    try (var broker = new Broker(LocalStack.kafka(), Map.of())) {
      broker.read(
          List.of(new TopicPartition(LETTERS, partition)), record -> found.add(record.offset()));
    }
    return found;
  }

  private static long offset(String id) {
    return Long.parseLong(id.substring(id.lastIndexOf('/') + 1));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
