package io.longshore.gateway.library;

import static io.longshore.gateway.library.Refused.conflict;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.Principal;
import io.longshore.contracts.document.Metadatum;
import io.longshore.gateway.library.ProbedWorld.Asked;
import io.longshore.gateway.library.ProbedWorld.Collected;
import io.longshore.gateway.library.ProbedWorld.Held;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Anybody reaches for anything, by every way that content leaves the library; each time exactly
 * what was meant for him is there.
 */
class ProbesTest {
  /** For what is another tenant's. */
  private static final int PROBES = System.getProperty("full") == null ? 1_000 : 100_000;

  private static final int PROBES_WITHIN = Math.min(PROBES, 10_000);
  private static final long SEED = 19;

  @TempDir private static Path folder;
  private static Rig rig;
  private static ProbedWorld world;
  private static Texts texts;

  @BeforeAll
  static void tenants() {
    var connection = new SingleConnectionDataSource();
    connection.setSuppressClose(true);
    rig = new Rig(folder, Rig.limits(1_000, 1_000, 3), connection);
    texts = new Texts(rig.transactions, rig.documents, rig.blobs, rig.json);
    world = new ProbedWorld(rig, new Random(SEED));
  }

  /** What somebody gets. */
  private enum Got {
    IT,
    A_REFUSAL,
    NOTHING
  }

  /** How somebody reaches for something. */
  private enum Way {
    DOCUMENT,
    TEXT,
    LIST,
    QUESTION_OF_DOCUMENT,
    DESCRIPTION,
    DELETION,
    ANSWER,
    EVENTS,
    HISTORY,
    CONVERSATION,
    CONVERSATIONS,
    NEXT_QUESTION,
    REPLACEMENT,
    COLLECTION,
    COLLECTIONS,
    QUESTION_OF_COLLECTION,
    CHANGE_OF_COLLECTION,
    DELETION_OF_COLLECTION
  }

  /** By an id that somebody has got to know. */
  private static final List<Way> BY_ID =
      List.copyOf(EnumSet.range(Way.DOCUMENT, Way.NEXT_QUESTION));

  @Test
  void whatAnotherTenantHasIsNeverThere() {
    for (int i = 0; i < PROBES; i++) {
      var principal = world.somebody();
      var way = world.some(BY_ID);
      assertThat(byId(way, principal, false)).isEqualTo(Got.NOTHING);
    }
  }

  @Test
  void whatOnesOwnTenantHasIsThereForWhomItIsMeant() {
    var all = EnumSet.noneOf(Got.class);
    for (int i = 0; i < PROBES_WITHIN; i++) {
      var principal = world.somebody();
      var way = world.some(List.of(Way.values()));
      all.add(
          BY_ID.contains(way)
              ? byId(way, principal, true)
              : collection(way, principal, world.some(world.collections)));
    }
    assertThat(all).containsExactlyInAnyOrder(Got.values());
  }

  @Test
  void noTextIsReachedByItsHashThroughAnotherDocument() {
    for (int i = 0; i < PROBES_WITHIN / 10; i++) {
      var principal = world.somebody();
      var own =
          world.some(world.documents.stream().filter(one -> one.isReadBy(principal)).toList());
      var other = world.some(world.documents.stream().filter(one -> !one.equals(own)).toList());
      assertThat(texts.read(principal, own.id(), 0, null, ProbedWorld.hash(own.id())).text())
          .isEqualTo(own.text());
      conflict(
          "text-not-ready",
          () -> texts.read(principal, own.id(), 0, null, ProbedWorld.hash(other.id())));
    }
  }

  private static Got byId(Way way, Principal principal, boolean own) {
    Predicate<Principal> whose = owner -> (owner.tenant() == principal.tenant()) == own;
    return way.compareTo(Way.ANSWER) < 0
        ? document(
            way,
            principal,
            world.some(
                world.documents.stream().filter(one -> whose.test(one.in().owner())).toList()))
        : answer(
            way,
            principal,
            world.some(world.answers.stream().filter(one -> whose.test(one.by())).toList()));
  }

