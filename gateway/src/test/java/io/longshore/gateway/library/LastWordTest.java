package io.longshore.gateway.library;

import static io.longshore.gateway.Gateway.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Progress;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.document.Action;
import io.longshore.contracts.document.DocumentIndexed;
import io.longshore.contracts.document.DocumentParsed;
import io.longshore.contracts.document.Metadatum;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever comes late, twice or at the same time: the last word wins. */
class LastWordTest {
  @TempDir private Path folder;
  private Rig rig;

  @BeforeEach
  void start() {
    rig = new Rig(folder, Rig.limits(64, 16, 10));
  }

  @Test
  void ofTwoVersionsAtOnceTheSecondIsSentAndTheFirstCannotEndIt() {
    var id = rig.upload(Rig.ONE, "a.txt", "one").id();
    assertThat(rig.claim()).hasSize(1);
    assertThat(rig.upload(Rig.ONE, "a.txt", "two").version()).isEqualTo(2);
    assertThat(rig.claim())
        .singleElement()
        .satisfies(due -> assertThat(due.record().version()).isEqualTo(2));
    indexed(id, 1);
    assertThat(document(id).state())
        .as("the first became ready late")
        .isEqualTo(DocumentState.QUEUED);
    rig.progress.heard(Progress.failed("ingest", Rig.ONE, id, 1, "no-text", "x"));
    assertThat(document(id).state()).isEqualTo(DocumentState.QUEUED);
    indexed(id, 2);
    indexed(id, 1);
    assertThat(document(id).state()).isEqualTo(DocumentState.READY);
    assertThat(document(id).version()).isEqualTo(2);
    assertThat(readyVersion(id)).isEqualTo(2);
  }

  @Test
  void whatIsSaidOfADocumentIsSentUntilItHoldsWhateverIsHeardOfTheVersion() {
    var id = rig.upload(Rig.ONE, "a.txt", "one").id();
    rig.claim();
    rig.uploads.describe(Rig.ONE, id, null, List.of("hr"));
    rig.uploads.describe(Rig.ONE, id, List.of(Metadatum.of("a", "b")), null);
    indexed(id, 1);
    rig.progress.heard(Progress.failed("ingest", Rig.ONE, id, 1, "no-text", "x"));
    var said = rig.claim();
    assertThat(said).singleElement().satisfies(due -> assertThat(due.deletion()).isTrue());
    var record = said.getFirst().record();
    assertThat(record.action()).isEqualTo(Action.DESCRIBE);
    assertThat(record.readers()).containsExactly("hr");
    assertThat(record.metadata()).containsExactly(Metadatum.of("a", "b"));
    rig.progress.heard(Progress.described("embedder", Rig.ONE, id, 1, record.revision() - 1));
    rig.clock.move(rig.limits.backoffMax());
    assertThat(rig.claim()).as("an earlier one holds").hasSize(1);
    rig.progress.heard(Progress.described("embedder", Rig.ONE, id, 1, record.revision()));
    rig.clock.move(rig.limits.backoffMax());
    assertThat(rig.claim()).isEmpty();
    assertThat(document(id).state()).as("nothing was handed in").isEqualTo(DocumentState.READY);
  }

  @Test
  void whatIsHandedInOnceMoreSaysWhatWasSaidMeanwhile() {
    var id = rig.upload(Rig.ONE, "a.txt", "one").id();
    rig.claim();
    rig.uploads.describe(Rig.ONE, id, null, List.of("hr"));
    rig.clock.move(rig.limits.silence());
    assertThat(rig.claim())
        .extracting(due -> due.record().action())
        .containsExactly(Action.SUBMIT, Action.DESCRIBE);
    rig.clock.move(rig.limits.silence());
    assertThat(rig.claim())
        .allSatisfy(due -> {
          assertThat(due.record().readers()).containsExactly("hr");
          assertThat(due.record().revision()).isEqualTo(2);
        });
  }

