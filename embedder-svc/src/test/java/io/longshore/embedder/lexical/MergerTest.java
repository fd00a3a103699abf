package io.longshore.embedder.lexical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.longshore.contracts.DocumentId;
import io.longshore.embedder.EmbedderTest;
import io.longshore.embedder.lexical.StoredDocuments.Stored;
import io.longshore.embedder.passages.PassageKey;
import io.longshore.runtime.tenant.TenantTransaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@EmbedderTest
class MergerTest {
  private static final AtomicInteger TENANTS = new AtomicInteger(61_000);
  private static final String QUESTION = "otter badger elk 3.5";

  @Autowired TenantTransaction transaction;

  private int tenant;
  private StoredDocuments documents;

  @BeforeEach
  void aTenant() {
    tenant = TENANTS.incrementAndGet();
    documents = new StoredDocuments(transaction, tenant);
  }

  private record Scored(
      PassageKey passage,
      double score,
      double coverage,
      double document,
      double documentCoverage) {}

  @Test
  void everyScoreIsTheSameBeforeAndAfter() {
    List<Stored> stored = many(Merger.MANY);
    List<DocumentId> few = stored.subList(20, 60).stream().map(Stored::document).toList();
    List<Scored> all = scored(List.of());
    List<Scored> someAlone = scored(few);
    assertThat(all).hasSizeGreaterThan(someAlone.size());
    assertThat(documents.merge()).isEqualTo(Merger.MANY);
    assertThat(documents.count("segment")).isOne();
    assertThat(scored(List.of())).isEqualTo(all);
    assertThat(scored(few)).isEqualTo(someAlone);
    assertThat(documents.count("posting")).as("rows").isLessThan(100);
  }

