package io.longshore.embedder.retrieval;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.embedder.generations.Searched;
import io.longshore.embedder.passages.PassageKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a scope holds, inside the caller's transaction. */
final class ScopeRepository {
  private ScopeRepository() {}

  /** Sources of collections, by the number of their generation. */
  static Map<Integer, List<Embedded>> embedded(JdbcClient jdbc, List<CollectionId> collections) {
    return embedded(
        jdbc,
        Searched.SOURCES,
        "collection = any(:which::uuid[])",
        collections.stream().map(Object::toString).toArray(String[]::new));
  }

  /** Some sources, by the number of their generation. */
  static Map<Integer, List<Embedded>> embedded(JdbcClient jdbc, int[] sources) {
    return embedded(jdbc, "source", "no = any(:which)", sources);
  }

  private static Map<Integer, List<Embedded>> embedded(
      JdbcClient jdbc, String from, String which, Object value) {
    return jdbc
        .sql(
            "select no, generation, shard, passages from %s s where %s order by no"
                .formatted(from, which))
        .param("which", value)
        .query(Embedded.class)
        .list()
        .stream()
        .collect(Collectors.groupingBy(Embedded::generation));
  }

  /** Sources by their numbers. */
  static Map<Integer, SearchedSource> sources(JdbcClient jdbc, int[] numbers) {
    return jdbc
        .sql(
            """
            select no, document, version, name, language, text_hash from source
            where no = any(:numbers)
            """)
        .param("numbers", numbers)
        .query((row, number) ->
            new SearchedSource(
                row.getInt(1),
                new DocumentId(row.getObject(2, UUID.class)),
                row.getInt(3),
                Objects.requireNonNull(row.getString(4)),
                Objects.requireNonNull(row.getString(5)),
                Objects.requireNonNull(row.getString(6))))
        .list()
        .stream()
        .collect(Collectors.toMap(SearchedSource::no, source -> source));
  }

  static Map<PassageKey, StoredPassage> passages(JdbcClient jdbc, List<PassageKey> keys) {
    Map<PassageKey, StoredPassage> passages = new HashMap<>();
    jdbc.sql(
            """
            select source, ordinal, "start", "end", page, headings, body from passage
            join unnest(:sources, :ordinals) as wanted(source, ordinal) using (source, ordinal)
            """)
        .param("sources", keys.stream().mapToInt(PassageKey::source).toArray())
        .param("ordinals", keys.stream().mapToInt(PassageKey::ordinal).toArray())
        .query(row -> {
          passages.put(new PassageKey(row.getInt(1), row.getInt(2)), stored(row));
        });
    return passages;
  }

  private static StoredPassage stored(ResultSet row) throws SQLException {
    String headings = Objects.requireNonNull(row.getString(6));
    return new StoredPassage(
        row.getInt(3),
        row.getInt(4),
        row.getObject(5, Integer.class),
        headings.isEmpty() ? List.of() : List.of(headings.split("\n")),
        Objects.requireNonNull(row.getString(7)));
  }

  /** A source that has vectors. */
  record Embedded(int no, int generation, int shard, int passages) {}

  /** A passage as it is stored. */
  record StoredPassage(
      int start, int end, @Nullable Integer page, List<String> headings, String text) {}
}
