package io.longshore.embedder.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.document.Action;
import io.longshore.contracts.document.SectionsSubmitted;
import io.longshore.contracts.text.Text;
import io.longshore.embedder.WordEncoder;
import io.longshore.embedder.embedding.DocumentMode;
import io.longshore.embedder.embedding.PassageMode;
import io.longshore.embedder.embedding.Recipe;
import io.longshore.embedder.generations.Generation;
import io.longshore.embedder.passages.CutPassage;
import io.longshore.embedder.passages.PassageCutter;
import io.longshore.embedder.passages.PassageProperties;
import io.longshore.embedder.vectors.VectorCache;
import io.longshore.inference.call.Bound;
import io.longshore.inference.encoder.Embedding;
import io.longshore.inference.encoder.Encoder.Kind;
import io.longshore.inference.encoder.Encoder.Priority;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PassageVectorsTest {
  private static final int OFFSET = 1_000;
  private static final Text RANGE =
      new Text("\uD83E\uDDA6 swims in the river. It eats fish there. It sleeps on stones.");

  private final WordEncoder encoder = new WordEncoder(64);
  private final PassageCutter cutter = new PassageCutter(encoder, new PassageProperties(32, 32));
  private final SectionsSubmitted item = item();
  private final List<CutPassage> passages =
      List.of(passage(0, 22), passage(22, 42), passage(42, RANGE.length()));

  @Test
  void aPassageThatIsReadAloneHasTheVectorOfItsOwnWords() {
    List<Embedding> vectors = vectors(PassageMode.SEPARATE);
    assertThat(cosine(vectors.get(1), "It eats fish there. ")).isCloseTo(1, within(1e-3));
    assertThat(vectors).extracting(Embedding::tokensGiven).containsExactly(6, 5, 5);
  }

  @Test
  void aPassageThatIsReadLateKnowsWhatStandsAroundIt() {
    List<Embedding> alone = vectors(PassageMode.SEPARATE);
    List<Embedding> late = vectors(PassageMode.LATE);
    assertThat(late).hasSameSizeAs(alone);
    assertThat(cosine(late.get(1), "river stones"))
        .isGreaterThan(cosine(alone.get(1), "river stones") + 0.02);
    assertThat(cosine(late.get(1), "It eats fish there. ")).isBetween(0.9, 0.9999);
    assertThat(late).extracting(Embedding::tokensGiven).containsExactly(6, 5, 5);
    assertThat(late).extracting(Embedding::tokensSeen).containsExactly(6, 5, 5);
  }

  @Test
  void aPassageThatALateReadingDoesNotReachIsReadAlone() {
    encoder.reach = 8;
    List<Embedding> vectors = vectors(PassageMode.LATE);
    assertThat(cosine(vectors.get(0), passages.get(0).text())).isBetween(0.9, 0.9999);
    assertThat(vectors.get(1).tokensSeen()).isEqualTo(2);
    assertThat(vectors.get(2).tokensSeen()).isEqualTo(5);
    assertThat(cosine(vectors.get(2), passages.get(2).text())).isCloseTo(1, within(1e-3));
  }

  private List<Embedding> vectors(PassageMode mode) {
    var cache =
        new VectorCache(1 << 20, Duration.ofHours(1), Clock.systemUTC(), new SimpleMeterRegistry());
    PassageVectors.Known none = (item, generation, passages) -> Map.of();
    var generation = new Generation(1, "g", new Recipe(32, mode, DocumentMode.PASSAGES));
    return new PassageVectors(encoder, cutter, none, cache, Duration.ofSeconds(5))
        .of(item, generation, RANGE, passages);
  }

  private double cosine(Embedding vector, String text) {
    float[] other =
        encoder
            .embed(
                List.of(text),
                Kind.PASSAGE,
                Priority.INGESTION,
                Bound.within(Duration.ofSeconds(1)))
            .getFirst()
            .vector();
    double product = 0;
    double length = 0;
    for (int i = 0; i < other.length; i++) {
      product += vector.vector()[i] * other[i];
      length += vector.vector()[i] * vector.vector()[i];
    }
    return product / Math.sqrt(length);
  }

  private CutPassage passage(int start, int end) {
    String text = RANGE.slice(start, end);
    return new CutPassage(
        OFFSET + start, OFFSET + end, text, List.of(), null, encoder.countTokens(text));
  }

  private static SectionsSubmitted item() {
    return new SectionsSubmitted(
        Action.SUBMIT,
        new Principal(1, "local", List.of()),
        DocumentId.random(),
        1,
        CollectionId.random(),
        "name",
        "en",
        null,
        List.of(),
        "hash",
        "blob",
        "structure",
        0,
        1,
        OFFSET,
        OFFSET + RANGE.length(),
        List.of(),
        0);
  }
}