  /** The tokenizer takes such an identifier for a word: two terms at one place. */
  @Test
  void anIdentifierThatIsAWordTooCountsAsTwoWhereverItsPostingsAre() {
    Stored first = documents.add("elk 3.14", "otter");
    many(Merger.MANY - 2);
    Stored last = documents.add("badger", "badger 3.14", "3.14 heron");
    // 5 passages, 3 hold it, of 3 terms each where 2.2 are the average
    double score = 2 * Math.log(1 + 2.5 / 3.5) * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 3 / 2.2));
    for (int moved : new int[] {0, Merger.MANY}) {
      assertThat(moved == 0 ? 0 : documents.merge()).isEqualTo(moved);
      List<Scored> found = scored(documents, "3.14", List.of(first.document(), last.document()));
      assertThat(found)
          .extracting(Scored::passage)
          .containsExactly(first.passage(0), last.passage(1), last.passage(2));
      assertThat(found)
          .allSatisfy(s -> {
            assertThat(s.score()).isCloseTo(score, within(1e-5));
            assertThat(s.coverage()).isEqualTo(1);
          });
    }
  }

  @Test
  void whatIsAddedLaterGoesToTheEndOfTheSameSegment() {
    many(Merger.MANY);
    documents.merge();
    Stored late = documents.add("an otter and a wolverine");
    assertThat(documents.merge()).as("too few").isZero();
    assertThat(documents.best("wolverine", 10)).containsExactly(late.passage(0));
    many(Merger.MANY);
    List<Scored> before = scored(List.of());
    assertThat(documents.merge()).isEqualTo(Merger.MANY + 1);
    assertThat(documents.count("segment")).isOne();
    assertThat(documents.best("wolverine", 10)).containsExactly(late.passage(0));
    assertThat(scored(List.of())).isEqualTo(before);
  }

  @Test
  void anErasedDocumentIsGoneAtOnceAndTheOthersScoreAsIfItHadNeverBeenThere() {
    List<Stored> stored = many(Merger.MANY + 2);
    Stored only = documents.add("wolverine otter", "nothing else");
    documents.merge();
    documents.erase(only, stored.getFirst(), stored.get(50));
    assertThat(documents.best("wolverine", 10)).isEmpty();
    List<Scored> left = scored(List.of());
    assertThat(left).noneMatch(s -> s.passage().source() == stored.get(50).source());
    var never = new StoredDocuments(transaction, TENANTS.incrementAndGet());
    never.addAll(
        IntStream.range(0, stored.size())
            .filter(i -> i != 0 && i != 50)
            .mapToObj(MergerTest::passages)
            .toList());
    assertThat(left)
        .extracting(Scored::score, Scored::document)
        .containsExactlyElementsOf(
            scored(never, QUESTION, List.of()).stream()
                .map(s -> tuple(s.score(), s.document()))
                .toList());
  }

  @Test
  void whenTheLastDocumentIsErasedNoRowIsLeft() {
    List<Stored> stored = many(Merger.MANY);
    documents.merge();
    documents.erase(stored.toArray(Stored[]::new));
    assertThat(documents.count("posting")).isZero();
    assertThat(documents.count("segment")).isZero();
  }

  @Test
  void aSegmentThatIsMostlyEmptyIsMadeAnew() {
    String[] filler = Collections.nCopies(Merger.ALONE - 1, "filler").toArray(String[]::new);
    Stored[] large = {documents.add(filler), documents.add(filler)};
    many(Merger.MANY);
    documents.merge();
    documents.erase(large);
    List<Scored> before = scored(List.of());
    assertThat(documents.merge()).isEqualTo(Merger.MANY);
    assertThat(documents.merge()).isZero();
    assertThat(documents.count("segment where places = passages")).isOne();
    assertThat(scored(List.of())).isEqualTo(before);
  }

  @Test
  void aLargeSegmentIsMadeAnewStepByStepAndEachLeavesTheScoresAsTheyWere() {
    String[] filler = Collections.nCopies(Merger.ALONE - 1, "filler").toArray(String[]::new);
    Stored[] large = {documents.add(filler), documents.add(filler)};
    List<Stored> stored = many(Merger.MANY);
    documents.merge();
    documents.erase(large);
    List<Scored> before = scored(List.of());
    int moved = 0;
    while (moved < Merger.MANY) {
      int step = transaction.call(tenant, jdbc -> Merger.stepUpTo(50, jdbc));
      assertThat(step).isBetween(1, Merger.MANY / 2);
      assertThat(scored(List.of())).isEqualTo(before);
      moved += step;
    }
    assertThat(documents.count("segment where places = passages")).isOne();
    assertThat(documents.merge()).isZero();
    documents.erase(stored.toArray(Stored[]::new));
    assertThat(documents.count("posting")).isZero();
  }

  @Test
  void documentsWhoseWordsAreNotWrittenYetAreWrittenHoweverFewTheyAre() {
    Stored few = documents.addUnwritten("wolverine");
    Stored large =
        documents.addUnwritten(Collections.nCopies(Merger.ALONE, "marten").toArray(String[]::new));
    assertThat(documents.best("wolverine marten", 10)).isEmpty();
    assertThat(documents.merge()).isEqualTo(2);
    assertThat(documents.best("wolverine", 10)).containsExactly(few.passage(0));
    assertThat(documents.best("marten", 1)).containsExactly(large.passage(0));
  }

  @Test
  void aStepEndsInTimeWhateverIsToBeWritten() {
    documents.addUnwritten(Collections.nCopies(Merger.ALONE, "marten").toArray(String[]::new));
    documents.addUnwritten(Collections.nCopies(10_000, "wolverine").toArray(String[]::new));
    assertThat(transaction.call(tenant, Merger::step)).isOne();
    assertThat(documents.best("marten", 1)).hasSize(1);
    assertThat(documents.best("wolverine", 1)).isEmpty();
  }

  @Test
  void anotherTenantsDocumentsAreNeitherMergedNorSeen() {
    many(Merger.MANY);
    var other = new StoredDocuments(transaction, TENANTS.incrementAndGet());
    other.add("otter");
    assertThat(other.merge()).isZero();
    documents.merge();
    assertThat(other.count("segment")).isZero();
    assertThat(other.count("posting")).isOne();
  }

  @Test
  void twoInstancesDoNotMergeTheSameTenantAtOnce() {
    many(Merger.MANY);
    int other =
        transaction.call(
            tenant,
            jdbc -> {
              assertThat(MergeRepository.lock(jdbc)).isTrue();
              return CompletableFuture.supplyAsync(documents::merge).join();
            });
    assertThat(other).isZero();
    assertThat(documents.merge()).isEqualTo(Merger.MANY);
  }

  /**
   * Writers, erasers, mergers and readers at once: what stays is what was written and not erased.
   */
  @Test
  void nothingIsLostOrKeptWhateverHappensAtOnce() {
    List<Stored> doomed = many(Merger.MANY);
    Stored keeper = documents.add("wolverine");
    var writer = CompletableFuture.supplyAsync(() -> many(Merger.MANY));
    var eraser =
        CompletableFuture.runAsync(() -> {
          for (int from = 0; from < doomed.size(); from += 10) {
            documents.erase(doomed.subList(from, from + 10).toArray(Stored[]::new));
          }
        });
    var merger =
        CompletableFuture.runAsync(() -> {
          while (!writer.isDone() || !eraser.isDone()) {
            documents.merge();
          }
        });
    while (!merger.isDone()) {
      assertThat(documents.best("wolverine", 10)).containsExactly(keeper.passage(0));
    }
    eraser.join();
    merger.join();
    documents.merge();
    List<Integer> found =
        documents.best("otter", 1_000).stream().map(PassageKey::source).distinct().toList();
    assertThat(found)
        .containsExactlyInAnyOrderElementsOf(writer.join().stream().map(Stored::source).toList());
    var all = new ArrayList<>(writer.join());
    all.add(keeper);
    documents.erase(all.toArray(Stored[]::new));
    assertThat(documents.count("posting")).isZero();
  }

  private List<Stored> many(int count) {
    return documents.addAll(IntStream.range(0, count).mapToObj(MergerTest::passages).toList());
  }

  /** One to three passages; an otter in every document. */
  private static String[] passages(int seed) {
    var random = new SplittableRandom(seed);
    String[] passages = new String[1 + random.nextInt(3)];
    for (int i = 0; i < passages.length; i++) {
      passages[i] =
          "otter ".repeat(i == 0 ? 1 + random.nextInt(3) : random.nextInt(2))
              + (random.nextInt(4) == 0 ? "badger " : "heron ")
              + "elk 3."
              + random.nextInt(10)
              + " filler".repeat(random.nextInt(20));
    }
    return passages;
  }

  private List<Scored> scored(List<DocumentId> only) {
    return scored(documents, QUESTION, only);
  }

  private static List<Scored> scored(StoredDocuments of, String question, List<DocumentId> only) {
    return of.ask(
        question,
        only,
        1_000_000,
        (scores, jdbc) ->
            scores.best(jdbc, 1_000).stream()
                .map(key ->
                    new Scored(
                        key,
                        scores.score(key),
                        scores.coverage(key),
                        scores.document(key),
                        scores.documentCoverage(key)))
                .sorted(
                    Comparator.comparingInt((Scored s) -> s.passage().source())
                        .thenComparingInt(s -> s.passage().ordinal()))
                .toList());
  }
}
