package io.longshore.gateway.library;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.Principal;
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
  /**
   * Its documents are all but the hidden ones: of those an index tells, so most counts look at no
   * version.
   */
  private static final String SELECT =
      """
      select c.id, c.name, c.owner, c.readers, c.editors, c.settings, c.created_at,
        (select count(*) from document d
         where d.tenant = c.tenant and d.collection = c.id and d.delete_version is null)
        - (select count(*) from document d
           join document_version v
             on v.tenant = d.tenant and v.document = d.id and v.version = d.version
           where d.tenant = c.tenant and d.collection = c.id and d.delete_version is null
             and v.readers <> '{}' and not %s) documents
      from collection c where c.deleted_at is null and %s
      """
          .formatted(Rights.READS_WITHIN, Rights.READS_COLLECTION);

  private final Json json;

  CollectionRepository(Json json) {
    this.json = json;
  }

  /** One that something is put into. */
  private record Target(CollectionId id, boolean readable, boolean editable) {}

  /**
   * One to put something into, made when there is none; either way it can't be deleted before this
   * transaction ends.
   *
   * @throws LibraryProblem when it is not for the principal to change
   */
  CollectionId findOrCreate(JdbcClient jdbc, Principal principal, String name, Instant now) {
    insert(jdbc, principal, name, now);
    return editable(jdbc, principal, name)
        .orElseThrow(() -> new ConcurrentChange("collection " + name + " was just deleted"));
  }

  /**
   * It can't be deleted before this transaction ends.
   *
   * @return empty when there is none
   * @throws LibraryProblem when it is not for the principal to change
   */
  Optional<CollectionId> editable(JdbcClient jdbc, Principal principal, String name) {
    var found =
        jdbc.sql(
                """
                select c.id, %s readable, %s editable from collection c
                where c.name = :name and c.deleted_at is null for key share
                """
                    .formatted(Rights.READS_COLLECTION, Rights.EDITS_COLLECTION))
            .params(Rights.of(principal))
            .param("name", name)
            .query((row, index) ->
                new Target(
                    new CollectionId(row.getObject("id", UUID.class)),
                    row.getBoolean("readable"),
                    row.getBoolean("editable")))
            .optional();
    if (found.filter(target -> !target.readable()).isPresent()) {
      throw LibraryProblem.nameTaken(name);
    }
    if (found.filter(target -> !target.editable()).isPresent()) {
      throw LibraryProblem.notEditor();
    }
    return found.map(Target::id);
  }

  /**
   * @return false when the name is taken
   */
  boolean insert(JdbcClient jdbc, Principal principal, String name, Instant now) {
    return jdbc.sql(
                """
                insert into collection (id, name, owner, created_at)
                values (:id, :name, :owner, :now)
                on conflict (tenant, name) where deleted_at is null do nothing
                """)
            .param("id", CollectionId.random().value())
            .param("name", name)
            .param("owner", principal.owner())
            .param("now", Timestamptz.of(now))
            .update()
        == 1;
  }

  /** Empty also for one that is not for the principal to read. */
  Optional<DocumentCollection> find(JdbcClient jdbc, Principal principal, String name) {
    return jdbc.sql(SELECT + " and c.name = :name")
        .params(Rights.of(principal))
        .param("name", Names.wanted(name))
        .query(this::row)
        .optional();
  }

  List<DocumentCollection> list(JdbcClient jdbc, Principal principal, int limit) {
    return jdbc.sql(SELECT + " order by c.name limit :limit")
        .params(Rights.of(principal))
        .param("limit", limit)
        .query(this::row)
        .list();
  }

  /** Waits for uploads into it, so that none is missed. */
  void lock(JdbcClient jdbc, CollectionId id) {
    jdbc.sql("select 1 from collection where id = :id for update")
        .param("id", id.value())
        .query()
        .singleRow();
  }

  /** Frees the name; the embedder is told. */
  void delete(JdbcClient jdbc, CollectionId id, Instant now) {
    lock(jdbc, id);
    jdbc.sql("update collection set deleted_at = :now where id = :id")
        .param("id", id.value())
        .param("now", Timestamptz.of(now))
        .update();
  }

  void change(JdbcClient jdbc, CollectionId id, DocumentCollection.Change change) {
    jdbc.sql(
            """
            update collection set settings = coalesce(:settings, settings),
              readers = coalesce(:readers, readers), editors = coalesce(:editors, editors)
            where id = :id
            """)
        .param("settings", change.settings() == null ? null : json.text(change.settings()))
        .param("readers", array(change.readers()))
        .param("editors", array(change.editors()))
        .param("id", id.value())
        .update();
  }

  private static String @Nullable [] array(@Nullable List<String> groups) {
    return groups == null ? null : groups.toArray(String[]::new);
  }

  private static List<String> groups(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  /** As the column holds them; empty for none. */
  static Optional<RetrievalSettings> settings(@Nullable String column, Json json) {
    return Optional.ofNullable(column).map(text -> json.read(text, RetrievalSettings.class));
  }

  private DocumentCollection row(ResultSet row, int index) throws SQLException {
    return new DocumentCollection(
        new CollectionId(row.getObject("id", UUID.class)),
        row.getString("name"),
        row.getString("owner"),
        groups(row, "readers"),
        groups(row, "editors"),
        row.getLong("documents"),
        settings(row.getString("settings"), json).orElse(RetrievalSettings.DEFAULT),
        Timestamptz.instant(row, "created_at"));
  }
}
