package io.longshore.embedder.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.embedder.EmbedderTest;
import io.longshore.embedder.passages.PassageKey;
import io.longshore.inference.encoder.Embedding;
import io.longshore.runtime.tenant.TenantTransaction;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.unit.DataSize;

/** Three sources of a tenant, sealed; a fourth is recent. Another tenant has as many. */
@EmbedderTest
class DenseIndexTest {
  private static final AtomicInteger GENERATIONS = new AtomicInteger(900_000);
  private static final int DIMENSIONS = 16;
  private static final int TENANT = 70;
  private static final int OTHER_TENANT = 71;
  private static final int ROWS = 400;
  private static final int[] SOURCES = {1, 2, 3};
  private static final int K = 20;

  @Autowired TenantTransaction transaction;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final DenseIndex large =
      new DenseIndex(new VectorProperties(100, 100, 20_000, DataSize.ofMegabytes(512)), meters);
  private final DenseIndex small =
      new DenseIndex(
          new VectorProperties(1_000_000, 100, 20_000, DataSize.ofMegabytes(512)), meters);
  private final Random random = new Random(5);
  private final int generation = GENERATIONS.incrementAndGet();
  private int shard;

  @BeforeEach
  void vectorsOfTwoTenants() {
    transaction.system(jdbc ->
        jdbc.sql(
                """
                insert into generation (no, key, model, dimensions, passage_tokens)
                overriding system value values (:no, :key, 'test', :dimensions, 1)
                """)
            .param("no", generation)
            .param("key", "dense-index-test-" + generation)
            .param("dimensions", DIMENSIONS)
            .update());
    transaction.run(TENANT, jdbc -> VectorRepository.create(jdbc, generation, DIMENSIONS));
    for (int tenant : List.of(TENANT, OTHER_TENANT)) {
      transaction.run(
          tenant,
          jdbc -> {
            for (int source : SOURCES) {
              VectorRepository.insert(jdbc, generation, source, 0, vectors(ROWS));
            }
            VectorRepository.insert(jdbc, generation, 4, 0, vectors(K / 2));
          });
      int made = seal(tenant);
      shard = tenant == TENANT ? made : shard;
    }
  }

  private int seal(int tenant) {
    return transaction.call(
        tenant,
        jdbc -> {
          int made = ShardRepository.make(jdbc, generation, tenant);
          ShardRepository.fill(jdbc, generation, made, new int[] {Slice.RECENT}, SOURCES);
          ShardRepository.index(jdbc, generation, made, DataSize.ofMegabytes(64));
          VectorRepository.delete(jdbc, generation, new int[] {Slice.RECENT}, SOURCES);
          ShardRepository.attach(jdbc, generation, made);
          return made;
        });
  }

  @Test
  void theApproximateSearchFindsNearlyWhatTheExactOneFinds() {
    int same = 0;
    for (int i = 0; i < 20; i++) {
      float[] to = vector();
      List<PassageKey> exact = keys(small, all(), to);
      List<PassageKey> near = keys(large, all(), to);
      assertThat(near).hasSize(K);
      same += (int) near.stream().filter(exact::contains).count();
    }
    assertThat(same).isGreaterThan(20 * K * 9 / 10);
    assertThat(widened()).isZero();
  }

  @Test
  void aLargeSearchAsksTheIndexOfTheShardAndASmallOneDoesNot() {
    keys(small, all(), vector());
    assertThat(indexScans()).isZero();
    keys(large, all(), vector());
    assertThat(indexScans()).isOne();
  }

  @Test
  void theIndexIsAskedThoughTheDatabaseWouldKeepAPlanForAnyQuestion() {
    transaction.read(
        TENANT,
        jdbc -> {
          jdbc.sql("select set_config('plan_cache_mode', 'force_generic_plan', true)")
              .query(row -> {});
          for (int i = 0; i < 20; i++) {
            large.nearest(jdbc, generation, all(), vector(), K);
          }
          jdbc.sql("select pg_stat_force_next_flush()").query(row -> {});
          return true;
        });
    assertThat(indexScans()).isEqualTo(20);
  }

