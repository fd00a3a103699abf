package io.longshore.embedder.lexical;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of {@code posting}, inside the caller's transaction. */
final class PostingRepository {
  private static final String ROW = "p.term, p.segment, p.first, p.last, p.n, p.payload";

  /** Of one statement, so that none comes near its time limit. */
  private static final int PUT_ROWS = 20_000;

  private PostingRepository() {}

  /** Writes blocks; one that begins where a stored one does takes its place. */
  static void put(JdbcClient jdbc, int segment, Map<Long, ? extends List<Postings.Block>> blocks) {
    List<Named> sorted =
        blocks.entrySet().stream()
            .flatMap(term -> term.getValue().stream().map(block -> new Named(term.getKey(), block)))
            .sorted(Comparator.comparingLong(Named::term).thenComparingInt(n -> n.block.first()))
            .toList();
    for (int from = 0; from < sorted.size(); from += PUT_ROWS) {
      put(jdbc, segment, sorted.subList(from, Math.min(sorted.size(), from + PUT_ROWS)));
    }
  }

  /** A block and its term. */
  private record Named(long term, Postings.Block block) {}

  private static void put(JdbcClient jdbc, int segment, List<Named> rows) {
    jdbc.sql(
            """
            insert into posting (segment, term, first, last, n, payload)
            select :segment, * from unnest(:terms, :firsts, :lasts, :counts, :payloads)
            on conflict (tenant, segment, term, first) do update
              set last = excluded.last, n = excluded.n, payload = excluded.payload
            """)
        .param("segment", segment)
        .param("terms", rows.stream().mapToLong(Named::term).toArray())
        .param("firsts", rows.stream().mapToInt(row -> row.block.first()).toArray())
        .param("lasts", rows.stream().mapToInt(row -> row.block.last()).toArray())
        .param("counts", rows.stream().mapToInt(row -> row.block.count()).toArray())
        .param("payloads", rows.stream().map(row -> row.block.payload()).toArray(byte[][]::new))
        .update();
  }

  /** Removes all of some segments. */
  static void delete(JdbcClient jdbc, int[] segments) {
    jdbc.sql("delete from posting where segment = any(:segments)")
        .param("segments", segments)
        .update();
  }

  static void delete(JdbcClient jdbc, List<Row> rows) {
    jdbc.sql(
            """
            delete from posting p using unnest(:terms, :segments, :firsts) as g(term, segment, first)
            where p.term = g.term and p.segment = g.segment and p.first = g.first
            """)
        .param("terms", rows.stream().mapToLong(Row::term).toArray())
        .param("segments", rows.stream().mapToInt(Row::segment).toArray())
        .param("firsts", rows.stream().mapToInt(Row::first).toArray())
        .update();
  }

  /** The last blocks of terms in a segment, those that have room. */
  static List<Row> tails(JdbcClient jdbc, int segment, Collection<Long> terms) {
    return jdbc.sql(
            """
            select %s from unnest(:terms) as wanted(term) cross join lateral (
              select * from posting where segment = :segment and term = wanted.term
              order by first desc limit 1) p
            where p.n < :full
            """
                .formatted(ROW))
        .param("terms", array(terms))
        .param("segment", segment)
        .param("full", Postings.BLOCK)
        .query(PostingRepository::row)
        .list();
  }

  /**
   * How many postings of the scope's segments each term has at most; terms without any are missing.
   */
  static Map<Long, Long> frequencies(
      JdbcClient jdbc, Collection<Long> terms, List<Segments.Range> ranges) {
    Map<Long, Long> frequencies = new HashMap<>();
    query(jdbc, "p.term, sum(p.n)", terms, ranges, "group by p.term")
        .query(row -> {
          frequencies.put(row.getLong(1), row.getLong(2));
        });
    return frequencies;
  }

  /** The blocks of terms that overlap with the ranges. */
  static List<Row> find(JdbcClient jdbc, Collection<Long> terms, List<Segments.Range> ranges) {
    return query(jdbc, ROW, terms, ranges, "").query(PostingRepository::row).list();
  }

  private static JdbcClient.StatementSpec query(
      JdbcClient jdbc,
      String columns,
      Collection<Long> terms,
      List<Segments.Range> ranges,
      String grouped) {
    return jdbc.sql(
            """
            select %s from unnest(:segments, :froms, :tos) as range(segment, "from", "to")
            join posting p on p.term = any(:terms) and p.segment = range.segment
              and p.first < range."to" and p.last >= range."from" %s
            """
                .formatted(columns, grouped))
        .param("segments", ranges.stream().mapToInt(Segments.Range::segment).toArray())
        .param("froms", ranges.stream().mapToInt(Segments.Range::from).toArray())
        .param("tos", ranges.stream().mapToInt(Segments.Range::to).toArray())
        .param("terms", array(terms));
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    return new Row(
        row.getLong(1),
        row.getInt(2),
        row.getInt(3),
        row.getInt(4),
        row.getInt(5),
        row.getBytes(6));
  }

  private static long[] array(Collection<Long> terms) {
    return terms.stream().mapToLong(Long::longValue).toArray();
  }

  /** One block as it is stored. */
  @SuppressWarnings("ArrayRecordComponent") // read once, by the scorer
  record Row(long term, int segment, int first, int last, int count, byte[] payload) {
    /** As a block that goes on growing. */
    Postings.Block block() {
      return new Postings.Block(first, last, count, payload);
    }

    /** As a block without the postings of some places. */
    Postings.Block without(Segments.Range range) {
      var block = new Postings.Block(first);
      var postings = new Unpacked(count);
      postings.add(this);
      for (int i = 0; i < count; i++) {
        int place = postings.places[i];
        if (place < range.from() || place >= range.to()) {
          block.add(place, postings.frequencies[i] & 0xff, postings.lengths[i] & 0xff);
        }
      }
      return block;
    }
  }
}
