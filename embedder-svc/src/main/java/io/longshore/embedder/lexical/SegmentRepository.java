package io.longshore.embedder.lexical;

import io.longshore.contracts.CollectionId;
import io.longshore.embedder.generations.Searched;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which sources are in which segments, for those who search, inside the caller's transaction. */
final class SegmentRepository {
  private static final long[] ONE_DOCUMENT = {};
  private static final BitSet NOTHING = new BitSet();

  private SegmentRepository() {}

  /** All of collections whose words are written. */
  static List<Segments.Part> parts(JdbcClient jdbc, List<CollectionId> collections) {
    List<Segments.Part> parts =
        new ArrayList<>(
            sources(
                    jdbc,
                    Searched.SOURCES,
                    "collection = any(:which::uuid[]) and (stray or coalesce(segment, no) = no)")
                .param("which", texts(collections))
                .query(SegmentRepository::document)
                .list());
    parts.addAll(
        jdbc.sql(
                """
                select no, language, generation, places, documents, passages, terms, borders
                from %s g where collection = any(:collections::uuid[])
                """
                    .formatted(Searched.SEGMENTS))
            .param("collections", texts(collections))
            .query(SegmentRepository::segment)
            .list());
    return parts;
  }

  /** Those of some sources whose words are written. */
  static List<Segments.Part> parts(JdbcClient jdbc, int[] sources) {
    return sources(jdbc, "source", "no = any(:which)")
        .param("which", sources)
        .query(SegmentRepository::document)
        .list();
  }

  private static JdbcClient.StatementSpec sources(JdbcClient jdbc, String from, String which) {
    return jdbc.sql(
        """
        select segment, language, generation, place, passages, terms from %s s
        where segment is not null and %s
        """
            .formatted(from, which));
  }

  private static Segments.Part document(ResultSet row, int number) throws SQLException {
    int place = row.getInt("place");
    int passages = row.getInt("passages");
    return new Segments.Part(
        row.getInt("segment"),
        Objects.requireNonNull(row.getString("language")),
        row.getInt("generation"),
        place,
        place + passages,
        1,
        passages,
        row.getLong("terms"),
        ONE_DOCUMENT,
        NOTHING);
  }

  private static Segments.Part segment(ResultSet row, int number) throws SQLException {
    return new Segments.Part(
        row.getInt("no"),
        Objects.requireNonNull(row.getString("language")),
        row.getInt("generation"),
        0,
        row.getInt("places"),
        row.getInt("documents"),
        row.getInt("passages"),
        row.getLong("terms"),
        borders(row),
        NOTHING);
  }

  /** A bit for every place. */
  private static long[] borders(ResultSet row) throws SQLException {
    byte[] bits = row.getBytes("borders");
    int places = row.getInt("places");
    return Arrays.copyOf(BitSet.valueOf(bits).toLongArray(), places / Long.SIZE + 1);
  }

  /** The sources that have passages at the spots, one a spot, in their order. */
  static List<Location> at(JdbcClient jdbc, List<Segments.Spot> spots) {
    return jdbc.sql(
            """
            select s.no, s.segment, s.place, s.passages, s.terms
            from unnest(:segments, :places) with ordinality as wanted(segment, place, number)
            cross join lateral (
              select * from source
              where source.segment = wanted.segment and source.place <= wanted.place and passages > 0
              order by source.place desc limit 1) s
            order by number
            """)
        .param("segments", spots.stream().mapToInt(Segments.Spot::segment).toArray())
        .param("places", spots.stream().mapToInt(Segments.Spot::place).toArray())
        .query(SegmentRepository::location)
        .list();
  }

  /** Where sources are; those whose words aren't written are missing. */
  static List<Location> of(JdbcClient jdbc, int[] sources) {
    return jdbc.sql(
            """
            select no, segment, place, passages, terms from source
            where no = any(:sources) and segment is not null
            """)
        .param("sources", sources)
        .query(SegmentRepository::location)
        .list();
  }

  /**
   * Locks sources, so that nobody moves them until the end of the transaction, and returns those
   * that are in a segment with others, in the order of segments.
   */
  static List<Location> lock(JdbcClient jdbc, int[] sources) {
    return jdbc
        .sql(
            """
            select no, coalesce(segment, no) as segment, place, passages, terms from source
            where no = any(:sources) order by no for update
            """)
        .param("sources", sources)
        .query(SegmentRepository::location)
        .list()
        .stream()
        .filter(location -> location.segment() != location.source())
        .sorted(Comparator.comparingInt(Location::segment))
        .toList();
  }

  private static Location location(ResultSet row, int number) throws SQLException {
    return new Location(
        row.getInt("no"),
        row.getInt("segment"),
        row.getInt("place"),
        row.getInt("passages"),
        row.getLong("terms"));
  }

  private static String[] texts(List<?> ids) {
    return ids.stream().map(Object::toString).toArray(String[]::new);
  }
}
