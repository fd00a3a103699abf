package io.longshore.embedder.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.question.Options.Legs;
import io.longshore.contracts.question.Passage;
import io.longshore.contracts.question.RetrievalSettings;
import io.longshore.contracts.question.RetrievalSettings.Aggregation;
import io.longshore.contracts.question.Scope;
import io.longshore.embedder.EmbedderTest;
import io.longshore.embedder.TestDocument;
import io.longshore.embedder.WordEncoder;
import io.longshore.embedder.index.IndexStream;
import io.longshore.runtime.blob.BlobStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Documents as what a search finds. */
@EmbedderTest
class DocumentSearchTest {
  private static final AtomicInteger TENANTS = new AtomicInteger(6500);

  @Autowired IndexStream stream;
  @Autowired BlobStore blobs;
  @Autowired Asker asker;
  @Autowired WordEncoder encoder;

  private final Principal principal = new Principal(TENANTS.incrementAndGet(), "local", List.of());
  private final CollectionId collection = CollectionId.random();

  private DocumentId once;
  private DocumentId often;
  private DocumentId atFirst;

  @BeforeEach
  void threeDocuments() {
    once = index("Weasels run.\n\nOtter otter otter.\n\nBadgers dig.\n\nMartens climb.");
    often = index("Weasels sleep.\n\nAn otter swims.\n\nThe otter dives.\n\nOne otter eats.");
    atFirst = index("The otter, at first.\n\nWeasels and badgers.\n\nMartens only.");
  }

  @AfterEach
  void theModelAsItWas() {
    encoder.available = true;
  }

  @Test
  void documentsComeInTheOrderOfTheirScoresEachWithItsBestPassages() {
    var passages = find(Legs.BOTH, 10, settings(Aggregation.MEAN));
    assertThat(documents(passages)).hasSize(3).startsWith(often);
    assertThat(passages).allSatisfy(passage -> assertThat(passage.documentScore()).isNotNull());
    assertThat(passages.subList(0, 3))
        .as("the best passage of each before all others")
        .extracting(Passage::documentScore)
        .isSortedAccordingTo((a, b) -> Double.compare(b, a))
        .doesNotHaveDuplicates();
    assertThat(passages.stream().filter(one -> one.span().document().equals(often)))
        .hasSize(3)
        .allMatch(passage -> passage.text().contains("otter"));
  }

  @Test
  void aDocumentIsScoredByItsBestPassageWhereItsCollectionSaysSo() {
    assertThat(documents(find(Legs.BOTH, 10, settings(Aggregation.MAX)))).startsWith(once);
  }

  @Test
  void aDocumentIsScoredByItsBeginningAlsoWhereThatWasNotFound() {
    for (var legs : Legs.values()) {
      assertThat(documents(find(legs, 10, settings(Aggregation.FIRST))))
          .as(legs.name())
          .hasSize(3)
          .startsWith(atFirst);
    }
  }

  @ParameterizedTest
  @EnumSource(Aggregation.class)
  void noMoreDocumentsThanWantedAreFound(Aggregation aggregation) {
    assertThat(documents(find(Legs.BOTH, 2, settings(aggregation)))).hasSize(2);
    assertThat(find(Legs.BOTH, 50, settings(aggregation))).as("a passage each").hasSize(3);
  }

  @Test
  void withoutAModelDocumentsAreFoundByTheirWords() {
    encoder.available = false;
    assertThat(documents(find(Legs.BOTH, 10, settings(Aggregation.MEAN)))).hasSize(3);
  }

  @Test
  void whereNoDocumentIsNoneIsFound() {
    var nowhere = new Scope(List.of(CollectionId.random()), List.of());
    assertThat(
            Asker.retrieved(asker.documents(principal, nowhere, Legs.BOTH, 5, "otter")).passages())
        .isEmpty();
  }

  private List<Passage> find(Legs legs, int k, RetrievalSettings settings) {
    var scope = new Scope(List.of(collection), List.of()).with(settings);
    return Asker.retrieved(asker.documents(principal, scope, legs, k, "otter")).passages();
  }

  private static RetrievalSettings settings(Aggregation aggregation) {
    return new RetrievalSettings(aggregation, null, 0.0, null, null, Map.of(), null, null);
  }

  private static List<DocumentId> documents(List<Passage> passages) {
    return passages.stream().map(passage -> passage.span().document()).distinct().toList();
  }

  private DocumentId index(String text) {
    var id = DocumentId.random();
    new TestDocument(blobs, principal, collection, id, 1, "en", text)
        .items()
        .forEach(stream::accept);
    return id;
  }
}
