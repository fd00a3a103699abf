package io.longshore.embedder.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.embedder.EmbedderTest;
import io.longshore.embedder.index.Sealing;
import io.longshore.embedder.passages.PassageKey;
import io.longshore.embedder.retrieval.ScopeRepository.Reach;
import io.longshore.embedder.retrieval.SourceChoice.AllBut;
import io.longshore.embedder.vectors.DenseIndex;
import io.longshore.embedder.vectors.VectorProperties;
import io.longshore.embedder.vectors.VectorRepository;
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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/**
 * What writing, sealing and searching vectors of several tenants costs, and how many of the ten
 * nearest are found. {@code ./longshore bench search} runs it and reads the file of {@code
 * -Dbench.out}; {@code verify --full} runs it with 100,000 passages and holds what it should reach.
 */
@EmbedderTest
@EnabledIfSystemProperty(named = "full", matches = ".*", disabledReason = "only with -Dfull")
class SearchBenchmark {
  private static final int GENERATION = 990_000;
  private static final int QUESTIONS = 200;

  /** Questions whose recall is looked at: their exact searches take longer than all the rest. */
  private static final int CHECKED = Integer.getInteger("checked", 50);

  private static final int K = 10;
  private static final double GOAL = 0.97;
  private static final int BATCH = 1_000;
  private static final int TIMES_SEALED = Integer.getInteger("sealed", 4);
  private static final int EXACT_MOST = 1_000_000;

  @Autowired TenantTransaction transaction;
  @Autowired VectorProperties properties;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final int passages = Integer.getInteger("passages", 100_000);
  private final MixedVectors vectors = new MixedVectors(file("vectors"), file("questions"));
  private final List<String> noted = new ArrayList<>();
  private final List<String> missed = new ArrayList<>();

  /** Collections, and only these sources of them when there are some. */
  @SuppressWarnings("ArrayRecordComponent") // goes into a query as it is
  private record Wanted(List<CollectionId> collections, int @Nullable [] sources) {}

  /** A tenant with documents of about equal length, in two collections. */
  private final class Tenant {
    final int no;
    final double share;
    final int documentPassages;
    final CollectionId first = CollectionId.random();
    final CollectionId second = CollectionId.random();
    final List<Integer> sources = new ArrayList<>();
    int written;

    /**
     * @param share of all passages
     */
    Tenant(int no, double share, int documentPassages) {
      this.no = no;
      this.share = share;
      this.documentPassages = documentPassages;
    }

    void grow(int passages) {
      while (written < passages) {
        transaction.run(no, jdbc -> write(jdbc, Math.min(passages, written + BATCH)));
      }
    }

    private void write(JdbcClient jdbc, int upTo) {
      while (written < upTo) {
        int count = Math.min(documentPassages, upTo - written);
        CollectionId collection = sources.size() % 3 == 0 ? second : first;
        int source = source(jdbc, collection, count);
        VectorRepository.insert(jdbc, GENERATION, source, 0, vectors.document(count));
        sources.add(source);
        written += count;
      }
    }

    Wanted all() {
      return new Wanted(List.of(first, second), null);
    }

    Wanted documents(int count) {
      int[] listed = sources.stream().limit(count).mapToInt(Integer::intValue).toArray();
      return new Wanted(List.of(first, second), listed);
    }
  }

  @Test
  void print() throws IOException {
    transaction.system(SearchBenchmark::generation);
    var large = new Tenant(81, 0.6, 100);
    var ofShortDocuments = new Tenant(82, 0.3, 3);
    var recent = new Tenant(83, 0.1, 100);
    var small = new Tenant(84, 0, 6);
    transaction.run(
        large.no, jdbc -> VectorRepository.create(jdbc, GENERATION, MixedVectors.DIMENSIONS));
    small.grow(12);
    List<Tenant> others = List.of(large, ofShortDocuments, recent);
    write(others);
    sizes(others);
    search("all", large, large.all());
    search("collection", large, new Wanted(List.of(large.second), null));
    search("documents", large, large.documents(large.sources.size() / 2));
    search("document", large, large.documents(1));
    search("short", ofShortDocuments, ofShortDocuments.all());
    search("recent", recent, recent.all());
    search("twelve", small, small.all());
    search("twelve listed", small, small.documents(2));
    if (System.getProperty("bench.out") != null) {
      Files.write(Path.of(System.getProperty("bench.out")), noted);
    } else {
      assertThat(missed).isEmpty();
    }
  }

  private void write(List<Tenant> tenants) {
    var sealing = new Sealing(transaction, properties);
    double written = 0;
    double sealed = 0;
    for (int i = 1; i <= TIMES_SEALED; i++) {
      double part = passages * (double) i / TIMES_SEALED;
      written += seconds(() -> tenants.forEach(tenant -> tenant.grow((int) (part * tenant.share))));
      sealed += seconds(() -> tenants.forEach(tenant -> sealing.run(tenant.no, GENERATION)));
      System.out.printf(
          "figure: %.0f passages: written %.0f s, sealed and merged %.0f s%n",
          part, written, sealed);
    }
    note("index", "rows_per_s", passages / written);
    note("index", "seal_s", sealed);
  }

  private static int generation(JdbcClient jdbc) {
    return jdbc.sql(
            """
            insert into generation (no, key, model, dimensions, passage_tokens)
            overriding system value values (:no, 'search-benchmark', 'test', :dimensions, 1)
            """)
        .param("no", GENERATION)
        .param("dimensions", MixedVectors.DIMENSIONS)
        .update();
  }

