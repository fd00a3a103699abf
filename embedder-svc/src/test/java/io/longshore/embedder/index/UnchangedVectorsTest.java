package io.longshore.embedder.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.document.DocumentIndexed;
import io.longshore.contracts.document.SectionsSubmitted;
import io.longshore.embedder.EmbedderTest;
import io.longshore.embedder.TestDocument;
import io.longshore.embedder.WordEncoder;
import io.longshore.embedder.embedding.DocumentMode;
import io.longshore.embedder.embedding.EmbeddingProperties;
import io.longshore.embedder.embedding.PassageMode;
import io.longshore.embedder.generations.Generations;
import io.longshore.embedder.passages.PassageProperties;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.tenant.TenantTransaction;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Nothing is remembered in memory: what the model doesn't read again comes from the index. */
@EmbedderTest
class UnchangedVectorsTest {
  private static final AtomicInteger TENANTS = new AtomicInteger(700);
  private static final PassageProperties PASSAGES = new PassageProperties(64, 32);
  private static final int CHAPTERS = 30;

  @Autowired BlobStore blobs;
  @Autowired TenantTransaction transaction;

  private final WordEncoder encoder = new WordEncoder(384);
  private final Principal principal = new Principal(TENANTS.incrementAndGet(), "local", List.of());
  private final DocumentId document = DocumentId.random();

  @Test
  void ofANewVersionTheModelReadsOnlyThePassagesThatChanged() {
    EmbeddingProperties how = how(PassageMode.SEPARATE, 64);
    DocumentIndexed first = index(how, 1, book());
    Map<String, String> before = vectors(how);
    int read = encoder.embedded.get();

    DocumentIndexed second = index(how, 2, book().replace("otter 17 ", "eagle 17 "));

    Map<String, String> after = vectors(how);
    Set<String> changed = new HashSet<>(after.keySet());
    changed.removeAll(before.keySet());
    assertThat(changed).isNotEmpty().allMatch(passage -> passage.contains("eagle"));
    assertThat(encoder.embedded.get() - read).isEqualTo(changed.size());
    after.keySet().removeAll(changed);
    assertThat(before).hasSizeGreaterThan(CHAPTERS).containsAllEntriesOf(after);
    assertThat(second.tokensSeen()).isEqualTo(first.tokensSeen());
    assertThat(second.tokensGiven()).isEqualTo(first.tokensGiven());
  }

  @Test
  void aPassageUnderAnotherHeadingIsReadAgain() {
    EmbeddingProperties how = how(PassageMode.SEPARATE, 64);
    index(how, 1, book());
    int read = encoder.embedded.get();
    index(how, 2, book().replace("# Chapter 17\n", "# Epilogue 17\n"));
    assertThat(encoder.embedded.get() - read)
        .isEqualTo(
            vectors(how).keySet().stream().filter(it -> it.contains("Epilogue 17\n")).count())
        .isPositive();
  }

  @Test
  void aGenerationThatReadsPassagesAlikeTakesTheirVectorsOver() {
    EmbeddingProperties how = how(PassageMode.SEPARATE, 64);
    index(how, 1, book());
    Map<String, String> before = vectors(how);
    int read = encoder.embedded.get();
    EmbeddingProperties other = how(PassageMode.SEPARATE, 32);
    index(other, 1, book());
    assertThat(vectors(other)).isEqualTo(before);
    assertThat(encoder.embedded).hasValue(read);
  }

  @Test
  void aGenerationOfAnotherModelOrAnotherWayOfReadingTakesNone() {
    index(how(PassageMode.SEPARATE, 64), 1, book());
    int read = encoder.embedded.get();
    encoder.generation = "words-2";
    index(how(PassageMode.SEPARATE, 64), 1, book());
    assertThat(encoder.embedded).hasValue(2 * read);
    int calls = encoder.priorities.size();
    index(how(PassageMode.LATE, 64), 1, book());
    assertThat(encoder.priorities).hasSizeGreaterThan(calls);
  }

  @Test
  void ofPassagesThatAreReadLateAllOfAnItemAreReadAgainWhereOneChanged() {
    EmbeddingProperties how = how(PassageMode.LATE, 64);
    index(how, 1, book());
    Map<String, String> before = vectors(how);
    int items = encoder.priorities.size();
    assertThat(items).isGreaterThan(2);

    index(how, 2, book().replace("otter 17 ", "eagle 17 "));

    assertThat(encoder.priorities).hasSize(items + 1);
    Map<String, String> after = vectors(how);
    assertThat(after).hasSameSizeAs(before);
    assertThat(after.entrySet())
        .as("the same text, elsewhere around it")
        .anyMatch(it -> before.containsKey(it.getKey()) && !before.containsValue(it.getValue()));
    after.entrySet().retainAll(before.entrySet());
    assertThat(after).hasSizeGreaterThan(before.size() / 2);
  }

  private static EmbeddingProperties how(PassageMode mode, int documentVectors) {
    return new EmbeddingProperties(
        Duration.ofMinutes(1), mode, DocumentMode.PASSAGES, 2_048, documentVectors);
  }

  private DocumentIndexed index(EmbeddingProperties how, int version, String text) {
    Indexer indexer = TestIndexer.of(transaction, blobs, encoder, PASSAGES, how);
    var given =
        new TestDocument(blobs, principal, CollectionId.random(), document, version, "en", text);
    Outcome last = new Outcome.Stale();
    for (SectionsSubmitted item : given.items()) {
      last = indexer.index(item);
    }
    assertThat(last).isInstanceOf(Outcome.Ready.class);
    return ((Outcome.Ready) last).document();
  }

  /** Of all passages, by headings and text. */
  private Map<String, String> vectors(EmbeddingProperties how) {
    int generation = new Generations(transaction, encoder, PASSAGES, how).current().no();
    Map<String, String> vectors = new HashMap<>();
    transaction.run(
        principal,
        jdbc ->
            jdbc.sql(
                    """
                    select headings || E'\\n' || body, embedding::text
                    from passage join vector_%d using (source, ordinal)
                    """
                        .formatted(generation))
                .query(row -> {
                  vectors.put(row.getString(1), row.getString(2));
                }));
    return vectors;
  }

  private static String book() {
    var book = new StringBuilder();
    for (int chapter = 0; chapter < CHAPTERS; chapter++) {
      book.append("# Chapter ").append(chapter).append('\n');
      for (int sentence = 0; sentence < 12; sentence++) {
        book.append("The otter %d went to river number%d and ate. ".formatted(chapter, sentence));
      }
      book.append("\n\n");
    }
    return book.toString();
  }
}
