package io.longshore.embedder.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.embedder.EmbedderTest;
import io.longshore.embedder.passages.PassageKey;
import io.longshore.inference.encoder.Embedding;
import io.longshore.runtime.tenant.TenantTransaction;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@EmbedderTest
class DenseIndexTest {
  private static final int GENERATION = 900;
  private static final int DIMENSIONS = 16;
  private static final int TENANT = 70;
  private static final int OTHER_TENANT = 71;
  private static final int ROWS = 400;
  private static final int[] SOURCES = {1, 2, 3};
  private static final int K = 20;

  @Autowired TenantTransaction transaction;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final DenseIndex large = new DenseIndex(new VectorProperties(100, 100), meters);
  private final DenseIndex small = new DenseIndex(new VectorProperties(1_000_000, 100), meters);
  private final Random random = new Random(5);

  @BeforeEach
  void vectorsOfTwoTenants() {
    transaction.run(TENANT, jdbc -> VectorRepository.create(jdbc, GENERATION, DIMENSIONS));
    for (int tenant : List.of(TENANT, OTHER_TENANT)) {
      transaction.run(
          tenant,
          jdbc -> {
            VectorRepository.delete(jdbc, GENERATION, SOURCES);
            for (int source : SOURCES) {
              VectorRepository.insert(jdbc, GENERATION, source, 0, vectors(ROWS));
            }
          });
    }
  }

  @Test
  void theApproximateSearchFindsNearlyWhatTheExactOneFindsAmongTwoTenants() {
    transaction.run(TENANT, jdbc -> large.grow(jdbc, GENERATION, 3 * ROWS));
    int same = 0;
    for (int i = 0; i < 20; i++) {
      float[] to = vector();
      List<PassageKey> exact = keys(small, SOURCES, 3 * ROWS, to);
      List<PassageKey> near = keys(large, SOURCES, 3 * ROWS, to);
      assertThat(near).hasSize(K);
      same += (int) near.stream().filter(exact::contains).count();
    }
    assertThat(same).isGreaterThan(20 * K * 9 / 10);
    assertThat(widened()).isZero();
  }

  @Test
  void tooFewResultsAreSearchedExactlyAfterAllAndCounted() {
    transaction.run(TENANT, jdbc -> large.grow(jdbc, GENERATION, 3 * ROWS));
    transaction.run(
        TENANT, jdbc -> VectorRepository.insert(jdbc, GENERATION, 4, 0, vectors(K / 2)));
    assertThat(keys(large, new int[] {4}, 3 * ROWS, vector())).hasSize(K / 2);
    assertThat(widened()).isOne();
    transaction.run(TENANT, jdbc -> VectorRepository.delete(jdbc, GENERATION, new int[] {4}));
  }

  @Test
  void onlyVectorsOfTheSourcesAreFound() {
    assertThat(keys(small, new int[] {2}, ROWS, vector())).allMatch(key -> key.source() == 2);
  }

  @Test
  void theIndexIsBuiltOnceAndOnlyWhenItIsWorthIt() {
    int generation = GENERATION + 1;
    transaction.run(
        TENANT,
        jdbc -> {
          VectorRepository.create(jdbc, generation, DIMENSIONS);
          assertThat(large.grow(jdbc, generation, 99)).isFalse();
          assertThat(large.grow(jdbc, generation, 100)).isTrue();
          assertThat(large.grow(jdbc, generation, 101)).isFalse();
        });
  }

  private List<PassageKey> keys(DenseIndex index, int[] sources, int passages, float[] to) {
    return transaction.read(
        TENANT,
        jdbc ->
            index.nearest(jdbc, GENERATION, sources, passages, to, K).stream()
                .map(Near::key)
                .toList());
  }

  private double widened() {
    return meters.counter("longshore.retrieval.widened").count();
  }

  private List<Embedding> vectors(int count) {
    List<Embedding> vectors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      vectors.add(new Embedding(vector(), 1, 1));
    }
    return vectors;
  }

  private float[] vector() {
    float[] vector = new float[DIMENSIONS];
    for (int i = 0; i < DIMENSIONS; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }
}