  private static int source(JdbcClient jdbc, CollectionId collection, int passages) {
    return jdbc.sql(
            """
            insert into source (document, version, generation, collection, owner, name, language,
              text_hash, text_blob, structure_blob, items, items_done, passages, live)
            values (:document, 1, :generation, :collection, 'local', 'a.txt', 'en', 'hash', 'text',
              'structure', 1, 1, :passages, true)
            returning no
            """)
        .param("document", DocumentId.random().value())
        .param("generation", GENERATION)
        .param("collection", collection.value())
        .param("passages", passages)
        .query(Integer.class)
        .single();
  }

  private void sizes(List<Tenant> tenants) {
    for (Tenant tenant : tenants) {
      List<Integer> shards =
          transaction.read(
              tenant.no,
              jdbc ->
                  jdbc.sql("select sum(passages) from source group by shard order by 1")
                      .query(Integer.class)
                      .list());
      System.out.printf(
          "figure: tenant of %d passages, %d documents, by shard %s%n",
          tenant.written, tenant.sources.size(), shards);
    }
    note("index", "table_mb", megabytes("pg_table_size"));
    note("index", "index_mb", megabytes("pg_indexes_size"));
  }

  private double megabytes(String size) {
    return transaction.system(jdbc ->
        jdbc.sql(
                """
                select sum(%s(relid)) from pg_partition_tree(:table::regclass) where isleaf
                """
                    .formatted(size))
            .param("table", VectorRepository.table(GENERATION))
            .query(Long.class)
            .single())
        / 1e6;
  }

  private void search(String arm, Tenant tenant, Wanted scope) {
    DenseLeg asked = leg(properties, meters);
    DenseLeg exact =
        leg(
            new VectorProperties(EXACT_MOST, 200, 20_000, DataSize.ofMegabytes(512)),
            new SimpleMeterRegistry());
    double widened = widened();
    double[] millis = new double[QUESTIONS];
    double found = 0;
    int least = K;
    double exactly = 0;
    for (int i = 0; i < QUESTIONS; i++) {
      float[] to = vectors.questions().get(i % vectors.questions().size());
      var got = new ArrayList<PassageKey>();
      millis[i] = 1e3 * seconds(() -> got.addAll(nearest(asked, tenant, scope, to)));
      least = Math.min(least, got.size());
      if (i < CHECKED) {
        var right = new ArrayList<PassageKey>();
        exactly += 1e3 * seconds(() -> right.addAll(nearest(exact, tenant, scope, to))) / CHECKED;
        got.retainAll(right);
        found += (double) got.size() / right.size() / CHECKED;
      }
    }
    Arrays.sort(millis);
    note(arm, "p50_ms", millis[QUESTIONS / 2]);
    note(arm, "p95_ms", millis[QUESTIONS * 95 / 100]);
    note(arm, "exact_ms", exactly);
    goal(arm, "recall@" + K, found, GOAL);
    goal(arm, "found_least", least, K);
    note(arm, "widened", widened() - widened);
  }

  private double widened() {
    return meters.counter("longshore.retrieval.widened").count();
  }

  private static DenseLeg leg(VectorProperties properties, SimpleMeterRegistry meters) {
    return new DenseLeg(
        new DenseIndex(properties, meters),
        new RetrievalProperties(100, 10, 3, 0, Duration.ofSeconds(5), 192 * 1024));
  }

  /** From a scope to the ten nearest of what goes to fusion. */
  private List<PassageKey> nearest(DenseLeg leg, Tenant tenant, Wanted scope, float[] to) {
    return transaction.read(tenant.no, jdbc -> nearest(jdbc, leg, scope, to)).stream()
        .sorted(Map.Entry.<PassageKey, Double>comparingByValue().reversed())
        .limit(K)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Set<Map.Entry<PassageKey, Double>> nearest(
      JdbcClient jdbc, DenseLeg leg, Wanted scope, float[] to) {
    Map<Integer, Reach> reaches =
        scope.sources == null
            ? leg.reach(jdbc, scope.collections, new AllBut(List.of()))
            : ScopeRepository.reach(jdbc, scope.sources);
    Reach reach = Objects.requireNonNull(reaches.get(GENERATION));
    return leg.search(jdbc, Map.of(GENERATION, reach), List.of(), to, 100, 0).passages().entrySet();
  }

  private void note(String arm, String metric, double value) {
    note(arm, metric, value, "");
  }

  private void goal(String arm, String metric, double value, double goal) {
    note(arm, metric, value, String.format(Locale.ROOT, ",\"goal\":%.2f", goal));
    if (value < goal) {
      missed.add("%s %s %.4f".formatted(arm, metric, value));
    }
  }

  private void note(String arm, String metric, double value, String goal) {
    noted.add(
        String.format(
            Locale.ROOT,
            "{\"arm\":\"%s\",\"metric\":\"%s\",\"value\":%.4f%s}",
            arm,
            metric,
            value,
            goal));
    System.out.printf(Locale.ROOT, "figure: %s %s %.3f%n", arm, metric, value);
  }

  private static @Nullable Path file(String property) {
    return Optional.ofNullable(System.getProperty(property)).map(Path::of).orElse(null);
  }

  private static double seconds(Runnable work) {
    long began = System.nanoTime();
    work.run();
    return (System.nanoTime() - began) / 1e9;
  }
}
