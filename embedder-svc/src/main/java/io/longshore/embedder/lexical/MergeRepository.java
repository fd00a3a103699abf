package io.longshore.embedder.lexical;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows of {@code segment} and the sources in them, for those who change them, inside the caller's
 * transaction. Sources are locked before their segment.
 */
final class MergeRepository {
  private static final String LOOSE =
      """
      live and coalesce(segment, no) = no and (passages < :short or segment is null)
      """;

  private static final String SPARSE = "places - passages > greatest(passages, :least)";

  private MergeRepository() {}

  /** Locks the tenant's segments against other mergers; false when one is at it. */
  static boolean lock(JdbcClient jdbc) {
    return jdbc.sql(
            """
            select pg_try_advisory_xact_lock(
              hashtext('longshore.merger'), current_setting('longshore.tenant')::int)
            """)
        .query(Boolean.class)
        .single();
  }

  /**
   * The kind of which most sources are to be put together.
   *
   * @param many sources of a kind, fewer are left alone unless some aren't written yet
   * @param alone sources of so many passages need no others
   */
  static Optional<Kind> kind(JdbcClient jdbc, int many, int alone) {
    return jdbc.sql(
            """
            select collection, language, generation from source where %s
            group by collection, language, generation
            having count(*) >= :many or bool_or(segment is null) order by count(*) desc limit 1
            """
                .formatted(LOOSE))
        .param("short", alone)
        .param("many", many)
        .query(MergeRepository::kind)
        .optional();
  }

  private static Kind kind(ResultSet row, int number) throws SQLException {
    return new Kind(
        row.getObject(1, UUID.class), Objects.requireNonNull(row.getString(2)), row.getInt(3));
  }

  /** Locks sources of a kind that are to be put together, without those that somebody erases. */
  static List<Loose> loose(JdbcClient jdbc, Kind kind, int most, int alone) {
    return jdbc.sql(
            """
            select no, passages from source
            where %s and collection = :collection and language = :language
              and generation = :generation
            order by no limit :most for update skip locked
            """
                .formatted(LOOSE))
        .param("short", alone)
        .param("collection", kind.collection())
        .param("language", kind.language())
        .param("generation", kind.generation())
        .param("most", most)
        .query(Loose.class)
        .list();
  }

  /** A segment of which more places are empty than taken. */
  static Optional<Integer> sparse(JdbcClient jdbc, int least) {
    return jdbc.sql("select no from segment where %s limit 1".formatted(SPARSE))
        .param("least", least)
        .query(Integer.class)
        .optional();
  }

  /** Locks the first sources of a segment, in the order of their places. */
  static List<Location> members(JdbcClient jdbc, int segment, int most) {
    return jdbc
        .sql(
            """
            select no as source, segment, place, passages, terms from source where no in (
              select no from source where segment = :segment order by place limit :most)
            order by no for update
            """)
        .param("segment", segment)
        .param("most", most)
        .query(Location.class)
        .list()
        .stream()
        .sorted(Comparator.comparingInt(Location::place))
        .toList();
  }

  /** Locks a segment of a kind that has room and isn't to be made anew; made when there is none. */
  static Segment open(JdbcClient jdbc, Kind kind, int places, int least) {
    return jdbc.sql(
            """
            select * from segment
            where collection = :collection and language = :language and generation = :generation
              and places < :places and not %s
            order by no limit 1 for update
            """
                .formatted(SPARSE))
        .param("collection", kind.collection())
        .param("language", kind.language())
        .param("generation", kind.generation())
        .param("places", places)
        .param("least", least)
        .query(MergeRepository::segment)
        .optional()
        .orElseGet(() -> create(jdbc, kind));
  }

  private static Segment create(JdbcClient jdbc, Kind kind) {
    return jdbc.sql(
            """
            insert into segment (collection, language, generation)
            values (:collection, :language, :generation) returning *
            """)
        .param("collection", kind.collection())
        .param("language", kind.language())
        .param("generation", kind.generation())
        .query(MergeRepository::segment)
        .single();
  }

  /** What the sources of a segment have in common. */
  static Kind kindOf(JdbcClient jdbc, int segment) {
    return jdbc.sql("select collection, language, generation from segment where no = :segment")
        .param("segment", segment)
        .query(MergeRepository::kind)
        .single();
  }

  static Segment lock(JdbcClient jdbc, int segment) {
    return jdbc.sql("select * from segment where no = :segment for update")
        .param("segment", segment)
        .query(MergeRepository::segment)
        .single();
  }

  private static Segment segment(ResultSet row, int number) throws SQLException {
    return new Segment(
        row.getInt("no"),
        Objects.requireNonNull(row.getString("language")),
        row.getInt("places"),
        BitSet.valueOf(row.getBytes("borders")),
        row.getInt("documents"),
        row.getInt("passages"),
        row.getLong("terms"));
  }

  static void update(JdbcClient jdbc, Segment segment) {
    jdbc.sql(
            """
            update segment set places = :places, borders = :borders, documents = :documents,
              passages = :passages, terms = :terms
            where no = :no
            """)
        .param("places", segment.places())
        .param("borders", segment.borders().toByteArray())
        .param("documents", segment.documents())
        .param("passages", segment.passages())
        .param("terms", segment.terms())
        .param("no", segment.no())
        .update();
  }

  static void delete(JdbcClient jdbc, int segment) {
    jdbc.sql("delete from segment where no = :segment").param("segment", segment).update();
  }

  /** Says where sources are now. */
  static void move(JdbcClient jdbc, List<Location> to) {
    jdbc.sql(
            """
            update source s set segment = m.segment, place = m.place, terms = m.terms
            from unnest(:sources, :segments, :places, :terms) as m(no, segment, place, terms)
            where s.no = m.no
            """)
        .param("sources", to.stream().mapToInt(Location::source).toArray())
        .param("segments", to.stream().mapToInt(Location::segment).toArray())
        .param("places", to.stream().mapToInt(Location::place).toArray())
        .param("terms", to.stream().mapToLong(Location::terms).toArray())
        .update();
  }

  /** What sources of one segment have in common. */
  record Kind(UUID collection, String language, int generation) {}

  /** A source that is to be put into a segment. */
  record Loose(int no, int passages) {}
}
