package io.longshore.embedder.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.Progress;
import io.longshore.contracts.Topics;
import io.longshore.contracts.document.Action;
import io.longshore.contracts.document.DocumentIndexed;
import io.longshore.contracts.document.SectionsSubmitted;
import io.longshore.embedder.EmbedderTest;
import io.longshore.embedder.SentRecords;
import io.longshore.embedder.TestDocument;
import io.longshore.embedder.WordEncoder;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.stream.Poison;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@EmbedderTest
class IndexStreamTest {
  @Autowired Indexer indexer;
  @Autowired BlobStore blobs;
  @Autowired WordEncoder encoder;

  private final SentRecords sent = new SentRecords();
  private final Principal principal = new Principal(90, "local", List.of());
  private final DocumentId document = DocumentId.random();

  @AfterEach
  void theModelAsItWas() {
    encoder.available = true;
  }

  @Test
  void stepsAreSaidAndTheEndIsAnEventOfItsOwn() {
    var given = document("A short text. ".repeat(50) + "\n\n" + "And another one. ".repeat(300));
    given.items().forEach(stream()::accept);
    int items = given.items().size();
    assertThat(sent.on(Topics.PROGRESS, Progress.class))
        .hasSize(items)
        .allMatch(p -> p.kind() == Progress.Kind.STEP && p.total() == items)
        .extracting(Progress::done)
        .endsWith(items);
    assertThat(sent.on(Topics.DOCUMENTS_INDEXED, DocumentIndexed.class))
        .singleElement()
        .matches(indexed -> indexed.document().equals(document) && indexed.passages() > 0);
  }

  @Test
  void aDeletionSaysErased() {
    var given = document("A short text.");
    given.items().forEach(stream()::accept);
    stream().accept(given.deletion(2));
    assertThat(sent.on(Topics.PROGRESS, Progress.class).getLast())
        .matches(p -> p.kind() == Progress.Kind.ERASED && p.version() == 2);
  }

  @Test
  void withoutAModelTheDocumentWaitsAndTheRecordIsNotLost() {
    var given = document("A short text.");
    encoder.available = false;
    given.items().forEach(stream()::accept);
    assertThat(sent.on(Topics.PROGRESS, Progress.class))
        .singleElement()
        .matches(p -> p.kind() == Progress.Kind.WAITING && "model-unavailable".equals(p.code()));
    encoder.available = true;
    given.items().forEach(stream()::accept);
    assertThat(sent.topics()).endsWith(Topics.DOCUMENTS_INDEXED);
  }

  @Test
  void aTextThatIsGoneFailsTheDocumentAndIsParked() {
    SectionsSubmitted item = document("A short text.").items().getFirst();
    var lost =
        new SectionsSubmitted(
            Action.SUBMIT,
            principal,
            document,
            1,
            item.collection(),
            item.name(),
            "en",
            null,
            List.of(),
            item.textHash(),
            "90/" + "0".repeat(64),
            item.structure(),
            0,
            1,
            0,
            5,
            List.of(),
            0);
    assertThatThrownBy(() -> stream().accept(lost)).isInstanceOf(Poison.class);
    assertThat(sent.on(Topics.PROGRESS, Progress.class))
        .singleElement()
        .matches(p -> p.kind() == Progress.Kind.FAILED && "blob-missing".equals(p.code()));
  }

  @Test
  void aTextThatTheDatabaseCannotKeepFailsTheDocument() {
    var given = document("A text with a \0 in it.");
    assertThatThrownBy(() -> stream().accept(given.items().getFirst())).isInstanceOf(Poison.class);
    assertThat(sent.on(Topics.PROGRESS, Progress.class))
        .singleElement()
        .matches(p -> p.kind() == Progress.Kind.FAILED && "not-storable".equals(p.code()));
  }

  private IndexStream stream() {
    return new IndexStream(indexer, sent);
  }

  private TestDocument document(String text) {
    return new TestDocument(blobs, principal, CollectionId.random(), document, 1, "en", text);
  }
}
