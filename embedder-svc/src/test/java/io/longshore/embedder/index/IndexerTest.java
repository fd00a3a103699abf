package io.longshore.embedder.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.document.DocumentIndexed;
import io.longshore.contracts.document.SectionsSubmitted;
import io.longshore.contracts.question.Passage;
import io.longshore.embedder.EmbedderTest;
import io.longshore.embedder.TestDocument;
import io.longshore.embedder.WordEncoder;
import io.longshore.embedder.generations.Generations;
import io.longshore.embedder.generations.Lineups;
import io.longshore.embedder.lexical.Merger;
import io.longshore.embedder.retrieval.Asker;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.stream.Poison;
import io.longshore.runtime.tenant.TenantTransaction;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@EmbedderTest
class IndexerTest {
  private static final AtomicInteger TENANTS = new AtomicInteger(100);
  private static final List<String> TABLES =
      List.of(
          "source",
          "item",
          "description",
          "passage",
          "posting",
          "segment",
          "vector_1",
          "document_vector_1");

  @Autowired Indexer indexer;
  @Autowired Reindexer reindexer;
  @Autowired Generations generations;
  @Autowired Lineups lineups;
  @Autowired BlobStore blobs;
  @Autowired TenantTransaction transaction;
  @Autowired WordEncoder encoder;
  @Autowired Asker asker;

  private final Principal principal = new Principal(TENANTS.incrementAndGet(), "local", List.of());
  private final CollectionId collection = CollectionId.random();
  private final DocumentId document = DocumentId.random();

  /** Whose tables are called vector_1 here. */
  private int first;

  @BeforeEach
  void theFirstGeneration() {
    first = generations.current().no();
  }

  @AfterEach
  void theModelAsItWas() {
    encoder.generation = "words-1";
  }

  @Test
  void aDocumentIsFoundOnlyWhenAllItsItemsAreIn() {
    var given = document(1, story("otter", 40));
    List<SectionsSubmitted> items = given.items();
    assertThat(items).hasSizeGreaterThan(2);
    for (SectionsSubmitted item : items.subList(1, items.size())) {
      assertThat(indexer.index(item)).isInstanceOf(Outcome.Counted.class);
      assertThat(find("otter 3")).isEmpty();
    }
    Outcome last = indexer.index(items.getFirst());
    assertThat(last).isInstanceOf(Outcome.Ready.class);
    var indexed = ((Outcome.Ready) last).document();
    assertThat(indexed.passages()).isEqualTo(rows().get("passage"));
    assertThat(indexed.tokensSeen()).isEqualTo(indexed.tokensGiven()).isPositive();
    assertThat(find("otter 3"))
        .isNotEmpty()
        .allSatisfy(p ->
            assertThat(given.text().slice(p.span().start(), p.span().end())).isEqualTo(p.text()));
  }

  @Test
  void aSecondDeliveryChangesNothingAndSaysTheSame() {
    var given = document(1, story("otter", 40));
    index(given);
    Map<String, Integer> once = rows();
    int embedded = encoder.embedded.get();
    for (SectionsSubmitted item : given.items()) {
      assertThat(indexer.index(item)).isInstanceOf(Outcome.Ready.class);
    }
    assertThat(rows()).isEqualTo(once);
    assertThat(encoder.embedded).hasValue(embedded);
  }

  @Test
  void aTextThatComesAgainIsNotEmbeddedAgainUntilADocumentIsErased() {
    index(document(1, story("otter", 40)));
    var before = find("otter 3");
    int embedded = encoder.embedded.get();
    index(copyOf("otter"));
    assertThat(encoder.embedded).hasValue(embedded);
    indexer.erase(principal, document, 2);
    assertThat(find("otter 3"))
        .extracting(Passage::text)
        .containsExactlyElementsOf(before.stream().map(Passage::text).toList());
    int found = encoder.embedded.get();
    index(copyOf("otter"));
    assertThat(encoder.embedded).hasValueGreaterThan(found);
  }

  private TestDocument copyOf(String name) {
    return new TestDocument(
        blobs, principal, collection, DocumentId.random(), 1, "en", story(name, 40));
  }

