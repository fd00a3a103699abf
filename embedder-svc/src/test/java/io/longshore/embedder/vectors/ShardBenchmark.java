package io.longshore.embedder.vectors;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.longshore.embedder.EmbedderTest;
import io.longshore.embedder.passages.PassageKey;
import io.longshore.inference.encoder.Embedding;
import io.longshore.runtime.tenant.TenantTransaction;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Prints what writing, sealing and searching vectors costs; how to run it stands in RATIONALE.md.
 * {@code ./longshore bench search} runs it too, and reads the file of {@code -Dbench.out}. Vectors
 * lie around 200 centres, as those of texts on 200 subjects would.
 */
@EmbedderTest
class ShardBenchmark {
  private static final int GENERATION = 990_000;
  private static final int TENANT = 73;
  private static final int DIMENSIONS = 384;
  private static final int OF_A_SOURCE = 500;
  private static final int LONG_DOCUMENT = 1_500;
  private static final int QUESTIONS = 50;
  private static final int K = Integer.getInteger("k", 100);

  @Autowired TenantTransaction transaction;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final DenseIndex exact =
      new DenseIndex(new VectorProperties(1_000_000, 200, 20_000), meters);
  private final DenseIndex near = new DenseIndex(new VectorProperties(1, 200, 20_000), meters);
  private final List<String> noted = new ArrayList<>();
  private final Random random = new Random(11);
  private final List<float[]> centres =
      IntStream.range(0, 200).mapToObj(i -> around(new float[DIMENSIONS], 1)).toList();

  @Test
  void print() throws IOException {
    int rows = Integer.getInteger("vectors", 0);
    assumeTrue(rows >= OF_A_SOURCE, "needs -Dvectors=20000 or so");
    transaction.system(jdbc ->
        jdbc.sql(
                """
                insert into generation (no, key, model, dimensions, passage_tokens)
                overriding system value values (:no, 'shard-benchmark', 'test', 384, 1)
                """)
            .param("no", GENERATION)
            .update());
    transaction.run(TENANT, jdbc -> VectorRepository.create(jdbc, GENERATION, DIMENSIONS));
    int[] sources = IntStream.rangeClosed(1, rows / OF_A_SOURCE).toArray();
    double copied = rows / seconds(() -> Arrays.stream(sources).forEach(this::insert));
    print("rows/s into the recent part", copied);
    note("copy", "rows_per_s", copied);
    pool();
    var shard = new AtomicInteger();
    double sealed = seconds(() -> seal(sources, shard));
    print("s to seal %d".formatted(rows), sealed);
    note("hnsw", "seal_s", sealed);
    print("rows/s into the recent part beside it", OF_A_SOURCE / seconds(() -> insert(rows)));
    var slices =
        List.of(
            new Slice(shard.get(), sources, rows),
            new Slice(Slice.RECENT, new int[] {rows}, OF_A_SOURCE));
    var half = Arrays.copyOf(sources, sources.length / 2);
    search("all", slices);
    search("half of the documents", List.of(new Slice(shard.get(), half, rows / 2)));
    search("one document", List.of(new Slice(shard.get(), new int[] {1}, OF_A_SOURCE)));
    String out = System.getProperty("bench.out");
    if (out != null) {
      Files.write(Path.of(out), noted);
    }
  }

  private void note(String arm, String metric, double value) {
    noted.add(
        String.format(
            Locale.ROOT, "{\"arm\":\"%s\",\"metric\":\"%s\",\"value\":%.4f}", arm, metric, value));
  }

  /** A document of 120,000 words, whose text takes a minute and more to embed. */
  private void pool() {
    int source = 1_000_000;
    transaction.run(
        TENANT,
        jdbc -> {
          for (int first = 0; first < LONG_DOCUMENT; first += OF_A_SOURCE) {
            VectorRepository.insert(jdbc, GENERATION, source, first, vectors());
          }
          jdbc.sql(
                  """
                  insert into passage (source, ordinal, "start", "end", headings, body)
                  select :source, i, i * 600, i * 600 + 600, '', '' from generate_series(0, :last) i
                  """)
              .param("source", source)
              .param("last", LONG_DOCUMENT - 1)
              .update();
        });
    double seconds =
        seconds(() ->
            transaction.run(
                TENANT, jdbc -> DocumentVectorRepository.pool(jdbc, GENERATION, source, 16, 64)));
    print("ms to pool the vectors of %d passages into 64".formatted(LONG_DOCUMENT), seconds * 1e3);
  }

