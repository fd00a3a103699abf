package io.longshore.gateway.library;

import static io.longshore.gateway.library.Refused.conflict;
import static io.longshore.gateway.library.Refused.forbidden;
import static io.longshore.gateway.library.Refused.notThere;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.document.Metadatum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who sees which document of a tenant. */
class ReadersTest {
  private static final Principal OWNER = new Principal(1, "owner", List.of());
  private static final Principal CREW = new Principal(1, "sailor", List.of("crew", "watch"));
  private static final Principal GUEST = new Principal(1, "guest", List.of("guests"));

  @TempDir private static Path folder;
  private static Rig rig;
  private static DocumentId open;
  private static DocumentId closed;

  @BeforeAll
  static void twoDocuments() {
    rig = new Rig(folder, Rig.limits(16, 16, 3));
    open = rig.upload(OWNER, "open.txt", "open", List.of()).id();
    closed = rig.upload(OWNER, "closed.txt", "closed", List.of("crew")).id();
  }

  @Test
  void itsOwnerAndItsReadersGetARestrictedDocument() {
    assertThat(rig.library.document(OWNER, closed).readers()).containsExactly("crew");
    assertThat(rig.library.document(CREW, closed).id()).isEqualTo(closed);
    notThere(() -> rig.library.document(GUEST, closed));
    assertThat(rig.library.document(GUEST, open).id()).isEqualTo(open);
  }

  @Test
  void listsLeaveOutWhatMayNotBeRead() {
    assertThat(listed(OWNER)).containsExactlyInAnyOrder(closed, open);
    assertThat(listed(CREW)).containsExactlyInAnyOrder(closed, open);
    assertThat(listed(GUEST)).containsExactly(open);
  }

  @Test
  void aQuestionAboutADocumentThatMayNotBeReadIsOneAboutNone() {
    assertThat(rig.library.scope(CREW, null, List.of(closed)).documents()).containsExactly(closed);
    notThere(() -> rig.library.scope(GUEST, null, List.of(closed)));
    assertThat(rig.library.scope(CREW, null, List.of()).pending()).isEqualTo(2);
    assertThat(rig.library.scope(GUEST, null, List.of()).pending()).isOne();
  }

  @Test
  void whoMayNotReadItNeitherDescribesNorDeletesNorReplacesIt() {
    var metadata = List.of(Metadatum.of("a", "b"));
    notThere(() -> rig.uploads.describe(GUEST, closed, metadata, List.of()));
    notThere(() -> rig.deletions.delete(GUEST, closed));
    conflict("name-taken", () -> rig.upload(GUEST, "closed.txt", "other", List.of()));
    assertThat(rig.uploads.describe(CREW, closed, metadata, null).readers())
        .containsExactly("crew");
  }

  @Test
  void nothingIsKeptOfAnUploadWhoseNameIsTaken() throws IOException {
    long before = files();
    conflict("name-taken", () -> rig.upload(GUEST, "closed.txt", "kept nowhere", List.of()));
    assertThat(files()).isEqualTo(before);
  }

  private static long files() throws IOException {
    try (var all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void onlyItsOwnerSaysWhoReadsIt() {
    forbidden("readers-not-yours", () -> rig.uploads.describe(CREW, closed, null, List.of()));
    forbidden("readers-not-yours", () -> rig.upload(CREW, "closed.txt", "other", List.of()));
    forbidden(
        "readers-not-yours", () -> rig.uploads.describe(GUEST, open, null, List.of("guests")));
    assertThat(rig.library.document(OWNER, closed).readers()).containsExactly("crew");
    assertThat(rig.uploads.describe(OWNER, closed, null, List.of("crew", "watch")).readers())
        .containsExactly("crew", "watch");
    rig.uploads.describe(OWNER, closed, null, List.of("crew"));
  }

  @Test
  void inWhichOrderReadersAreSaidChangesNothing() {
    var id = rig.upload(Rig.TWO, "order.txt", "order", List.of("crew", "watch")).id();
    var other = List.of("watch", "crew");
    assertThat(rig.upload(Rig.TWO, "order.txt", "order", other).version()).isOne();
    var reader = new Principal(Rig.TWO.tenant(), "mate", List.of("crew"));
    assertThat(rig.uploads.describe(reader, id, null, other).id()).isEqualTo(id);
  }

  @Test
  void aCollectionIsNotDeletedByWhoMayNotReadAllOfIt() {
    forbidden("documents-hidden", () -> rig.deletions.deleteCollection(GUEST, "default"));
    assertThat(listed(OWNER)).containsExactlyInAnyOrder(closed, open);
  }

  @Test
  void theTextIsForThoseWhoMayReadTheDocument() {
    var texts = new Texts(rig.transactions, rig.documents, rig.blobs, rig.json);
    notThere(() -> texts.read(GUEST, closed, 0, null, null));
    conflict("text-not-ready", () -> texts.read(CREW, closed, 0, null, null));
  }

  private static List<DocumentId> listed(Principal principal) {
    return rig.library.documents(principal, null, null, 10).data().stream()
        .map(Document::id)
        .toList();
  }
}
