package io.longshore.embedder.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.embedder.EmbedderTest;
import io.longshore.embedder.TestDocument;
import io.longshore.embedder.WordEncoder;
import io.longshore.embedder.generations.Generations;
import io.longshore.embedder.generations.Lineups;
import io.longshore.embedder.retrieval.Asker;
import io.longshore.inference.call.ModelRefused;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.blob.BlobUnavailable;
import io.longshore.runtime.tenant.TenantTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;

@EmbedderTest
class ReindexerTest {
  private static final AtomicInteger TENANTS = new AtomicInteger(6200);

  @Autowired TenantTransaction transaction;
  @Autowired Generations generations;
  @Autowired Lineups lineups;
  @Autowired Indexer indexer;
  @Autowired WordEncoder encoder;
  @Autowired BlobStore blobs;
  @Autowired Asker asker;

  private final Principal principal = new Principal(TENANTS.incrementAndGet(), "local", List.of());
  private final List<CollectionId> collections =
      Stream.generate(CollectionId::random).limit(2).sorted(this::asTheDatabase).toList();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final List<String> read = new ArrayList<>();
  private Reindexer reindexer;
  private Leases leases;

  @BeforeEach
  void documentsOfAnOldModel() {
    leases = new Leases(transaction);
    reindexer = new Reindexer(transaction, generations, lineups, indexer, ready -> {}, now::get);
    for (CollectionId collection : collections) {
      index(collection, "Otters of %s swim far.".formatted(name(collection)));
      index(collection, "Badgers of %s dig deep.".formatted(name(collection)));
    }
    encoder.generation = "words-2";
  }

  @AfterEach
  void theModelAsItWas() {
    encoder.generation = "words-1";
    encoder.reading = text -> {};
  }

  @Test
  void aDocumentThatTheModelRefusesKeepsNoOtherOneWaiting() {
    failing(new ModelRefused("not this one", null));
    reindexer.run();
    assertThat(old()).isOne();
    encoder.reading = text -> {};
    reindexer.run();
    assertThat(old()).isZero();
  }

  @Test
  void aDocumentThatTheDatabaseDoesNotTakeKeepsNoOtherOneWaiting() {
    failing(new DataIntegrityViolationException("not this one"));
    reindexer.run();
    assertThat(old()).isOne();
  }

  @Test
  void aCollectionWhoseTextsAreAwayKeepsNoOtherOneWaiting() {
    failing(new BlobUnavailable("not now", null));
    reindexer.run();
    assertThat(old()).isEqualTo(2);
    assertThat(asker.ask(principal, collections.getLast(), "otters").degraded()).isEmpty();
    encoder.reading = text -> {};
    reindexer.run();
    assertThat(old()).isZero();
  }

  @Test
  void aTextThatCanNeverBeReadKeepsNoOtherOneOfItsCollectionWaiting() {
    failing(new BlobUnavailable("not now", null));
    reindexer.run();
    assertThat(old()).isEqualTo(2);
    reindexer.run();
    assertThat(old()).isOne();
  }

  @Test
  void aCollectionThatFailsIsTriedAgainWithoutALookThroughAllOthers() {
    failing(new BlobUnavailable("not now", null));
    reindexer.run();
    reindexer.run();
    encoder.generation = "words-1";
    index(collections.getLast(), "Foxes come late.");
    encoder.generation = "words-2";
    now.updateAndGet(time -> time.plus(Attempts.FIRST));
    reindexer.run();
    assertThat(old()).isEqualTo(2);
    now.updateAndGet(time -> time.plus(Reindexer.LOOK_EVERY));
    reindexer.run();
    assertThat(old()).isOne();
  }

  @Test
  void aDocumentThatIsRefusedAgainAndAgainIsTriedMoreAndMoreSeldom() {
    failing(new ModelRefused("not this one", null));
    for (int i = 0; i < 2; i++) {
      reindexer.run();
      assertThat(old()).isOne();
    }
    encoder.reading = text -> {};
    reindexer.run();
    assertThat(old()).isOne();
    now.updateAndGet(time -> time.plus(Reindexer.LOOK_EVERY));
    reindexer.run();
    assertThat(old()).isZero();
  }

  @Test
  void ofTwoInstancesOneBringsACollectionOverAndWhenItIsGoneTheOtherGoesOn() {
    var watched = new WatchedTransaction(transaction, principal.tenant());
    var other = new Reindexer(watched, generations, lineups, indexer, ready -> {}, now::get);
    onceOttersAreRead(() -> {
      leases.endIn("1 h");
      other.run();
      assertThat(old()).as("of the first collection").isEqualTo(2);
      assertThat(read).hasSize(1 + 2);
      leases.endIn("-1 h");
      reindexer.renew();
      assertThat(leases.ofMoreThan("-30 minutes")).isOne();
      leases.endIn("1 h");
      other.run();
      assertThat(read).hasSize(1 + 2);
      watched.reads = 0;
      other.run();
      assertThat(watched.reads).as("which collections there are, and nothing of this one").isOne();
      leases.endIn("-1 s");
      other.run();
      assertThat(old()).isZero();
    });
    reindexer.run();
    assertThat(old()).isZero();
    assertThat(read).as("only what was just being read is read twice").hasSize(1 + 4);
  }

  @Test
  void anInstanceThatHasLostItsLeaseLeavesTheRestToTheOther() {
    var other = new BuildRepository(transaction);
    onceOttersAreRead(() -> {
      leases.endIn("1 h");
      assertThat(other.claim(principal.tenant(), collections.getFirst())).isFalse();
      leases.endIn("-1 s");
      assertThat(other.claim(principal.tenant(), collections.getFirst())).isTrue();
      leases.endIn("1 h");
    });
    reindexer.run();
    assertThat(old()).as("badgers of the first collection").isOne();
    reindexer.run();
    assertThat(old()).as("it took nothing away from the other").isOne();
    assertThat(read).hasSize(3);
    other.release(principal.tenant(), collections.getFirst());
    failing("Badgers", new ModelRefused("not this one", null));
    reindexer.run();
    assertThat(old()).isOne();
    encoder.reading = text -> {};
    reindexer.run();
    assertThat(old()).as("what it left to the other was no attempt").isZero();
  }

  /** Those of the first collection. */
  private void onceOttersAreRead(Runnable work) {
    String otters = "Otters of " + name(collections.getFirst());
    encoder.reading =
        text -> {
          if (collections.stream().anyMatch(collection -> text.contains(name(collection)))) {
            read.add(text);
            if (text.contains(otters) && read.size() == 1) {
              work.run();
            }
          }
        };
  }

  private int asTheDatabase(CollectionId one, CollectionId other) {
    return one.toString().compareTo(other.toString());
  }

  private static String name(CollectionId collection) {
    return "place" + collection.toString().replace("-", "");
  }

  /** The otters of the first collection. */
  private void failing(RuntimeException why) {
    failing("Otters", why);
  }

  private void failing(String who, RuntimeException why) {
    String them = who + " of " + name(collections.getFirst());
    encoder.reading =
        text -> {
          if (text.contains(them)) {
            throw why;
          }
        };
  }

  private void index(CollectionId collection, String text) {
    new TestDocument(blobs, principal, collection, DocumentId.random(), 1, "en", text)
        .items()
        .forEach(indexer::index);
  }

  /** Sources that are not of the model of now, and documents that are in no other. */
  private int old() {
    return Objects.requireNonNull(
        transaction.read(
            principal,
            jdbc ->
                jdbc.sql("select count(*) from source where live and generation <> :standard")
                    .param("standard", generations.current().no())
                    .query(Integer.class)
                    .single()));
  }
}
