package io.longshore.gateway.library;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.question.RetrievalSettings;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.tenant.Timestamptz;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of {@code collection}. */
@Component
final class CollectionRepository {
  private static final String SELECT =
      """
      select c.id, c.name, c.settings, c.created_at,
        (select count(*) from document d
         where d.tenant = c.tenant and d.collection = c.id and d.delete_version is null) documents
      from collection c where c.deleted_at is null
      """;

  private final Json json;

  CollectionRepository(Json json) {
    this.json = json;
  }

  /** Makes it when there is none; either way it can't be deleted before this transaction ends. */
  CollectionId findOrCreate(JdbcClient jdbc, String name, Instant now) {
    insert(jdbc, name, now);
    return jdbc.sql(
            "select id from collection where name = :name and deleted_at is null for key share")
        .param("name", name)
        .query(UUID.class)
        .optional()
        .map(CollectionId::new)
        .orElseThrow(() -> new ConcurrentChange("collection " + name + " was just deleted"));
  }

  /**
   * @return false when the name is taken
   */
  boolean insert(JdbcClient jdbc, String name, Instant now) {
    return jdbc.sql(
                """
                insert into collection (id, name, created_at) values (:id, :name, :now)
                on conflict (tenant, name) where deleted_at is null do nothing
                """)
            .param("id", CollectionId.random().value())
            .param("name", name)
            .param("now", Timestamptz.of(now))
            .update()
        == 1;
  }

  Optional<DocumentCollection> find(JdbcClient jdbc, String name) {
    return jdbc.sql(SELECT + " and c.name = :name")
        .param("name", Names.wanted(name))
        .query(this::row)
        .optional();
  }

  List<DocumentCollection> list(JdbcClient jdbc, int limit) {
    return jdbc.sql(SELECT + " order by c.name limit :limit")
        .param("limit", limit)
        .query(this::row)
        .list();
  }

  /** Frees the name; the embedder is told. Waits for uploads into it, so that none is missed. */
  void delete(JdbcClient jdbc, CollectionId id, Instant now) {
    jdbc.sql("select 1 from collection where id = :id for update")
        .param("id", id.value())
        .query()
        .singleRow();
    jdbc.sql("update collection set deleted_at = :now where id = :id")
        .param("id", id.value())
        .param("now", Timestamptz.of(now))
        .update();
  }

  /**
   * @return false when there is no such collection
   */
  boolean change(JdbcClient jdbc, String name, RetrievalSettings settings) {
    return jdbc.sql(
                "update collection set settings = :settings where name = :name and deleted_at is null")
            .param("settings", json.text(settings))
            .param("name", Names.wanted(name))
            .update()
        == 1;
  }

  /** As the column holds them; empty for none. */
  static Optional<RetrievalSettings> settings(@Nullable String column, Json json) {
    return Optional.ofNullable(column).map(text -> json.read(text, RetrievalSettings.class));
  }

  private DocumentCollection row(ResultSet row, int index) throws SQLException {
    return new DocumentCollection(
        new CollectionId(row.getObject("id", UUID.class)),
        row.getString("name"),
        row.getLong("documents"),
        settings(row.getString("settings"), json).orElse(RetrievalSettings.DEFAULT),
        Timestamptz.instant(row, "created_at"));
  }
}
