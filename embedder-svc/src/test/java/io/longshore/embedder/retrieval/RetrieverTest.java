package io.longshore.embedder.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Limits;
import io.longshore.contracts.Principal;
import io.longshore.contracts.question.Options.Legs;
import io.longshore.contracts.question.Passage;
import io.longshore.contracts.question.Question;
import io.longshore.embedder.EmbedderTest;
import io.longshore.embedder.TestDocument;
import io.longshore.embedder.WordEncoder;
import io.longshore.embedder.index.IndexStream;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.json.Json;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@EmbedderTest
class RetrieverTest {
  private static final AtomicInteger TENANTS = new AtomicInteger(5000);

  @Autowired IndexStream stream;
  @Autowired BlobStore blobs;
  @Autowired WordEncoder encoder;
  @Autowired Asker asker;

  private final Principal principal = new Principal(TENANTS.incrementAndGet(), "local", List.of());
  private final CollectionId collection = CollectionId.random();

  @AfterEach
  void theModelAsItWas() {
    encoder.available = true;
  }

  @Test
  void theScoreIsBm25OfTheScope() {
    index("en", "Otters swim.\n\nOtters eat fish and fish.\n\nBadgers dig.");
    // N 3, terms 2 + 4 + 2; fish: df 1, tf 2, length 4
    double idf = Math.log(1 + (3 - 1 + 0.5) / (1 + 0.5));
    double norm = 1.2 * (1 - 0.75 + 0.75 * 4 / (8 / 3.0));
    assertThat(find("fish").getFirst().lexical())
        .isCloseTo(idf * 2 * 2.2 / (2 + norm), within(1e-5));
  }

  @Test
  void aPassageSaysWhichShareOfTheQuestionsWordsItHolds() {
    index("en", "Otters swim.\n\nOtters eat fish.\n\nBadgers dig.");
    assertThat(coverage("eat fish", "Otters eat fish.")).isCloseTo(1, within(1e-6));
    assertThat(coverage("eat fish", "Badgers dig.")).isZero();
    double rare = Math.log(1 + 2.5 / 1.5);
    double common = Math.log(1 + 1.5 / 2.5);
    assertThat(coverage("otters fish", "Otters swim."))
        .isCloseTo(common / (rare + common), within(1e-6));
  }

  @Test
  void theWordsOfHeadingsAreFound() {
    index("en", "# Retention\nDeleted after a month.\n\n# Access\nGiven by the owner.");
    Passage best = find("retention").getFirst();
    assertThat(best.text()).contains("Deleted after a month.");
    assertThat(best.headings()).containsExactly("Title", "Retention");
  }

  @Test
  void documentsOfDifferentLanguagesAreSearchedTogetherEachByItsOwnRules() {
    index("en", "The houses were sold.\n\nNothing here.");
    index("de", "Die Häuser wurden verkauft.\n\nNichts davon.");
    assertThat(holding("house")).containsExactly("The houses were sold.");
    assertThat(holding("Hauses")).containsExactly("Die Häuser wurden verkauft.");
  }

  @Test
  void aScopeOfDocumentsLeavesTheOthersOut() {
    DocumentId first = index("en", "Otters swim.");
    index("en", "Otters dive.");
    Question answered = asker.ask(principal, collection, List.of(first), "otters");
    var retrieved = Objects.requireNonNull(answered.retrieved());
    assertThat(retrieved.passages()).extracting(Passage::text).containsExactly("Otters swim.");
    assertThat(retrieved.documents()).isOne();
    assertThat(retrieved.passagesSearched()).isOne();
  }

  @Test
  void withoutAModelTheWordsAreStillFoundAndItIsSaid() {
    index("en", "Otters swim.\n\nBadgers dig.");
    encoder.available = false;
    Question question = asker.ask(principal, collection, "badgers");
    assertThat(question.degraded()).containsExactly("embedder:model-unavailable");
    assertThat(Objects.requireNonNull(question.retrieved()).passages())
        .singleElement()
        .matches(p -> p.text().equals("Badgers dig.") && p.dense() == null);
  }

  @Test
  void oneLegAloneFindsWhatItKnows() {
    index("en", "Otters swim.\n\nBadgers dig.");
    Question words = asker.ask(principal, collection, Legs.LEXICAL, "badgers");
    assertThat(words.degraded()).isEmpty();
    assertThat(Asker.retrieved(words).passages())
        .singleElement()
        .matches(p -> p.text().equals("Badgers dig.") && p.dense() == null && p.lexical() != null);
    Question vectors = asker.ask(principal, collection, Legs.DENSE, "badgers");
    assertThat(Asker.retrieved(vectors).passages())
        .hasSize(2)
        .allMatch(p -> p.dense() != null && p.lexical() == null)
        .first()
        .matches(p -> p.text().equals("Badgers dig."));
  }

  @Test
  void theVectorsAloneFindNothingWithoutAModelAndItIsSaid() {
    index("en", "Otters swim.");
    encoder.available = false;
    Question question = asker.ask(principal, collection, Legs.DENSE, "otters");
    assertThat(question.degraded()).containsExactly("embedder:model-unavailable");
    assertThat(Asker.retrieved(question).passages()).isEmpty();
    assertThat(asker.ask(principal, collection, Legs.LEXICAL, "otters").degraded()).isEmpty();
  }

  @Test
  void theSamePassageHasTheSameIdWhenItIsIndexedAgain() {
    DocumentId document = index("en", "Otters swim.");
    var id = find("otters").getFirst().id();
    stream.accept(document(document, 2, "en", "Something else.").deletion(2));
    assertThat(find("otters")).isEmpty();
    index(document(document, 3, "en", "Otters swim."));
    assertThat(find("otters").getFirst().id()).as("of another version").isNotEqualTo(id);
    assertThat(find("otters").getFirst().id()).isEqualTo(find("otters").getFirst().id());
  }

  @Test
  void thePassagesOfAQuestionFitIntoARecordHoweverLongTheyAre() {
    String paragraph = "otter" + "\"\\".repeat(2_000) + "a".repeat(40);
    index("en", (paragraph + "\n\n").repeat(80));
    Question question = asker.ask(principal, collection, "otter");
    assertThat(new Json().write(question).length)
        .isLessThan(Limits.RECORD_BYTES - Limits.HISTORY_BYTES - 2 * Limits.QUESTION_BYTES);
    assertThat(Objects.requireNonNull(question.retrieved()).passages()).hasSizeGreaterThan(10);
  }

  private double coverage(String question, String text) {
    Passage passage =
        find(question).stream().filter(p -> p.text().equals(text)).findFirst().orElseThrow();
    return Objects.requireNonNull(passage.coverage());
  }

  private List<String> holding(String word) {
    return find(word).stream().filter(p -> p.lexical() != null).map(Passage::text).toList();
  }

  private DocumentId index(String language, String text) {
    DocumentId document = DocumentId.random();
    index(document(document, 1, language, text));
    return document;
  }

  private void index(TestDocument document) {
    document.items().forEach(stream::accept);
  }

  private TestDocument document(DocumentId document, int version, String language, String text) {
    return new TestDocument(blobs, principal, collection, document, version, language, text);
  }

  private List<Passage> find(String question) {
    return Objects.requireNonNull(asker.ask(principal, collection, question).retrieved())
        .passages();
  }
}
