package io.longshore.gateway.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.document.Action;
import io.longshore.contracts.document.DocumentSubmitted;
import io.longshore.gateway.library.OutboxRepository.Due;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose documents are sent next, on the real database. */
class FairnessTest {
  private static final Principal THREE = new Principal(3, "third", List.of());

  @TempDir private Path folder;
  private Rig rig;

  @BeforeEach
  void start() {
    rig = new Rig(folder, Rig.limits(64, 16, 10));
  }

  @Test
  void anImportOfTwoThousandDoesNotHoldUpOneDocumentOfAnotherTenant() {
    queue(Rig.ONE, 2_000, false);
    assertThat(rig.claim()).hasSize(16);
    assertThat(rig.claim()).as("so many of one tenant are on their way, and no more").isEmpty();
    queue(Rig.TWO, 1, false);
    assertThat(rig.claim()).extracting(Due::tenant).containsExactly(2);
  }

  @Test
  void anImportThatCameFirstLeavesTheFirstBatchNotToItselfAlone() {
    queue(Rig.ONE, 2_000, false);
    queue(Rig.TWO, 1, false);
    assertThat(rig.claim()).extracting(Due::tenant).contains(1, 2);
  }

  @Test
  void whatEndedMakesRoomForTheOldestOfItsTenant() {
    var all = queue(Rig.ONE, 20, false);
    var first = rig.claim();
    assertThat(first)
        .extracting(due -> due.record().document())
        .hasSameElementsAs(all.subList(0, 16));
    rig.transactions.system(jdbc -> rig.outboxRows.done(jdbc, all.get(3), 1));
    assertThat(rig.claim()).extracting(due -> due.record().document()).containsExactly(all.get(16));
  }

  @Test
  void whenNotAllTenantsFitTheOneWithTheFewestOnTheirWayComesFirst() {
    rig = new Rig(folder, Rig.limits(8, 6, 10));
    queue(Rig.ONE, 100, false);
    assertThat(rig.claim()).hasSize(6);
    queue(Rig.TWO, 100, false);
    assertThat(rig.claim()).extracting(Due::tenant).containsExactly(2, 2);
    queue(THREE, 1, false);
    assertThat(rig.claim()).as("all are on their way that may be").isEmpty();
    rig.transactions.system(jdbc -> rig.outboxRows.done(jdbc, aDocumentOnItsWay(1), 1));
    assertThat(rig.claim()).extracting(Due::tenant).containsExactly(3);
  }

  @Test
  void thousandsOfDeletionsDoNotHoldUpADocument() {
    queue(Rig.ONE, 2_000, true);
    queue(Rig.TWO, 1, false);
    assertThat(rig.claim()).extracting(Due::tenant).contains(2).hasSize(16);
    assertThat(rig.claim()).as("deletions are in no queue").allMatch(Due::deletion).hasSize(16);
  }

  @Test
  void aDocumentKnowsItsPositionInTheQueueUntilItIsSent() {
    rig = new Rig(folder, Rig.limits(64, 2, 10));
    var documents = new ArrayList<DocumentId>();
    for (int i = 0; i < 4; i++) {
      documents.add(rig.upload(Rig.ONE, i + ".txt", "text " + i).id());
    }
    rig.upload(Rig.TWO, "theirs.txt", "theirs");
    assertThat(positions(documents)).containsExactly(1, 2, 3, 4);
    rig.claim();
    assertThat(positions(documents)).containsExactly(null, null, 1, 2);
  }

  private List<Integer> positions(List<DocumentId> documents) {
    return documents.stream().map(id -> rig.library.document(Rig.ONE, id).queuePosition()).toList();
  }

  private DocumentId aDocumentOnItsWay(int tenant) {
    return new DocumentId(
        rig.transactions.system(jdbc ->
            jdbc.sql(
                    """
                    select document from outbox
                    where tenant = :tenant and attempts > 0 limit 1
                    """)
                .param("tenant", tenant)
                .query(java.util.UUID.class)
                .single()));
  }

  private List<DocumentId> queue(Principal principal, int count, boolean deletion) {
    var ids = new ArrayList<DocumentId>();
    rig.transactions.system(jdbc -> {
      for (int i = 0; i < count; i++) {
        var id = DocumentId.random();
        ids.add(id);
        rig.outboxRows.replace(
            jdbc, record(principal, id, deletion), deletion, rig.clock.instant());
      }
      return true;
    });
    return ids;
  }

  private static DocumentSubmitted record(Principal principal, DocumentId id, boolean deletion) {
    return new DocumentSubmitted(
        deletion ? Action.DELETE : Action.SUBMIT,
        principal,
        id,
        1,
        CollectionId.random(),
        "a.txt",
        null,
        1,
        null,
        null,
        null,
        List.of(),
        List.of(),
        0);
  }
}
