package io.longshore.embedder;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.Progress;
import io.longshore.contracts.Topics;
import io.longshore.contracts.document.DocumentIndexed;
import io.longshore.contracts.question.Question;
import io.longshore.embedder.retrieval.Asker;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.stream.Sender;
import io.longshore.testing.Records;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@EmbedderTest
class EmbedderApplicationTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  @Autowired Sender sender;
  @Autowired BlobStore blobs;
  @Autowired Json json;

  private final Principal principal = new Principal(80, "local", List.of());
  private final CollectionId collection = CollectionId.random();
  private final DocumentId document = DocumentId.random();

  @Test
  void aDocumentGoesInAQuestionFindsItAndADeletionTakesItOut() {
    var given =
        new TestDocument(
            blobs, principal, collection, document, 1, "en", "Otters swim.\n\nBadgers dig.");
    given.items().forEach(this::submit);
    var indexed =
        await(
            Topics.DOCUMENTS_INDEXED,
            DocumentIndexed.class,
            event -> event.document().equals(document));
    assertThat(indexed.passages()).isEqualTo(2);

    Question answered = ask("Who digs? Badgers?");
    assertThat(Objects.requireNonNull(answered.retrieved()).passages().getFirst().text())
        .isEqualTo("Badgers dig.");
    assertThat(answered.timings()).containsKeys("embedder", "embedder.model", "embedder.sql");

    submit(given.deletion(2));
    await(
        Topics.PROGRESS,
        Progress.class,
        said -> document.equals(said.document()) && said.kind() == Progress.Kind.ERASED);
    assertThat(Objects.requireNonNull(ask("Badgers?").retrieved()).passages()).isEmpty();
  }

  private void submit(Object item) {
    sender.send(Topics.SECTIONS_SUBMITTED, document.toString(), item);
  }

  private Question ask(String text) {
    Question question = Asker.question(principal, collection, List.of(), text);
    sender.send(Topics.QUESTIONS_RECALLED, question.key(), question);
    return await(
        Topics.QUESTIONS_RETRIEVED, Question.class, found -> found.id().equals(question.id()));
  }

  private <T> T await(String topic, Class<T> type, Predicate<T> wanted) {
    Instant end = Instant.now().plus(BOUND);
    try (var consumer = Records.consumer(topic)) {
      while (Instant.now().isBefore(end)) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          T read = json.read(record.value(), type);
          if (wanted.test(read)) {
            return read;
          }
        }
      }
    }
    throw new AssertionError("nothing of the kind on " + topic + " within " + BOUND);
  }
}