  private long indexScans() {
    return transaction.call(
        TENANT,
        jdbc ->
            jdbc.sql("select idx_scan from pg_stat_all_indexes where indexrelname = :name")
                .param("name", "vector_%d_%d_hnsw".formatted(generation, shard))
                .query(Long.class)
                .single());
  }

  @Test
  void whatIsRecentIsFoundBesideWhatIsSealed() {
    assertThat(keys(large, all(), vector(), 3 * ROWS + K))
        .hasSize(3 * ROWS + K / 2)
        .filteredOn(key -> key.source() == 4)
        .hasSize(K / 2);
  }

  @Test
  void tooFewResultsAreSearchedExactlyAfterAllAndCounted() {
    var narrow =
        new DenseIndex(new VectorProperties(100, 100, 1_000, DataSize.ofMegabytes(512)), meters);
    List<Slice> wrong = List.of(new Slice(shard, new int[] {4}, 3 * ROWS));
    assertThat(keys(narrow, wrong, vector())).isEmpty();
    assertThat(widened()).isOne();
  }

  @Test
  void onlyVectorsOfTheSourcesAreFound() {
    assertThat(keys(small, List.of(new Slice(shard, new int[] {2}, ROWS)), vector()))
        .hasSize(K)
        .allMatch(key -> key.source() == 2);
  }

  @Test
  void ofDocumentsOnlySoManyPassagesAreReadAsAreSearchedExactlyTheNearestFirst() {
    var index =
        new DenseIndex(new VectorProperties(900, 100, 20_000, DataSize.ofMegabytes(64)), meters);
    assertThat(ofEach(index, 3, 1, 2)).containsExactly(3, 1);
    assertThat(indexScans()).isZero();
  }

  @Test
  void aDocumentThatIsLargeAloneHasASearchOfItsOwn() {
    assertThat(ofEach(large, 1, 2, 4)).containsExactlyInAnyOrder(1, 2, 4);
    assertThat(indexScans()).isEqualTo(2);
  }

  private List<Integer> ofEach(DenseIndex index, int... documents) {
    List<Slice> slices =
        Arrays.stream(documents)
            .mapToObj(no -> no == 4 ? new Slice(Slice.RECENT, new int[] {4}, K / 2) : sealed(no))
            .toList();
    return transaction.read(
        TENANT,
        jdbc -> {
          jdbc.sql("select pg_stat_force_next_flush()").query(row -> {});
          List<Near> near = index.nearestOfEach(jdbc, generation, slices, vector(), 3);
          assertThat(near)
              .hasSize(3 * (int) near.stream().map(n -> n.key().source()).distinct().count());
          return near.stream().map(n -> n.key().source()).distinct().toList();
        });
  }

  @Test
  void aTenantFindsNothingInAnothersShard() {
    List<Near> found =
        transaction.read(
            OTHER_TENANT,
            jdbc -> large.nearest(jdbc, generation, List.of(sealed(SOURCES)), vector(), K));
    assertThat(found).isEmpty();
  }

  private Slice sealed(int... sources) {
    return new Slice(shard, sources, sources.length * ROWS);
  }

  private List<Slice> all() {
    return List.of(sealed(SOURCES), new Slice(Slice.RECENT, new int[] {4}, K / 2));
  }

  private List<PassageKey> keys(DenseIndex index, List<Slice> slices, float[] to) {
    return keys(index, slices, to, K);
  }

  private List<PassageKey> keys(DenseIndex index, List<Slice> slices, float[] to, int k) {
    return transaction.read(
        TENANT,
        jdbc -> {
          jdbc.sql("select pg_stat_force_next_flush()").query(row -> {});
          return index.nearest(jdbc, generation, slices, to, k).stream().map(Near::key).toList();
        });
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
