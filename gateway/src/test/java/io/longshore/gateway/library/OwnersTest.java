package io.longshore.gateway.library;

import static io.longshore.gateway.library.Refused.conflict;
import static io.longshore.gateway.library.Refused.forbidden;
import static io.longshore.gateway.library.Refused.notThere;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.document.Metadatum;
import io.longshore.contracts.question.RetrievalSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who reads and who changes which collection, and what it holds. */
class OwnersTest {
  private static final Principal OWNER = new Principal(1, "owner", List.of());
  private static final Principal READER = new Principal(1, "reader", List.of("crew"));
  private static final Principal EDITOR = new Principal(1, "editor", List.of("mates"));
  private static final Principal STRANGER = new Principal(1, "stranger", List.of("guests"));
  private static final Principal FOREIGN = new Principal(2, "owner", List.of("crew", "mates"));
  private static final List<Metadatum> SAID = List.of(Metadatum.of("a", "b"));

  @TempDir private static Path folder;
  private static Rig rig;
  private static DocumentId entry;

  @BeforeAll
  static void aCollectionWithReadersAndEditors() {
    rig = new Rig(folder, Rig.limits(64, 64, 3));
    made(OWNER, "log", List.of("crew"), List.of("mates"));
    entry = rig.upload(OWNER, "log", "entry.txt", "entry", null).id();
  }

  @Test
  void itsOwnerItsReadersAndItsEditorsHaveItAndNobodyElse() {
    for (var one : List.of(OWNER, READER, EDITOR)) {
      assertThat(rig.library.collection(one, "log").owner()).isEqualTo("owner");
      assertThat(rig.library.collections(one)).extracting(found -> found.name()).contains("log");
    }
    for (var one : List.of(STRANGER, FOREIGN)) {
      notThere(() -> rig.library.collection(one, "log"));
      assertThat(rig.library.collections(one))
          .extracting(found -> found.name())
          .doesNotContain("log");
    }
  }

  @Test
  void whatItHoldsIsNotThereForWhoMayNotReadIt() {
    var texts = new Texts(rig.transactions, rig.documents, rig.blobs, rig.json);
    for (var one : List.of(STRANGER, FOREIGN)) {
      notThere(() -> rig.library.document(one, entry));
      notThere(() -> rig.library.documents(one, "log", null, 10));
      assertThat(rig.library.documents(one, null, null, 10).data())
          .extracting(Document::id)
          .doesNotContain(entry);
      notThere(() -> texts.read(one, entry, 0, null, null));
      notThere(() -> rig.uploads.describe(one, entry, SAID, null));
      notThere(() -> rig.deletions.delete(one, entry));
      notThere(() -> rig.deletions.deleteCollection(one, "log"));
      notThere(() -> rig.library.changeCollection(one, "log", said(List.of(), null)));
    }
    assertThat(rig.library.document(READER, entry).collection()).isEqualTo("log");
    assertThat(rig.library.documents(READER, "log", null, 10).data())
        .extracting(Document::id)
        .contains(entry);
  }

  @Test
  void aQuestionLooksInNoCollectionThatItsAskerMayNotRead() {
    for (var one : List.of(STRANGER, FOREIGN)) {
      notThere(() -> rig.library.scope(one, "log", List.of()));
      notThere(() -> rig.library.scope(one, null, List.of(entry)));
      notThere(() -> rig.library.scope(one, "log", List.of(entry)));
    }
    var log = rig.library.collection(READER, "log").id();
    assertThat(rig.library.scope(READER, "log", List.of()).collections()).containsExactly(log);
    assertThat(rig.library.scope(READER, null, List.of(entry)).documents()).containsExactly(entry);
  }

  @Test
  void whoOnlyReadsItChangesNeitherItNorWhatItHolds() {
    forbidden("editors-only", () -> rig.upload(READER, "log", "new.txt", "new", null));
    forbidden("editors-only", () -> rig.upload(READER, "log", "entry.txt", "other", null));
    forbidden("editors-only", () -> rig.uploads.describe(READER, entry, SAID, null));
    forbidden("editors-only", () -> rig.deletions.delete(READER, entry));
    forbidden("editors-only", () -> rig.deletions.deleteCollection(READER, "log"));
    var settings = new DocumentCollection.Change(RetrievalSettings.DEFAULT, null, null);
    forbidden("editors-only", () -> rig.library.changeCollection(READER, "log", settings));
    assertThat(rig.library.document(OWNER, entry).state()).isEqualTo(DocumentState.QUEUED);
    assertThat(rig.library.document(OWNER, entry).version()).isOne();
  }

