package io.longshore.embedder.retrieval;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.document.Metadatum;
import io.longshore.contracts.question.Condition;
import io.longshore.contracts.question.Condition.Operator;
import io.longshore.contracts.question.Options.Legs;
import io.longshore.contracts.question.Scope;
import io.longshore.embedder.EmbedderTest;
import io.longshore.embedder.WordEncoder;
import io.longshore.embedder.embedding.EmbeddingProperties;
import io.longshore.embedder.generations.Generations;
import io.longshore.embedder.generations.Lineups;
import io.longshore.embedder.index.Sealing;
import io.longshore.embedder.lexical.LexicalIndex;
import io.longshore.embedder.lexical.Merger;
import io.longshore.embedder.passages.PassageProperties;
import io.longshore.embedder.vectors.DenseIndex;
import io.longshore.embedder.vectors.VectorProperties;
import io.longshore.embedder.vectors.VectorRepository;
import io.longshore.runtime.tenant.TenantTransaction;
import io.longshore.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What questions cost in a tenant of many short documents when conditions or readers leave nearly
 * all of them, half of them or few: {@code -Dfull -Dsources=350000}. Three passages of three words
 * each and one vector of 8 dimensions a document, so that what is measured is the choice and not
 * the vectors.
 */
@EmbedderTest
@EnabledIfSystemProperty(named = "full", matches = ".*", disabledReason = "only with -Dfull")
class FilterBenchmark {
  private static final int TENANT = 94;
  private static final int QUESTIONS = Integer.getInteger("questions", 20);
  private static final int BATCH = 25_000;
  private static final int WORDS = 2_000;
  private static final Duration STATEMENT = Duration.ofMinutes(10);

  @Value("${longshore.postgres}")
  String database;

  @Autowired TenantTransaction transaction;
  @Autowired LexicalIndex lexical;
  @Autowired VectorProperties vectors;
  @Autowired PassageProperties passages;
  @Autowired EmbeddingProperties embedding;
  @Autowired RetrievalProperties properties;

  private final int sources = Integer.getInteger("sources", 100_000);
  private final CollectionId collection = CollectionId.random();
  private final WordEncoder encoder = new WordEncoder(8);
  private final SplittableRandom random = new SplittableRandom(3);

  @Test
  void print() throws SQLException {
    encoder.generation = "filter-benchmark";
    var generations = new Generations(transaction, encoder, passages, embedding);
    write(generations.current().no());
    var retriever =
        new Retriever(
            transaction,
            encoder,
            generations,
            new Lineups(transaction, generations),
            lexical,
            new DenseLeg(new DenseIndex(vectors, new SimpleMeterRegistry()), properties),
            properties,
            Clock.systemUTC());
    ask(retriever, "all");
    ask(retriever, "in, 999 of 1,000", is(Operator.IN, Metadatum.of("kind", "plain")));
    ask(retriever, "not in, 999 of 1,000", is(Operator.NOT_IN, Metadatum.of("kind", "rare")));
    ask(retriever, "above, 9 of 10", is(Operator.ABOVE, Metadatum.of("size", 99)));
    ask(retriever, "above, half", is(Operator.ABOVE, Metadatum.of("size", 499)));
    ask(
        retriever,
        "above and below, 1 of 20",
        is(Operator.ABOVE, Metadatum.of("size", 474)),
        is(Operator.BELOW, Metadatum.of("size", 525)));
    ask(retriever, "above, 1 of 10", is(Operator.ABOVE, Metadatum.of("size", 899)));
    ask(retriever, "in, 1 of 1,000", is(Operator.IN, Metadatum.of("kind", "rare")));
    restrict();
    ask(retriever, "readers, 999 of 1,000");
  }

  private static Condition is(Operator operator, Metadatum value) {
    return new Condition(operator, List.of(value));
  }