  @Test
  void aNewVersionTakesThePlaceOfTheOldOneInOneStep() {
    index(document(1, story("otter", 40)));
    var second = document(2, story("badger", 40));
    List<SectionsSubmitted> items = second.items();
    items.subList(0, items.size() - 1).forEach(indexer::index);
    assertThat(find("otter")).isNotEmpty().allMatch(p -> p.text().contains("otter"));
    assertThat(find("badger")).noneMatch(p -> p.text().contains("badger"));
    indexer.index(items.getLast());
    assertThat(find("badger")).isNotEmpty().allMatch(p -> p.text().contains("badger"));
    assertThat(rows().get("source")).isOne();
    assertThat(rows().get("item")).isEqualTo(items.size());
    assertThat(rows().get("passage")).isEqualTo(rows().get("vector_1"));
  }

  @Test
  void aVersionWhoseTextIsAnotherOneThanBeforeIsRefused() {
    index(document(1, story("otter", 40)));
    Map<String, Integer> once = rows();
    assertThatThrownBy(() -> indexer.index(document(1, story("badger", 40)).items().getFirst()))
        .isInstanceOf(Poison.class);
    assertThat(rows()).isEqualTo(once);
  }

  @Test
  void whoMayReadItNowHoldsInEveryGenerationAlsoWhereItIsMadeOfWhatWasReadBefore() {
    var given = document(1, story("otter", 40));
    index(given);
    List<SectionsSubmitted> read =
        transaction.call(
            principal.tenant(),
            jdbc ->
                SourceRepository.items(
                    jdbc,
                    principal.tenant(),
                    SourceRepository.lock(jdbc, document).getFirst().no()));
    indexer.describe(given.description(1, List.of(), "crew"));
    encoder.generation = "words-2";
    indexer.index(read.getFirst());
    assertThat(restricted()).as("of both generations").containsExactly(true, true);
    indexer.describe(given.description(2, List.of()));
    assertThat(restricted()).containsExactly(false, false);
  }

  private List<Boolean> restricted() {
    return transaction.read(
        principal.tenant(),
        jdbc -> jdbc.sql("select restricted from source").query(Boolean.class).list());
  }

  @Test
  void anUnfinishedVersionIsDroppedWhenANewerOneIsReady() {
    indexer.index(document(1, story("otter", 40)).items().getFirst());
    index(document(2, story("badger", 40)));
    assertThat(rows().get("source")).isOne();
  }