  @Test
  void theBytesOfWhatMayNotBeHandedInAreNotKept() throws IOException {
    long before = files();
    forbidden("editors-only", () -> rig.upload(READER, "log", "a.txt", "kept by nobody", null));
    conflict("name-taken", () -> rig.upload(STRANGER, "log", "a.txt", "nor is this", null));
    assertThat(files()).isEqualTo(before);
    rig.upload(OWNER, "log", "kept.txt", "kept", null);
    assertThat(files()).isGreaterThan(before);
  }

  @Test
  void itsEditorsChangeItAndWhatItHoldsButNotForWhomItIs() {
    made(OWNER, "edited", List.of("crew"), List.of("mates"));
    var id = rig.upload(OWNER, "edited", "a.txt", "a", null).id();
    assertThat(rig.upload(EDITOR, "edited", "a.txt", "b", null).version()).isEqualTo(2);
    assertThat(rig.uploads.describe(EDITOR, id, SAID, null).metadata()).isEqualTo(SAID);
    assertThat(rig.deletions.delete(EDITOR, id).state()).isEqualTo(DocumentState.DELETING);
    forbidden(
        "readers-not-yours",
        () -> rig.library.changeCollection(EDITOR, "edited", said(null, List.of())));
    forbidden(
        "readers-not-yours",
        () -> rig.library.changeCollection(EDITOR, "edited", said(List.of(), null)));
    rig.deletions.deleteCollection(EDITOR, "edited");
    notThere(() -> rig.library.collection(OWNER, "edited"));
    notThere(() -> rig.library.document(STRANGER, id));
  }

  @Test
  void forWhomItIsHoldsFromTheNextCallOn() {
    made(OWNER, "moved", List.of(), List.of());
    var id = rig.upload(STRANGER, "moved", "a.txt", "a", null).id();
    rig.library.changeCollection(OWNER, "moved", said(List.of("crew"), null));
    notThere(() -> rig.library.document(STRANGER, id));
    assertThat(rig.library.document(READER, id).id()).isEqualTo(id);
    var changed = rig.library.changeCollection(OWNER, "moved", said(List.of("guests"), null));
    assertThat(changed.readers()).containsExactly("guests");
    assertThat(changed.editors()).isEmpty();
    assertThat(rig.library.document(STRANGER, id).id()).isEqualTo(id);
    notThere(() -> rig.library.document(READER, id));
  }

  @Test
  void itsCountIsOfWhatOneMayRead() {
    made(OWNER, "counted", List.of(), List.of());
    rig.upload(OWNER, "counted", "all.txt", "all", null);
    rig.upload(OWNER, "counted", "crew.txt", "crew", List.of("crew"));
    rig.deletions.delete(OWNER, rig.upload(OWNER, "counted", "gone.txt", "gone", null).id());
    assertThat(rig.library.collection(OWNER, "counted").documents()).isEqualTo(2);
    assertThat(rig.library.collection(READER, "counted").documents()).isEqualTo(2);
    assertThat(rig.library.collection(STRANGER, "counted").documents()).isOne();
    assertThat(rig.library.scope(STRANGER, "counted", List.of()).pending()).isOne();
  }

  @Test
  void theNameOfOneThatMayNotBeReadIsTaken() {
    conflict("name-taken", () -> rig.upload(STRANGER, "log", "new.txt", "new", null));
    conflict("name-taken", () -> rig.upload(STRANGER, "log", "entry.txt", "other", null));
    conflict("collection-exists", () -> made(STRANGER, "log", List.of(), List.of()));
    rig.upload(FOREIGN, "log", "entry.txt", "theirs", null);
    assertThat(rig.library.collection(FOREIGN, "log").documents()).isOne();
    rig.deletions.deleteCollection(FOREIGN, "log");
    assertThat(rig.library.document(OWNER, entry).state()).isEqualTo(DocumentState.QUEUED);
  }

  @Test
  void whoHandsSomethingInMakesACollectionAndWhoAsksMakesNone() {
    var asker = new Principal(3, "asker", List.of());
    var scope = rig.library.scope(asker, null, List.of());
    assertThat(scope.collections()).as("none that exists").hasSize(1);
    assertThat(rig.library.collections(asker)).isEmpty();
    rig.upload(new Principal(3, "writer", List.of()), "a.txt", "a");
    assertThat(rig.library.collection(asker, "default").owner()).isEqualTo("writer");
    assertThat(rig.library.scope(asker, null, List.of()).collections())
        .doesNotContainAnyElementsOf(scope.collections());
  }

  private static DocumentCollection made(
      Principal owner, String name, List<String> readers, List<String> editors) {
    return rig.library.createCollection(owner, name, said(readers, editors));
  }

  private static DocumentCollection.Change said(
      @Nullable List<String> readers, @Nullable List<String> editors) {
    return new DocumentCollection.Change(null, readers, editors);
  }

  private static long files() throws IOException {
    try (var all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).count();
    }
  }
}