  private static Got document(Way way, Principal principal, Held target) {
    boolean reads = target.isReadBy(principal);
    boolean changes = reads && target.in().isChangedBy(principal);
    boolean writes = way == Way.DESCRIPTION || way == Way.DELETION;
    if (writes && changes) {
      return Got.IT; // would change what is probed
    }
    var got =
        got(() ->
            switch (way) {
              case DOCUMENT ->
                  rig.library.document(principal, target.id()).id().equals(target.id());
              case TEXT ->
                  texts.read(principal, target.id(), 0, null, null).text().equals(target.text());
              case LIST ->
                  rig.library.documents(principal, null, null, Page.LIMIT_MAX).data().stream()
                      .anyMatch(one -> one.id().equals(target.id()));
              case QUESTION_OF_DOCUMENT ->
                  rig.library
                      .scope(principal, null, List.of(target.id()))
                      .documents()
                      .contains(target.id());
              case DESCRIPTION ->
                  rig.uploads
                      .describe(principal, target.id(), List.of(Metadatum.of("a", "b")), null)
                      .id()
                      .equals(target.id());
              default -> rig.deletions.delete(principal, target.id()).id().equals(target.id());
            });
    return same(got, reads ? (writes ? Got.A_REFUSAL : Got.IT) : Got.NOTHING, way, principal);
  }

  /** By its name, which every tenant has one of. */
  private static Got collection(Way way, Principal principal, Collected named) {
    var target = world.named(principal, named.name());
    boolean reads = target.isReadBy(principal);
    boolean writes =
        switch (way) {
          case REPLACEMENT, CHANGE_OF_COLLECTION, DELETION_OF_COLLECTION -> true;
          default -> false;
        };
    if (writes && target.isChangedBy(principal)) {
      return Got.IT;
    }
    var groups = new DocumentCollection.Change(null, List.of("north"), null);
    var got =
        got(() ->
            switch (way) {
              case REPLACEMENT ->
                  rig.upload(principal, named.name(), "document 1.txt", "other", null)
                      .collection()
                      .equals(named.name());
              case COLLECTION -> counted(principal, target);
              case COLLECTIONS ->
                  rig.library.collections(principal).stream()
                      .anyMatch(one -> one.id().equals(target.id()));
              case QUESTION_OF_COLLECTION ->
                  rig.library
                      .scope(principal, named.name(), List.of())
                      .collections()
                      .equals(List.of(target.id()));
              case CHANGE_OF_COLLECTION ->
                  rig.library
                      .changeCollection(principal, named.name(), groups)
                      .id()
                      .equals(target.id());
              default ->
                  rig.deletions.deleteCollection(principal, named.name()).id().equals(target.id());
            });
    return same(got, reads ? (writes ? Got.A_REFUSAL : Got.IT) : Got.NOTHING, way, principal);
  }

  private static boolean counted(Principal principal, Collected target) {
    var found = rig.library.collection(principal, target.name());
    assertThat(found.id()).isEqualTo(target.id());
    assertThat(found.documents())
        .as("seed %d, %s", SEED, principal)
        .isEqualTo(world.countedBy(principal, target));
    return true;
  }

  private static Got answer(Way way, Principal principal, Asked target) {
    var got =
        got(() ->
            switch (way) {
              case ANSWER ->
                  rig.answers.get(principal, target.id()).conversation().equals(target.talk());
              case EVENTS -> !rig.answers.events(principal, target.id()).isEmpty();
              case HISTORY -> !rig.answers.history(principal, target.talk()).isEmpty();
              case CONVERSATION ->
                  rig.answers.conversation(principal, target.talk()).answers() == 1
                      && !rig.answers.ofConversation(principal, target.talk()).isEmpty();
              case CONVERSATIONS ->
                  rig.answers.conversations(principal, null, Page.LIMIT_MAX).data().stream()
                      .anyMatch(one -> one.id().equals(target.talk()));
              default ->
                  rig.answers.conversation(principal, target.talk(), "And?").equals(target.talk());
            });
    return same(got, target.isOf(principal) ? Got.IT : Got.NOTHING, way, principal);
  }

  private static Got same(Got got, Got meant, Way way, Principal principal) {
    assertThat(got).as("seed %d, %s of %s", SEED, way, principal).isEqualTo(meant);
    return got;
  }

  private static Got got(BooleanSupplier reach) {
    try {
      return reach.getAsBoolean() ? Got.IT : Got.NOTHING;
    } catch (LibraryProblem e) {
      return switch (e.getStatusCode().value()) {
        case 403 -> Got.A_REFUSAL;
        case 404, 409 -> Got.NOTHING; // or a name that is taken
        default -> throw e;
      };
    }
  }
}
