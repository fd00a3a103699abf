package io.longshore.embedder.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.document.SectionsSubmitted;
import io.longshore.embedder.EmbedderTest;
import io.longshore.embedder.TestDocument;
import io.longshore.embedder.WordEncoder;
import io.longshore.embedder.embedding.DocumentMode;
import io.longshore.embedder.embedding.EmbeddingProperties;
import io.longshore.embedder.embedding.PassageMode;
import io.longshore.embedder.generations.Generations;
import io.longshore.embedder.passages.PassageProperties;
import io.longshore.inference.call.ModelUnavailable;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.stream.Poison;
import io.longshore.runtime.tenant.TenantTransaction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@EmbedderTest
class DocumentVectorsTest {
  private static final AtomicInteger TENANTS = new AtomicInteger(300);
  private static final PassageProperties PASSAGES = new PassageProperties(32, 32);

  @Autowired BlobStore blobs;
  @Autowired TenantTransaction transaction;

  private final WordEncoder encoder = new WordEncoder(384);
  private final Principal principal = new Principal(TENANTS.incrementAndGet(), "local", List.of());
  private final DocumentId document = DocumentId.random();

  private record Row(int start, int end, int seen, int given, double meanCosine) {}

  @Test
  void aShortDocumentHasOneVectorThatIsTheMeanOfItsPassages() {
    var how = properties(DocumentMode.PASSAGES, 2_048, 64);
    TestDocument given = document(1, words(0, 200));
    index(how, given);
    assertThat(rows(how))
        .singleElement()
        .satisfies(row -> {
          assertThat(row.start()).isZero();
          assertThat(row.end()).isEqualTo(given.text().length());
          assertThat(row.given()).isEqualTo(200);
          assertThat(row.seen()).isEqualTo(200);
          assertThat(row.meanCosine()).isCloseTo(1, within(1e-3));
        });
    assertThat(encoder.priorities).as("calls of the model").hasSize(given.items().size());
  }

  @Test
  void aLongDocumentHasAVectorForEachOfItsPartsWhichCoverItInOrder() {
    var how = properties(DocumentMode.PASSAGES, 512, 64);
    TestDocument given = document(1, words(0, 2_000));
    index(how, given);
    List<Row> rows = rows(how);
    assertThat(rows).hasSize(4);
    assertThat(rows).extracting(Row::given).allMatch(tokens -> tokens > 400 && tokens < 600);
    assertThat(rows.stream().mapToInt(Row::given).sum()).isEqualTo(2_000);
    assertThat(rows.getFirst().start()).isZero();
    assertThat(rows.getLast().end()).isEqualTo(given.text().length());
    for (int i = 1; i < rows.size(); i++) {
      assertThat(rows.get(i).start()).isGreaterThanOrEqualTo(rows.get(i - 1).end());
    }
  }

  @Test
  void aVeryLongDocumentHasLongerPartsInsteadOfMoreVectors() {
    var how = properties(DocumentMode.PASSAGES, 512, 2);
    index(how, document(1, words(0, 2_000)));
    assertThat(rows(how)).hasSize(2).extracting(Row::given).allMatch(tokens -> tokens > 900);
  }

  @Test
  void aModeForLongTextsReadsTheKeptTextOnceMoreAndSaysWhatItSaw() {
    var how = properties(DocumentMode.NONE, 1_024, 64);
    TestDocument given = document(1, words(0, 2_000));
    index(how, given);
    assertThat(rows(how))
        .hasSize(3)
        .allSatisfy(row -> {
          assertThat(row.seen()).isEqualTo(WordEncoder.WINDOW);
          assertThat(row.given()).isGreaterThan(WordEncoder.WINDOW).isLessThan(1_024);
        });
    assertThat(encoder.priorities).hasSize(given.items().size() + 1);
  }

  @Test
  void ofAModeOnlyTheFirstPartsAreRead() {
    var how = properties(DocumentMode.NONE, 1_024, 1);
    index(how, document(1, words(0, 2_000)));
    assertThat(rows(how)).singleElement().matches(row -> row.start() == 0 && row.given() < 1_024);
  }

  @Test
  void aModeThatTheModelCannotIsRefusedBeforeAnythingIsWritten() {
    var how = properties(DocumentMode.GP, 2_048, 64);
    assertThatThrownBy(() -> index(how, document(1, words(0, 50))))
        .isInstanceOfSatisfying(
            Poison.class, e -> assertThat(e.code()).isEqualTo("long-mode-refused"))
        .hasMessageContaining("gp");
    assertThat(sources()).isZero();
  }

