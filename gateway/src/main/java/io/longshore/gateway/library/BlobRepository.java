package io.longshore.gateway.library;

import io.longshore.contracts.DocumentId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which blobs are held by which documents, in the rows. */
@Component
final class BlobRepository {
  /** Nobody deletes this blob, or starts to hold it, before the transaction ends. */
  void lock(JdbcClient jdbc, String key) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
        .param("key", key)
        .query()
        .singleRow();
  }

  /**
   * Keys of the blobs that no other document holds, locked against a new holder. Looks also at what
   * was made of the same bytes for documents that are gone: that was kept only for this one.
   */
  List<String> own(JdbcClient jdbc, DocumentId id) {
    var keys =
        jdbc.sql(
                """
                select distinct key from document_version v
                cross join unnest(array[v.blob, v.text_blob, v.structure_blob]) key
                where key is not null
                  and v.blob in (select m.blob from document_version m where m.document = :id)
                order by key
                """)
            .param("id", id.value())
            .query(String.class)
            .list();
    keys.forEach(key -> lock(jdbc, key));
    return unheld(jdbc, keys, id);
  }

  /**
   * Those of the keys that no document holds, but for {@code except}. A deleted document holds
   * nothing; one that is not parsed yet holds as well what was made of the same bytes before.
   */
  List<String> unheld(JdbcClient jdbc, List<String> keys, @Nullable DocumentId except) {
    return jdbc.sql(
            """
            with alive as (
              select v.blob, v.text_blob, v.structure_blob from document_version v
              join document d on d.tenant = v.tenant and d.id = v.document
              where d.deleted_at is null and v.document is distinct from :except::uuid)
            select key from unnest(:keys::text[]) key
            where not exists (select from alive where blob = key)
              and not exists (select from alive where text_blob = key)
              and not exists (select from alive where structure_blob = key)
              and not exists (
                select from document_version made
                join alive on alive.blob = made.blob and alive.text_blob is null
                where made.text_blob = key)
              and not exists (
                select from document_version made
                join alive on alive.blob = made.blob and alive.text_blob is null
                where made.structure_blob = key)
            order by key
            """)
        .param("keys", keys.toArray(String[]::new))
        .param("except", except == null ? null : except.value())
        .query(String.class)
        .list();
  }
}
