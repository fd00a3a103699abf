package io.longshore.embedder.retrieval;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.question.Scope;
import io.longshore.embedder.passages.PassageKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a scope holds, inside the caller's transaction. */
final class ScopeRepository {
  private ScopeRepository() {}

  /** The sources that are searched in a scope. */
  static List<SearchedSource> sources(JdbcClient jdbc, Scope scope) {
    return jdbc.sql(
            """
            select no, document, version, generation, name, language, text_hash, passages, terms
            from source
            where live and collection = any(:collections::uuid[])
              and (cardinality(:documents::uuid[]) = 0 or document = any(:documents::uuid[]))
            order by no
            """)
        .param(
            "collections",
            scope.collections().stream().map(Object::toString).toArray(String[]::new))
        .param("documents", scope.documents().stream().map(Object::toString).toArray(String[]::new))
        .query((row, number) ->
            new SearchedSource(
                row.getInt(1),
                new DocumentId(row.getObject(2, UUID.class)),
                row.getInt(3),
                row.getInt(4),
                Objects.requireNonNull(row.getString(5)),
                Objects.requireNonNull(row.getString(6)),
                Objects.requireNonNull(row.getString(7)),
                row.getInt(8),
                row.getLong(9)))
        .list();
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

  /** A passage as it is stored. */
  record StoredPassage(
      int start, int end, @Nullable Integer page, List<String> headings, String text) {}
}
