package io.longshore.embedder.index;

import io.longshore.contracts.document.SectionsSubmitted;
import io.longshore.embedder.passages.CutPassage;
import io.longshore.embedder.vectors.VectorRepository;
import io.longshore.inference.encoder.Embedding;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What another source of a document holds of the same passages, inside the caller's transaction.
 */
final class UnchangedRepository {
  /** What vectors of passages depend on of a generation's key: all but sizes and documents. */
  private static final String READING =
      """
      regexp_replace(%s.key, '^(.+)/[0-9]+/([a-z]+)/[^/]+$', '\\1/\\2')\
      """;

  private static final String ALONE =
      """
      select wanted.i, min(p.ordinal) as ordinal
      from unnest(:headings, :bodies) with ordinality as wanted(headings, body, i)
      join passage p using (headings, body)
      where p.source = :source group by wanted.i
      """;

  private static final String ALL_OR_NONE =
      """
      select generate_subscripts(ordinals, 1) as i, unnest(ordinals) as ordinal from (
        select array_agg(p.ordinal order by wanted.i) as ordinals
        from unnest(:starts, :headings, :bodies) with ordinality as wanted(at, headings, body, i)
        join passage p using (headings, body)
        join item on item.source = p.source and item."start" + wanted.at = p."start"
        where p.source = :source and item."end" - item."start" = :length
        group by item.item having count(*) = cardinality(:starts) limit 1) same
      """;

  private UnchangedRepository() {}

  /** Another source of a document whose vectors are made by the same encoder in the same way. */
  record Origin(int no, int generation, int shard) {}

  /** The one that is searched, else the newest. */
  static Optional<Origin> origin(JdbcClient jdbc, SectionsSubmitted item, int generation) {
    return jdbc.sql(
            """
            select s.no, s.generation, s.shard from source s
            join generation other on other.no = s.generation
            join generation this on this.no = :generation and %s = %s
            where s.document = :document and (s.version, s.generation) <> (:version, :generation)
            order by s.live desc, s.version desc, s.no desc limit 1
            """
                .formatted(READING.formatted("other"), READING.formatted("this")))
        .param("document", item.document().value())
        .param("version", item.version())
        .param("generation", generation)
        .query(Origin.class)
        .optional();
  }

  /** Vectors of passages with the same text and headings, by the number of the passage. */
  static Map<Integer, Embedding> alone(JdbcClient jdbc, Origin origin, List<CutPassage> passages) {
    return found(query(jdbc, ALONE, origin, passages));
  }

  /** The vectors of all passages where an item of the same text is there; else none. */
  static Map<Integer, Embedding> allOrNone(
      JdbcClient jdbc, Origin origin, SectionsSubmitted item, List<CutPassage> passages) {
    int[] starts = passages.stream().mapToInt(passage -> passage.start() - item.start()).toArray();
    return found(
        query(jdbc, ALL_OR_NONE, origin, passages)
            .param("starts", starts)
            .param("length", item.end() - item.start()));
  }

  private static JdbcClient.StatementSpec query(
      JdbcClient jdbc, String matches, Origin origin, List<CutPassage> passages) {
    return jdbc.sql(
            """
            select same.i, v.tokens_seen, v.tokens_given, v.embedding::real[] from (%s) same
            join %s v on v.source = :source and v.shard = :shard and v.ordinal = same.ordinal
            """
                .formatted(matches, VectorRepository.table(origin.generation())))
        .param("source", origin.no())
        .param("shard", origin.shard())
        .param("headings", passages.stream().map(PassageRepository::lines).toArray(String[]::new))
        .param("bodies", passages.stream().map(CutPassage::text).toArray(String[]::new));
  }

  private static Map<Integer, Embedding> found(JdbcClient.StatementSpec query) {
    Map<Integer, Embedding> found = new HashMap<>();
    query.query(row -> {
      found.put(row.getInt(1) - 1, embedding(row));
    });
    return found;
  }

  private static Embedding embedding(ResultSet row) throws SQLException {
    Array array = row.getArray(4);
    Float[] stored = (Float[]) array.getArray();
    float[] vector = new float[stored.length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = stored[i];
    }
    return new Embedding(vector, row.getInt(2), row.getInt(3));
  }
}