  private void search(String scope, List<Slice> slices) {
    var exactly = new double[QUESTIONS];
    var nearly = new double[QUESTIONS];
    double found = 0;
    double before = meters.counter("longshore.retrieval.widened").count();
    for (int i = 0; i < QUESTIONS; i++) {
      float[] to = around(centres.get(i), 0.7f);
      var right = new ArrayList<PassageKey>();
      var got = new ArrayList<PassageKey>();
      exactly[i] = seconds(() -> right.addAll(keys(exact, slices, to)));
      nearly[i] = seconds(() -> got.addAll(keys(near, slices, to)));
      got.retainAll(right);
      found += (double) got.size() / right.size();
    }
    Arrays.sort(exactly);
    Arrays.sort(nearly);
    if (scope.equals("all")) {
      note("exact", "p50_ms", exactly[QUESTIONS / 2] * 1e3);
      note("exact", "p95_ms", exactly[QUESTIONS * 95 / 100] * 1e3);
      note("hnsw", "p50_ms", nearly[QUESTIONS / 2] * 1e3);
      note("hnsw", "p95_ms", nearly[QUESTIONS * 95 / 100] * 1e3);
      note("hnsw", "recall@" + K, found / QUESTIONS);
    }
    System.out.printf(
        "figure: %s: exact p50 %.1f ms, HNSW p50 %.1f ms p95 %.1f ms, recall@%d %.3f, widened %.0f of %d%n",
        scope,
        exactly[QUESTIONS / 2] * 1e3,
        nearly[QUESTIONS / 2] * 1e3,
        nearly[QUESTIONS * 95 / 100] * 1e3,
        K,
        found / QUESTIONS,
        meters.counter("longshore.retrieval.widened").count() - before,
        QUESTIONS);
  }

  private List<PassageKey> keys(DenseIndex index, List<Slice> slices, float[] to) {
    return transaction.read(
        TENANT,
        jdbc -> index.nearest(jdbc, GENERATION, slices, to, K).stream().map(Near::key).toList());
  }

  private void insert(int source) {
    List<Embedding> vectors = vectors();
    transaction.run(TENANT, jdbc -> VectorRepository.insert(jdbc, GENERATION, source, 0, vectors));
  }

  private List<Embedding> vectors() {
    return IntStream.range(0, OF_A_SOURCE)
        .mapToObj(i -> new Embedding(around(centres.get(random.nextInt(centres.size())), 1), 1, 1))
        .toList();
  }

  private void seal(int[] sources, AtomicInteger shard) {
    transaction.run(
        TENANT,
        Duration.ofHours(1),
        jdbc -> {
          int made = ShardRepository.make(jdbc, GENERATION, TENANT);
          ShardRepository.fill(jdbc, GENERATION, made, new int[] {Slice.RECENT}, sources);
          ShardRepository.index(jdbc, GENERATION, made);
          VectorRepository.delete(jdbc, GENERATION, List.of(new Slice(Slice.RECENT, sources, 0)));
          ShardRepository.attach(jdbc, GENERATION, made);
          shard.set(made);
        });
  }

  private float[] around(float[] centre, float spread) {
    float[] vector = centre.clone();
    for (int i = 0; i < DIMENSIONS; i++) {
      vector[i] += (float) random.nextGaussian() * spread;
    }
    return vector;
  }

  private static double seconds(Runnable work) {
    long began = System.nanoTime();
    work.run();
    return (System.nanoTime() - began) / 1e9;
  }

  private static void print(String what, double value) {
    System.out.printf("figure: %.1f %s%n", value, what);
  }
}
