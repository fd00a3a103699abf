package io.longshore.gateway.library;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.question.RetrievalSettings;
import io.longshore.contracts.question.Scope;
import io.longshore.runtime.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where a question looks, with what is not ready there yet: one round trip for either kind. */
@Component
final class ScopeRepository {
  /** As the predicate of the index {@code document_version_pending}. */
  private static final String PENDING = "v.state in ('queued', 'parsing', 'embedding', 'waiting')";

  private final Json json;

  ScopeRepository(Json json) {
    this.json = json;
  }

  /** All of a collection; empty when the principal may read none of this name. */
  Optional<Scope> ofCollection(JdbcClient jdbc, Principal principal, String name) {
    return jdbc.sql(
            """
            select c.id, c.settings, (select count(*) from document_version v
              join document d on d.tenant = v.tenant and d.id = v.document
                and d.version = v.version
              where d.collection = c.id and d.delete_version is null and %s and %s) pending
            from collection c where c.deleted_at is null and c.name = :name and %s
            """
                .formatted(PENDING, Rights.READS_WITHIN, Rights.READS_COLLECTION))
        .params(Rights.of(principal))
        .param("name", Names.wanted(name))
        .query((row, index) ->
            new Scope(
                    List.of(new CollectionId(row.getObject("id", UUID.class))),
                    List.of(),
                    row.getInt("pending"))
                .with(settings(row).orElse(null)))
        .optional();
  }

  /** Those of the documents that are there for the principal to read, in no order. */
  List<Wanted> documents(JdbcClient jdbc, Principal principal, List<DocumentId> ids) {
    return jdbc.sql(
            """
            select d.id, d.collection, c.name, c.settings, %s pending
            from document d
            join collection c on c.tenant = d.tenant and c.id = d.collection
            join document_version v
              on v.tenant = d.tenant and v.document = d.id and v.version = d.version
            where d.id in (:ids) and d.delete_version is null and %s
            """
                .formatted(PENDING, Rights.READS_DOCUMENT))
        .params(Rights.of(principal))
        .param("ids", ids.stream().map(DocumentId::value).toList())
        .query((row, index) ->
            new Wanted(
                new DocumentId(row.getObject("id", UUID.class)),
                new CollectionId(row.getObject("collection", UUID.class)),
                row.getString("name"),
                row.getBoolean("pending"),
                settings(row)))
        .list();
  }

  private Optional<RetrievalSettings> settings(ResultSet row) throws SQLException {
    return CollectionRepository.settings(row.getString("settings"), json);
  }

  /**
   * A document of a scope.
   *
   * @param pending its latest version is not ready
   * @param settings of the collection
   */
  record Wanted(
      DocumentId document,
      CollectionId collection,
      String collectionName,
      boolean pending,
      Optional<RetrievalSettings> settings) {}
}
