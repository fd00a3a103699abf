package io.longshore.gateway.library;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How documents are forgotten, in the rows. */
@Component
final class DeletionRepository {
  /** What is told to the rooms. */
  record Order(DocumentId document, CollectionId collection, String name, int version) {}

  /** The documents of a collection that are not being deleted yet. */
  List<DocumentId> alive(JdbcClient jdbc, CollectionId collection) {
    return jdbc
        .sql("select id from document where collection = :collection and delete_version is null")
        .param("collection", collection.value())
        .query(UUID.class)
        .list()
        .stream()
        .map(DocumentId::new)
        .toList();
  }

  /** Marks it; empty when it was marked before or is unknown. */
  Optional<Order> mark(JdbcClient jdbc, DocumentId id, Instant now) {
    return jdbc.sql(
            """
            update document set delete_version = version + 1, updated_at = :now
            where id = :id and delete_version is null
            returning collection, name, delete_version
            """)
        .param("id", id.value())
        .param("now", at(now))
        .query(
            (row, index) ->
                new Order(
                    id,
                    new CollectionId(row.getObject("collection", UUID.class)),
                    row.getString("name"),
                    row.getInt("delete_version")))
        .optional();
  }

  /**
   * An owner holds nothing of it any more.
   *
   * @return all owners that said so for this deletion; empty when it is over or not meant
   */
  Set<String> erased(JdbcClient jdbc, DocumentId id, int version, String owner, Instant now) {
    return jdbc.sql(
            """
            update document set updated_at = :now,
              erased_by = array(select distinct unnest(array_append(erased_by, :owner)))
            where id = :id and delete_version <= :version and deleted_at is null
            returning erased_by
            """)
        .param("owner", owner)
        .param("now", at(now))
        .param("id", id.value())
        .param("version", version)
        .query((row, index) -> Set.of((String[]) row.getArray(1).getArray()))
        .optional()
        .orElse(Set.of());
  }

  /** Keys of the blobs that only this document holds, locked against a new holder. */
  List<String> ownBlobs(JdbcClient jdbc, DocumentId id) {
    return jdbc.sql(
            """
            select distinct key from document_version v
            cross join unnest(array[v.blob, v.text_blob, v.structure_blob]) key
            where v.document = :id and key is not null order by key
            """)
        .param("id", id.value())
        .query(String.class)
        .list()
        .stream()
        .peek(key -> lock(jdbc, key))
        .filter(key -> !isHeldByAnother(jdbc, id, key))
        .toList();
  }

  /** Nobody deletes this blob, or starts to hold it, before the transaction ends. */
  void lock(JdbcClient jdbc, String key) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
        .param("key", key)
        .query()
        .singleRow();
  }

  void deleted(JdbcClient jdbc, DocumentId id, Instant now) {
    jdbc.sql("update document set deleted_at = :now, updated_at = :now where id = :id")
        .param("now", at(now))
        .param("id", id.value())
        .update();
  }

  /**
   * Another document of the same bytes counts as a holder of the text as well: it may be on its way
   * to that very text.
   */
  private static boolean isHeldByAnother(JdbcClient jdbc, DocumentId id, String key) {
    return jdbc.sql(
            """
            select exists (
              select from document_version o
              join document d on d.tenant = o.tenant and d.id = o.document
              where o.document <> :id and d.deleted_at is null
                and (o.blob = :key or o.text_blob = :key or o.structure_blob = :key
                  or (o.text_blob is null and o.blob in (
                    select v.blob from document_version v
                    where v.document = :id and (v.text_blob = :key or v.structure_blob = :key)))))
            """)
        .param("id", id.value())
        .param("key", key)
        .query(Boolean.class)
        .single();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