  @Test
  void theReadersOfANewVersionAreSaidBesideItForTheOneThatIsSearched() {
    var id = rig.upload(Rig.ONE, "a.txt", "one").id();
    rig.claim();
    indexed(id, 1);
    rig.upload(Rig.ONE, "a.txt", "two", List.of("hr"));
    rig.progress.heard(Progress.failed("ingest", Rig.ONE, id, 2, "no-text", "x"));
    assertThat(rig.claim())
        .singleElement()
        .satisfies(due -> {
          assertThat(due.record().action()).isEqualTo(Action.DESCRIBE);
          assertThat(due.record().readers()).containsExactly("hr");
        });
  }

  @Test
  void theTextOfAVersionIsTheFirstThatWasMadeOfIt() {
    var id = rig.upload(Rig.ONE, "a.txt", "one").id();
    var first = text("first");
    rig.progress.parsed(
        new DocumentParsed(Rig.ONE, id, 1, "text/plain", "en", "h1", first, first, 5, 1, 0, 1));
    parsed(id, text("made by another parser"));
    assertThat(
            rig.transactions
                .read(1, jdbc -> rig.documents.text(jdbc, id, null))
                .orElseThrow()
                .hash())
        .isEqualTo("h1");
  }

  @Test
  void manyThatHandInTheSameNameAtOnceMakeOneDocumentWithAllVersionsAndOneOnItsWay()
      throws Exception {
    List<Callable<Document>> uploads =
        java.util.stream.IntStream.range(0, 8)
            .<Callable<Document>>mapToObj(i -> () -> rig.upload(Rig.ONE, "a.txt", "text " + i))
            .toList();
    try (var pool = Executors.newFixedThreadPool(8)) {
      for (var one : pool.invokeAll(uploads)) {
        one.get();
      }
    }
    var all = rig.library.documents(Rig.ONE, "default", null, 10).data();
    assertThat(all).singleElement().satisfies(one -> assertThat(one.version()).isEqualTo(8));
    assertThat(rig.claim())
        .singleElement()
        .satisfies(due -> assertThat(due.record().version()).isEqualTo(8));
  }

  @Test
  void whatIsHandedInWhileItsNameIsBeingDeletedIsANewDocumentThatKeepsItsBytes() {
    var old = rig.upload(Rig.ONE, "a.txt", "the same bytes");
    rig.claim();
    rig.deletions.delete(Rig.ONE, old.id());
    var anew = rig.upload(Rig.ONE, "a.txt", "the same bytes");
    assertThat(anew.id()).isNotEqualTo(old.id());
    erased(old.id(), 2);
    assertThat(document(old.id()).state()).isEqualTo(DocumentState.DELETED);
    assertThat(document(anew.id()).state()).isEqualTo(DocumentState.QUEUED);
    var sent = rig.claim().stream().filter(due -> due.record().document().equals(anew.id()));
    assertThat(sent)
        .singleElement()
        .satisfies(
            due -> assertThat(rig.blobs.exists(String.valueOf(due.record().blob()))).isTrue());
  }

  @Test
  void aDeleteDuringIngestionWinsOverAllThatIsStillSaidOfTheDocument() {
    var id = rig.upload(Rig.ONE, "a.txt", "bytes").id();
    rig.claim();
    rig.deletions.delete(Rig.ONE, id);
    assertThat(rig.claim())
        .as("in place of the submission")
        .singleElement()
        .satisfies(due -> {
          assertThat(due.deletion()).isTrue();
          assertThat(due.record().version()).isEqualTo(2);
        });
    var text = text("made late");
    parsed(id, text);
    rig.progress.heard(Progress.step("embedder", Rig.ONE, id, 1, 1, 2));
    rig.progress.heard(Progress.waiting("embedder", Rig.ONE, id, 1, "model-unavailable", "x"));
    indexed(id, 1);
    rig.progress.heard(Progress.failed("embedder", Rig.ONE, id, 1, "blob-missing", "x"));
    assertThat(document(id).state()).isEqualTo(DocumentState.DELETING);
    erased(id, 2);
    assertThat(document(id).state()).isEqualTo(DocumentState.DELETED);
    assertThat(rig.blobs.exists(text)).as("made before it was deleted").isFalse();
    var later = text("made later still");
    parsed(id, later);
    indexed(id, 1);
    assertThat(document(id).state()).isEqualTo(DocumentState.DELETED);
    assertThat(rig.blobs.exists(later)).as("made after it was deleted").isFalse();
    rig.clock.move(rig.limits.silence().multipliedBy(2));
    assertThat(rig.claim()).isEmpty();
  }

