package io.longshore.embedder.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.longshore.embedder.EmbedderTest;
import io.longshore.embedder.passages.PassageKey;
import io.longshore.embedder.retrieval.DenseLeg.Cosines;
import io.longshore.embedder.retrieval.ScopeRepository.Embedded;
import io.longshore.embedder.retrieval.ScopeRepository.Reach;
import io.longshore.embedder.vectors.DenseIndex;
import io.longshore.embedder.vectors.DocumentPart;
import io.longshore.embedder.vectors.DocumentVectorRepository;
import io.longshore.embedder.vectors.Slice;
import io.longshore.embedder.vectors.VectorProperties;
import io.longshore.embedder.vectors.VectorRepository;
import io.longshore.inference.encoder.Embedding;
import io.longshore.runtime.tenant.TenantTransaction;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.unit.DataSize;

/**
 * Directions in a plane: the question is 0 degrees. Source 1 has the nearest passages, more than a
 * leg gives; source 2 is the nearest document by its second part, its passages are farther.
 */
@EmbedderTest
class DenseLegTest {
  private static final int GENERATION = 910;
  private static final int TENANT = 72;
  private static final int CANDIDATES = 50;
  private static final int NEAREST = 60;
  private static final int FARTHER = 5;
  private static final float[] QUESTION = {1, 0};

  @Autowired TenantTransaction transaction;

  @BeforeEach
  void twoDocuments() {
    transaction.run(
        TENANT,
        jdbc -> {
          int[] sources = {1, 2};
          VectorRepository.create(jdbc, GENERATION, QUESTION.length);
          VectorRepository.delete(jdbc, GENERATION, new int[] {Slice.RECENT}, sources);
          DocumentVectorRepository.delete(jdbc, GENERATION, sources);
          VectorRepository.insert(jdbc, GENERATION, 1, 0, at(IntStream.range(0, NEAREST)));
          VectorRepository.insert(jdbc, GENERATION, 2, 0, at(IntStream.rangeClosed(76, 80)));
          DocumentVectorRepository.insert(jdbc, GENERATION, 1, parts(1), at(IntStream.of(30)));
          DocumentVectorRepository.insert(jdbc, GENERATION, 2, parts(2), at(IntStream.of(85, 20)));
        });
  }

  @Test
  void theNearestDocumentGivesItsBestPassagesThoughOthersAreNearer() {
    Cosines found = search(1, List.of());
    assertThat(found.passages())
        .hasSize(CANDIDATES + 3)
        .containsKeys(key(2, 0), key(2, 1), key(2, 2))
        .doesNotContainKeys(key(2, 3), key(2, 4), key(1, CANDIDATES));
    assertThat(found.passage(key(2, 0))).isCloseTo(cosine(76), within(1e-3));
  }

  @Test
  void withoutDocumentsOnlyTheNearestPassagesAreFound() {
    assertThat(search(0, List.of()).passages())
        .hasSize(CANDIDATES)
        .allSatisfy((key, cosine) -> assertThat(key.source()).isEqualTo(1));
  }

  @Test
  void aPassageKnowsTheBestCosineOfItsDocumentsVectors() {
    Cosines found = search(1, List.of());
    assertThat(found.document(key(1, 0))).isCloseTo(cosine(30), within(1e-3));
    assertThat(found.document(key(2, 0))).isCloseTo(cosine(20), within(1e-3));
  }

  @Test
  void passagesThatWordsHaveFoundGetTheirCosinesAndThoseOfTheirDocuments() {
    Cosines found = search(0, List.of(key(2, 4), key(3, 0)));
    assertThat(found.passage(key(2, 4))).isCloseTo(cosine(80), within(1e-3));
    assertThat(found.document(key(2, 4))).isCloseTo(cosine(20), within(1e-3));
    assertThat(found.passage(key(3, 0))).as("of another generation").isNull();
    assertThat(found.document(key(3, 0))).isNull();
  }

  private Cosines search(int documents, List<PassageKey> given) {
    var leg =
        new DenseLeg(
            new DenseIndex(
                new VectorProperties(20_000, 200, 20_000, DataSize.ofMegabytes(512)),
                new SimpleMeterRegistry()),
            new RetrievalProperties(
                CANDIDATES, documents, 3, 0, Duration.ofSeconds(5), 192 * 1024));
    List<Embedded> sources =
        List.of(
            new Embedded(1, 1, Slice.RECENT, NEAREST), new Embedded(2, 1, Slice.RECENT, FARTHER));
    var reach = new Reach(List.of(), sources, true);
    return transaction.read(
        TENANT,
        jdbc -> leg.search(jdbc, Map.of(GENERATION, reach), given, QUESTION, CANDIDATES, 0));
  }

  private static List<Embedding> at(IntStream degrees) {
    return degrees
        .mapToObj(d -> {
          double angle = Math.toRadians(d);
          float[] direction = {(float) Math.cos(angle), (float) Math.sin(angle)};
          return new Embedding(direction, 1, 1);
        })
        .toList();
  }

  private static List<DocumentPart> parts(int count) {
    return IntStream.range(0, count).mapToObj(i -> new DocumentPart(i, i + 1, 1)).toList();
  }

  private static PassageKey key(int source, int ordinal) {
    return new PassageKey(source, ordinal);
  }

  private static double cosine(int degrees) {
    return Math.cos(Math.toRadians(degrees));
  }
}