  @Test
  void whatComesLateOfAnOldVersionWritesNothing() {
    var old = document(1, story("otter", 40));
    index(document(2, story("badger", 40)));
    Map<String, Integer> before = rows();
    assertThat(indexer.index(old.items().getFirst())).isInstanceOf(Outcome.Stale.class);
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void whatIsSaidLateOfAReplacedVersionIsTakenAndNotKept() {
    var old = document(1, story("otter", 40));
    index(old);
    index(document(2, story("badger", 40)));
    assertThat(indexer.describe(old.description(7, List.of(), "crew"))).isTrue();
    assertThat(
            transaction.<List<Integer>>read(
                principal.tenant(),
                jdbc -> jdbc.sql("select version from description").query(Integer.class).list()))
        .containsExactly(2);
    assertThat(restricted()).containsExactly(false);
  }

  @Test
  void aDeletedDocumentLeavesNoRowAndNothingBringsItBack() {
    var given = document(1, story("otter", 40));
    index(given);
    assertThat(indexer.erase(principal, document, 2)).isTrue();
    assertThat(rows().values()).containsOnly(0);
    assertThat(indexer.index(given.items().getFirst())).isInstanceOf(Outcome.Stale.class);
    assertThat(rows().values()).containsOnly(0);
    assertThat(indexer.erase(principal, document, 2)).as("said again").isTrue();
    assertThat(indexer.erase(principal, document, 1)).as("older than what is known").isFalse();
  }

  @Test
  void whatIsHeldOfADocumentIsCountedAlsoWhenNoSourceOwnsItAnyMore() {
    var holdings = new HoldingRepository(transaction);
    index(document(1, story("otter", 40)));
    var another = DocumentId.random();
    index(new TestDocument(blobs, principal, collection, another, 1, "en", story("elk", 2)));
    var held = holdings.of(principal, document);
    assertThat(held.keySet())
        .containsExactly(
            "sources",
            "descriptions",
            "items",
            "passages",
            "attributes",
            "readers",
            "postings",
            "vectors",
            "documentVectors");
    assertThat(held.get("passages"))
        .isPositive()
        .isLessThan((long) rows().getOrDefault("passage", 0));
    assertThat(held.get("vectors")).isEqualTo(held.get("passages"));
    indexer.erase(principal, document, 2);
    assertThat(holdings.of(principal, document).values()).containsOnly(0L);
    transaction.run(principal, jdbc -> jdbc.sql("delete from source").update());
    assertThat(holdings.of(principal, document).get("passages")).isPositive();
  }

  @Test
  void aDocumentWhoseWordsLieTogetherWithOthersIsReplacedAndErasedAsOneThatIsAlone() {
    index(document(1, story("otter", 3)));
    var another = DocumentId.random();
    index(new TestDocument(blobs, principal, collection, another, 1, "en", story("elk", 3)));
    transaction.run(
        principal,
        jdbc -> {
          jdbc.sql("delete from posting").update();
          jdbc.sql("update source set segment = null").update();
          assertThat(Merger.step(jdbc)).isEqualTo(2);
        });
    var holdings = new HoldingRepository(transaction);
    assertThat(holdings.of(principal, document).get("postings")).isPositive();
    index(document(2, story("badger", 3)));
    assertThat(find("otter 1")).noneMatch(passage -> passage.text().contains("otter"));
    assertThat(find("badger 1").getFirst().text()).contains("badger");
    assertThat(indexer.erase(principal, document, 3)).isTrue();
    assertThat(holdings.of(principal, document).values()).containsOnly(0L);
    assertThat(find("elk 1").getFirst().text()).contains("elk");
    assertThat(indexer.erase(principal, another, 2)).isTrue();
    assertThat(rows().values()).containsOnly(0);
  }

  @Test
  void aDocumentThatIsDeletedWhileAnItemIsBeingEmbeddedLeavesNothing() {
    List<SectionsSubmitted> items = document(1, story("otter", 40)).items();
    indexer.index(items.getFirst());
    encoder.meanwhile.set(() -> assertThat(indexer.erase(principal, document, 2)).isTrue());
    assertThat(indexer.index(items.get(1))).isInstanceOf(Outcome.Stale.class);
    assertThat(rows().values()).containsOnly(0);
  }

  @Test
  void theSameItemInTwoHandsAtOnceIsCountedOnce() {
    List<SectionsSubmitted> items = document(1, story("otter", 40)).items();
    encoder.meanwhile.set(() -> indexer.index(items.getFirst()));
    assertThat(indexer.index(items.getFirst())).isEqualTo(new Outcome.Counted(1, items.size()));
    assertThat(rows().get("passage")).isEqualTo(rows().get("vector_1"));
    items.subList(1, items.size()).forEach(indexer::index);
    assertThat(rows().get("item")).isEqualTo(items.size());
    assertThat(find("otter 3")).isNotEmpty();
  }

  @Test
  void aDeletionTakesThePassagesOfEveryGeneration() {
    List<SectionsSubmitted> items = document(1, story("otter", 40)).items();
    items.forEach(indexer::index);
    encoder.generation = "words-2";
    indexer.index(items.getFirst());
    assertThat(rows().get("source")).isEqualTo(2);
    assertThat(indexer.erase(principal, document, 2)).isTrue();
    assertThat(new HoldingRepository(transaction).of(principal, document).values())
        .containsOnly(0L);
  }

  @Test
  void aDocumentWhoseLastItemCameInAnotherGenerationIsSaidToBeReadyWhenTheRestIsBroughtOver() {
    List<SectionsSubmitted> items = document(1, story("otter", 40)).items();
    items.subList(0, items.size() - 1).forEach(indexer::index);
    encoder.generation = "words-2";
    assertThat(indexer.index(items.getLast())).isInstanceOf(Outcome.Counted.class);
    List<DocumentIndexed> ready = new ArrayList<>();
    new Reindexer(transaction, generations, lineups, indexer, ready::add, InstantSource.system())
        .run();
    assertThat(ready).filteredOn(d -> d.document().equals(document)).hasSize(1);
    assertThat(rows().get("source")).isOne();
  }

  @Test
  void aTenantNeitherFindsNorSeesWhatIsAnothers() {
    index(document(1, story("otter", 40)));
    var other = new Principal(TENANTS.incrementAndGet(), "local", List.of());
    assertThat(Asker.retrieved(asker.ask(other, collection, "otter")).passages()).isEmpty();
    assertThat(rows(other.tenant()).values()).containsOnly(0);
    assertThat(indexer.erase(other, document, 9)).isTrue();
    assertThat(rows().get("passage")).isPositive();
  }

  @Test
  void whatWasIndexedWithAnotherModelIsFoundByItsWordsUntilItIsBroughtOver() {
    index(document(1, story("otter", 40)));
    encoder.generation = "words-2";
    var meanwhile = asker.ask(principal, collection, "otter 3");
    assertThat(meanwhile.degraded()).containsExactly("embedder:reindexing");
    assertThat(Asker.retrieved(meanwhile).passages())
        .isNotEmpty()
        .allMatch(p -> p.dense() == null && p.lexical() != null);
    reindexer.run();
    var after = asker.ask(principal, collection, "otter 3");
    assertThat(after.degraded()).isEmpty();
    assertThat(Asker.retrieved(after).generation()).startsWith("words-2");
    assertThat(Asker.retrieved(after).passages()).isNotEmpty().allMatch(p -> p.dense() != null);
    assertThat(rows().get("vector_1")).as("vectors of the old model").isZero();
    assertThat(rows().get("source")).isOne();
  }

  @Test
  void aDocumentThatWasHalfInWhenTheModelChangedIsCompletedInTheNewGeneration() {
    List<SectionsSubmitted> items = document(1, story("otter", 40)).items();
    indexer.index(items.getFirst());
    encoder.generation = "words-2";
    reindexer.run();
    List<Outcome> rest = new ArrayList<>();
    items.subList(1, items.size()).forEach(item -> rest.add(indexer.index(item)));
    assertThat(rest.getLast()).isInstanceOf(Outcome.Ready.class);
    assertThat(rows().get("source")).isOne();
  }

  private TestDocument document(int version, String text) {
    return new TestDocument(blobs, principal, collection, document, version, "en", text);
  }

  private void index(TestDocument given) {
    Outcome last = new Outcome.Stale();
    for (SectionsSubmitted item : given.items()) {
      last = indexer.index(item);
    }
    assertThat(last).isInstanceOf(Outcome.Ready.class);
  }

  private List<Passage> find(String question) {
    return Asker.retrieved(asker.ask(principal, collection, question)).passages();
  }

  private Map<String, Integer> rows() {
    return rows(principal.tenant());
  }

  private Map<String, Integer> rows(int tenant) {
    Map<String, Integer> rows = new TreeMap<>();
    for (String table : TABLES) {
      rows.put(
          table,
          transaction.read(
              tenant,
              jdbc ->
                  jdbc.sql("select count(*) from " + table.replace("_1", "_" + first))
                      .query(Integer.class)
                      .single()));
    }
    return rows;
  }

  /** Sections about one animal, each with words that no other section has. */
  private static String story(String animal, int sections) {
    var story = new StringBuilder();
    for (int i = 0; i < sections; i++) {
      story.append("# Chapter ").append(i).append('\n');
      for (int sentence = 0; sentence < 12; sentence++) {
        story.append("The %s %d went to river number%d and ate. ".formatted(animal, i, sentence));
      }
      story.append("\n\n");
    }
    return story.toString();
  }
}