  @Test
  void aDocumentIsDeletedWhenEveryOwnerSaidSoAndNotBefore() {
    var id = rig.upload(Rig.ONE, "a.txt", "bytes", List.of("crew")).id();
    rig.deletions.delete(Rig.ONE, id);
    rig.progress.heard(Progress.erased(Rooms.EMBEDDER, Rig.ONE, id, 2));
    rig.progress.heard(Progress.erased(Rooms.EMBEDDER, Rig.ONE, id, 2));
    assertThat(document(id).state()).isEqualTo(DocumentState.DELETING);
    var held = new LibraryHoldings(rig.transactions, rig.blobRows, rig.blobs, rig.json);
    assertThat(held.of(Rig.ONE, id))
        .containsAllEntriesOf(Map.of("rows", 2L, "blobs", 1L, "orders", 1L));
    rig.progress.heard(Progress.erased(Rooms.MEMORY, Rig.ONE, id, 2));
    assertThat(document(id).state()).isEqualTo(DocumentState.DELETED);
    assertThat(document(id).name()).as("a tombstone tells nothing").isEmpty();
    assertThat(document(id).readers()).isEmpty();
    assertThat(held.of(Rig.ONE, id).values()).containsOnly(0L);
  }

  @Test
  void anErasureOfAnEarlierVersionDoesNotEndTheDeletion() {
    var id = rig.upload(Rig.ONE, "a.txt", "bytes").id();
    rig.deletions.delete(Rig.ONE, id);
    erased(id, 1);
    assertThat(document(id).state()).isEqualTo(DocumentState.DELETING);
  }

  @Test
  void whatIsHeardOfADocumentWaitsForItsRowBeforeThatOfItsVersion() throws Exception {
    var id = rig.upload(Rig.ONE, "a.txt", "bytes").id();
    var text = text("text");
    List<Runnable> all = List.of(() -> parsed(id, text), () -> indexed(id, 1));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Runnable heard : all) {
        var waits =
            rig.transactions.call(
                1,
                jdbc -> {
                  DocumentRepository.lock(jdbc, id);
                  var hearing = threads.submit(heard);
                  await(() -> waiting(jdbc), waiting -> waiting);
                  jdbc.sql("select from document_version where document = :id for update nowait")
                      .param("id", id.value())
                      .query()
                      .listOfRows();
                  return hearing;
                });
        waits.get();
      }
    }
    assertThat(document(id).state()).isEqualTo(DocumentState.READY);
  }

  /** Whether another transaction waits for this one. */
  private static boolean waiting(JdbcClient jdbc) {
    return jdbc.sql(
            """
            select exists (select from pg_locks
              where not granted and pg_backend_pid() = any(pg_blocking_pids(pid)))
            """)
        .query(Boolean.class)
        .single();
  }

  private void erased(DocumentId id, int version) {
    Deletions.OWNERS.forEach(
        owner -> rig.progress.heard(Progress.erased(owner, Rig.ONE, id, version)));
  }

  private void parsed(DocumentId id, String text) {
    rig.progress.parsed(
        new DocumentParsed(Rig.ONE, id, 1, "text/plain", "en", "h", text, text, 1, 1, 0, 1));
  }

  private void indexed(DocumentId id, int version) {
    rig.progress.indexed(new DocumentIndexed(Rig.ONE, id, version, "g", 1, 1, 1));
  }

  private String text(String text) {
    return rig.blobs.put(1, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private int readyVersion(DocumentId id) {
    return rig.transactions.read(
        1,
        jdbc ->
            jdbc.sql("select ready_version from document where id = :id")
                .param("id", id.value())
                .query(Integer.class)
                .single());
  }

  private Document document(DocumentId id) {
    return rig.library.document(Rig.ONE, id);
  }
}