  @Test
  void anItemThatComesAgainAfterADocumentsVectorsCouldNotBeMadeMakesThem() {
    var how = properties(DocumentMode.NONE, 1_024, 64);
    List<SectionsSubmitted> items = document(1, words(0, 100)).items();
    assertThat(items).hasSize(1);
    encoder.meanwhile.set(() ->
        encoder.meanwhile.set(() -> {
          throw new ModelUnavailable("gone", null);
        }));
    assertThatThrownBy(() -> indexer(how).index(items.getFirst())).hasMessage("gone");
    assertThat(rows(how)).isEmpty();
    assertThat(indexer(how).index(items.getFirst())).isInstanceOf(Outcome.Ready.class);
    assertThat(rows(how)).hasSize(1);
  }

  @Test
  void aNewVersionAndADeletionTakeTheVectorsOfTheOldOneAway() {
    var how = properties(DocumentMode.PASSAGES, 512, 64);
    index(how, document(1, words(0, 2_000)));
    index(how, document(2, words(5_000, 100)));
    assertThat(rows(how)).hasSize(1);
    indexer(how).erase(principal, document, 3);
    assertThat(rows(how)).isEmpty();
  }

  @Test
  void anotherModeIsAnotherGenerationThatTakesThePlaceOfTheOldOne() {
    var pooled = properties(DocumentMode.PASSAGES, 512, 64);
    var read = properties(DocumentMode.NONE, 1_024, 64);
    TestDocument given = document(1, words(0, 2_000));
    index(pooled, given);
    assertThat(generations(read).current().no()).isNotEqualTo(generations(pooled).current().no());
    index(read, given);
    assertThat(rows(pooled)).isEmpty();
    assertThat(rows(read)).hasSize(3);
  }

  @Test
  void aVersionThatAnotherGenerationTookWhileItsTextWasReadAgainIsNotTakenBackEmpty() {
    var read = properties(DocumentMode.NONE, 1_024, 64);
    var pooled = properties(DocumentMode.PASSAGES, 512, 64);
    TestDocument given = document(1, words(0, 100));
    encoder.meanwhile.set(() -> encoder.meanwhile.set(() -> index(pooled, given)));
    assertThat(indexer(read).index(given.items().getFirst())).isInstanceOf(Outcome.Stale.class);
    assertThat(rows(pooled)).hasSize(1);
    assertThat(sources()).isOne();
  }

  private TestDocument document(int version, String text) {
    return new TestDocument(blobs, principal, CollectionId.random(), document, version, "en", text);
  }

  /** Numbered words in sentences of about ten tokens and paragraphs of about a hundred. */
  private static String words(int from, int count) {
    var text = new StringBuilder();
    for (int i = 1; i <= count; i++) {
      boolean ends = i % 10 == 0;
      text.append(ends ? "." : "word" + (from + i));
      text.append(i % 100 == 0 && i < count ? "\n\n" : ends ? " " : i % 10 == 9 ? "" : " ");
    }
    return text.toString().strip();
  }

  private void index(EmbeddingProperties how, TestDocument given) {
    Indexer indexer = indexer(how);
    Outcome last = new Outcome.Stale();
    for (SectionsSubmitted item : given.items()) {
      last = indexer.index(item);
    }
    assertThat(last).isInstanceOf(Outcome.Ready.class);
  }

  private Indexer indexer(EmbeddingProperties how) {
    return TestIndexer.of(transaction, blobs, encoder, PASSAGES, how);
  }

  private Generations generations(EmbeddingProperties how) {
    return new Generations(transaction, encoder, PASSAGES, how);
  }

  private static EmbeddingProperties properties(DocumentMode mode, int partTokens, int vectors) {
    return new EmbeddingProperties(
        Duration.ofMinutes(1), PassageMode.SEPARATE, mode, partTokens, vectors);
  }

  private int sources() {
    return transaction.read(
        principal, jdbc -> jdbc.sql("select count(*) from source").query(Integer.class).single());
  }

  /** With the cosine to the mean of the passages that stand in each part. */
  private List<Row> rows(EmbeddingProperties how) {
    int generation = generations(how).current().no();
    return transaction.read(
        principal,
        jdbc ->
            jdbc.sql(
                    """
                    select d."start", d."end", d.tokens_seen, d.tokens_given, 1 - (d.embedding <=> (
                        select avg(v.embedding) from passage p
                        join vector_%1$d v using (source, ordinal)
                        where p.source = d.source and p."start" >= d."start"
                          and p."start" < d."end"))
                    from document_vector_%1$d d order by d.source, d.part
                    """
                        .formatted(generation))
                .query((row, number) ->
                    new Row(
                        row.getInt(1),
                        row.getInt(2),
                        row.getInt(3),
                        row.getInt(4),
                        row.getDouble(5)))
                .list());
  }
}
