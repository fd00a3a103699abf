package io.longshore.embedder.lexical;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.embedder.passages.PassageKey;
import io.longshore.runtime.tenant.TenantTransaction;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Live documents of one collection, given as the texts of their passages. */
final class StoredDocuments {
  final CollectionId collection = CollectionId.random();
  private final TenantTransaction transaction;
  private final int tenant;

  StoredDocuments(TenantTransaction transaction, int tenant) {
    this.transaction = transaction;
    this.tenant = tenant;
  }

  record Stored(int source, DocumentId document) {
    PassageKey passage(int ordinal) {
      return new PassageKey(source, ordinal);
    }
  }

  Stored add(String... passages) {
    return addAll(List.<String[]>of(passages)).getFirst();
  }

  /** Several in one transaction. */
  List<Stored> addAll(List<String[]> documents) {
    return transaction.call(
        tenant, jdbc -> documents.stream().map(passages -> add(jdbc, passages)).toList());
  }

  private Stored add(JdbcClient jdbc, String... passages) {
    Stored stored = insert(jdbc, passages);
    long terms = index(1_000_000).add(jdbc, stored.source, passages.length, "en");
    jdbc.sql("update source set live = true, segment = no, terms = :terms where no = :source")
        .param("terms", terms)
        .param("source", stored.source)
        .update();
    return stored;
  }

  /** As the merger finds them after an update of the service. */
  Stored addUnwritten(String... passages) {
    return transaction.call(
        tenant,
        jdbc -> {
          Stored stored = insert(jdbc, passages);
          jdbc.sql("update source set live = true where no = :source")
              .param("source", stored.source)
              .update();
          return stored;
        });
  }

  private Stored insert(JdbcClient jdbc, String... passages) {
    var document = DocumentId.random();
    jdbc.sql(
            """
            insert into generation (key, model, dimensions, passage_tokens)
            values ('stored', 'none', 384, 128) on conflict do nothing
            """)
        .update();
    int source =
        jdbc.sql(
                """
                insert into source (document, version, generation, collection, owner, name, language,
                  text_hash, text_blob, structure_blob, items, items_done, passages)
                select :document, 1, no, :collection, 'local', 'a.txt', 'en', 'hash', 'text', 'structure', 1, 1, :passages
                from generation where key = 'stored' returning no
                """)
            .param("document", document.value())
            .param("collection", collection.value())
            .param("passages", passages.length)
            .query(Integer.class)
            .single();
    jdbc.sql(
            """
            insert into passage (source, ordinal, "start", "end", headings, body)
            select :source, i - 1, 0, 1, '', b from unnest(:bodies) with ordinality as g(b, i)
            """)
        .param("source", source)
        .param("bodies", passages)
        .update();
    return new Stored(source, document);
  }

  void erase(Stored... documents) {
    int[] sources = Arrays.stream(documents).mapToInt(Stored::source).toArray();
    transaction.run(
        tenant,
        jdbc -> {
          index(1_000_000).erase(jdbc, sources);
          jdbc.sql("delete from passage where source = any(:sources)")
              .param("sources", sources)
              .update();
          jdbc.sql("delete from source where no = any(:sources)")
              .param("sources", sources)
              .update();
        });
  }

  /** Merges until nothing is left to do, and returns how many documents were moved. */
  int merge() {
    int moved = 0;
    int step;
    do {
      step = transaction.call(tenant, Merger::step);
      moved += step;
    } while (step > 0);
    return moved;
  }

  List<PassageKey> best(String question, int k) {
    return ask(question, List.of(), 1_000_000, (scores, jdbc) -> scores.best(jdbc, k));
  }

  <T> T ask(
      String question,
      List<DocumentId> only,
      int budget,
      BiFunction<LexicalScores, JdbcClient, T> use) {
    return transaction.read(
        tenant,
        jdbc -> {
          LexicalIndex index = index(budget);
          Segments segments = segments(jdbc, index, collection, only);
          return use.apply(index.search(jdbc, question, segments), jdbc);
        });
  }

  /** Of all documents of a collection when none is named. */
  static Segments segments(
      JdbcClient jdbc, LexicalIndex index, CollectionId collection, List<DocumentId> only) {
    if (only.isEmpty()) {
      return index.segments(jdbc, List.of(collection));
    }
    int[] sources =
        jdbc
            .sql("select no from source where live and document = any(:documents::uuid[])")
            .param("documents", only.stream().map(String::valueOf).toArray(String[]::new))
            .query(Integer.class)
            .stream()
            .mapToInt(Integer::intValue)
            .toArray();
    return index.segments(jdbc, sources);
  }

  long count(String table) {
    return transaction.read(
        tenant, jdbc -> jdbc.sql("select count(*) from " + table).query(Long.class).single());
  }

  private static LexicalIndex index(int budget) {
    return new LexicalIndex(new LexicalProperties(64, budget));
  }
}
