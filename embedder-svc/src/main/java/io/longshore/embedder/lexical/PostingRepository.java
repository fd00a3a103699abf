package io.longshore.embedder.lexical;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of {@code posting}, inside the caller's transaction. */
final class PostingRepository {
  private PostingRepository() {}

  static void insert(JdbcClient jdbc, int source, Map<Long, List<Postings.Block>> blocks) {
    int rows = blocks.values().stream().mapToInt(List::size).sum();
    long[] terms = new long[rows];
    int[] firsts = new int[rows];
    int[] counts = new int[rows];
    byte[][] payloads = new byte[rows][];
    int row = 0;
    for (Map.Entry<Long, List<Postings.Block>> term : blocks.entrySet()) {
      for (Postings.Block block : term.getValue()) {
        terms[row] = term.getKey();
        firsts[row] = block.first();
        counts[row] = block.count();
        payloads[row] = block.payload();
        row++;
      }
    }
    jdbc.sql(
            """
            insert into posting (source, term, first, n, payload)
            select :source, * from unnest(:terms, :firsts, :counts, :payloads)
            order by 2, 3
            """)
        .param("source", source)
        .param("terms", terms)
        .param("firsts", firsts)
        .param("counts", counts)
        .param("payloads", payloads)
        .update();
  }

  static void delete(JdbcClient jdbc, int[] sources) {
    jdbc.sql("delete from posting where source = any(:sources)").param("sources", sources).update();
  }

  /** In how many passages of the sources each term stands; terms that stand in none are missing. */
  static Map<Long, Long> frequencies(JdbcClient jdbc, Collection<Long> terms, int[] sources) {
    Map<Long, Long> frequencies = new HashMap<>();
    jdbc.sql(
            """
            select term, sum(n) from posting
            where term = any(:terms) and source = any(:sources) group by term
            """)
        .param("terms", array(terms))
        .param("sources", sources)
        .query(row -> {
          frequencies.put(row.getLong(1), row.getLong(2));
        });
    return frequencies;
  }

  static List<Row> find(JdbcClient jdbc, Collection<Long> terms, int[] sources) {
    return jdbc.sql(
            """
            select term, source, first, n, payload from posting
            where term = any(:terms) and source = any(:sources)
            """)
        .param("terms", array(terms))
        .param("sources", sources)
        .query((row, number) ->
            new Row(row.getLong(1), row.getInt(2), row.getInt(3), row.getInt(4), row.getBytes(5)))
        .list();
  }

  private static long[] array(Collection<Long> terms) {
    return terms.stream().mapToLong(Long::longValue).toArray();
  }

  /** One block as it is stored. */
  @SuppressWarnings("ArrayRecordComponent") // read once, by the scorer
  record Row(long term, int source, int first, int count, byte[] payload) {}
}