  private void ask(Retriever retriever, String what, Condition... conditions) {
    var scope = new Scope(List.of(collection), List.of()).filtered(List.of(conditions));
    var principal = new Principal(TENANT, "somebody", List.of("others"));
    double[] millis = new double[QUESTIONS];
    int documents = 0;
    for (int i = 0; i < QUESTIONS; i++) {
      String text = "w%d w%d w%d".formatted(random.nextInt(40), word(), word());
      var question = Asker.question(principal, scope, Legs.BOTH, text);
      long began = System.nanoTime();
      documents = Asker.retrieved(retriever.find(question)).documents();
      millis[i] = (System.nanoTime() - began) / 1e6;
    }
    Arrays.sort(millis);
    System.out.printf(
        "figure: %s: %d documents, p50 %.0f ms, p95 %.0f ms%n",
        what, documents, millis[QUESTIONS / 2], millis[QUESTIONS * 95 / 100]);
  }

  private int word() {
    return random.nextInt(WORDS);
  }

  private void write(int generation) throws SQLException {
    long began = System.nanoTime();
    for (int from = 0; from < sources; from += BATCH) {
      int count = Math.min(BATCH, sources - from);
      transaction.run(TENANT, STATEMENT, jdbc -> write(jdbc, generation, count));
    }
    step("written", began);
    int moved;
    do {
      moved = transaction.call(TENANT, Merger::step);
    } while (moved > 0);
    step("words merged", began);
    new Sealing(transaction, vectors).run(TENANT, generation);
    step("vectors sealed", began);
    try (var connection = DriverManager.getConnection(database, TestDatabase.OWNER, "");
        var statement = connection.createStatement()) {
      statement.execute("analyze");
    }
    step("analyzed", began);
  }

  private static void step(String what, long began) {
    System.out.printf("figure: %s after %.0f s%n", what, (System.nanoTime() - began) / 1e9);
  }

  private void write(JdbcClient jdbc, int generation, int count) {
    int before = jdbc.sql("select coalesce(max(no), 0) from source").query(Integer.class).single();
    jdbc.sql(
            """
            insert into source (document, version, generation, collection, owner, name, language,
              text_hash, text_blob, structure_blob, items, items_done, passages, live)
            select gen_random_uuid(), 1, :generation, :collection, 'local', 'a.txt', 'en', 'hash',
              'text', 'structure', 1, 1, 3, true
            from generate_series(1, :count)
            """)
        .param("generation", generation)
        .param("collection", collection.value())
        .param("count", count)
        .update();
    List.of(
            """
            insert into attribute (source, key, text)
            select no, 'kind', case when mod(no, 1000) = 0 then 'rare' else 'plain' end
            from source where no > :before
            """,
            """
            insert into attribute (source, key, number)
            select no, 'size', mod(no::bigint * 7919, 1000) from source where no > :before
            """,
            """
            insert into attribute (source, key, text)
            select no, 'language', 'en' from source where no > :before
            """,
            """
            insert into %s (source, ordinal, tokens_seen, tokens_given, embedding)
            select no, 0, 1, 1, (
              select array_agg(random() - 0.5) from generate_series(1, 8) where no > 0)::real[]::vector::halfvec
            from source where no > :before
            """
                .formatted(VectorRepository.table(generation)),
            """
            insert into passage (source, ordinal, "start", "end", headings, body)
            select no, o, 4 * o, 4 * o + 3, '', (
              select string_agg('w' || floor(2000 * random() ^ 3), ' ') from generate_series(1, 3)
              where no + o >= 0)
            from source, generate_series(0, 2) o where no > :before
            """)
        .forEach(rows -> jdbc.sql(rows).param("before", before).update());
  }

  private void restrict() {
    transaction.run(
        TENANT,
        STATEMENT,
        jdbc -> {
          jdbc.sql("update source set restricted = true where mod(no, 1000) = 0").update();
          jdbc.sql(
                  "insert into reader (source, name) select no, 'crew' from source where restricted")
              .update();
        });
  }
}
