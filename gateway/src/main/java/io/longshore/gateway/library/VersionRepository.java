package io.longshore.gateway.library;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.document.DocumentParsed;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.tenant.Timestamptz;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of {@code document_version}: what was handed in, and how far it has come. */
@Component
final class VersionRepository {
  private final Json json;

  VersionRepository(Json json) {
    this.json = json;
  }

  /** The latest of its document from now on. */
  void insert(JdbcClient jdbc, Version version, Instant now) {
    jdbc.sql("update document set version = :version, updated_at = :now where id = :id")
        .param("version", version.version())
        .param("now", Timestamptz.of(now))
        .param("id", version.document().value())
        .update();
    jdbc.sql(
            """
            insert into document_version
              (document, version, blob, bytes, media_type, language, date, metadata, readers, state)
            values (:document, :version, :blob, :bytes, :mediaType, :language, :date,
              :metadata::jsonb, :readers, 'queued')
            """)
        .param("document", version.document().value())
        .param("version", version.version())
        .param("blob", version.blob())
        .param("bytes", version.bytes())
        .param("mediaType", version.mediaType())
        .param("language", version.language())
        .param("date", version.date())
        .param("metadata", json.text(version.metadata()))
        .param("readers", version.readers().toArray(String[]::new))
        .update();
  }

  /** What is said about it now. */
  void describe(JdbcClient jdbc, Version version, Instant now) {
    jdbc.sql(
            """
            update document_version set metadata = :metadata::jsonb, readers = :readers
            where document = :document and version = :version
            """)
        .param("metadata", json.text(version.metadata()))
        .param("readers", version.readers().toArray(String[]::new))
        .param("document", version.document().value())
        .param("version", version.version())
        .update();
    touch(jdbc, version.document(), now);
  }

  /**
   * Locks the document and then the version; empty when it is unknown or its document is being
   * deleted.
   */
  Optional<Tracking> lock(JdbcClient jdbc, DocumentId id, int version) {
    DocumentRepository.lock(jdbc, id);
    return jdbc.sql(
            """
            select v.* from document_version v
            join document d on d.tenant = v.tenant and d.id = v.document
            where v.document = :id and v.version = :version and d.delete_version is null
            for update of v
            """)
        .param("id", id.value())
        .param("version", version)
        .query((row, index) -> DocumentRepository.tracking(row))
        .optional();
  }

  void track(JdbcClient jdbc, DocumentId id, int version, Tracking now, Instant at) {
    jdbc.sql(
            """
            update document_version set state = :state, done = :done, total = :total, code = :code,
              message = :message, rate_since = :rateSince, rate_from = :rateFrom
            where document = :id and version = :version
            """)
        .param("state", now.state().text())
        .param("done", now.done())
        .param("total", now.total())
        .param("code", now.code())
        .param("message", now.message())
        .param("rateSince", now.rateSince() == null ? null : Timestamptz.of(now.rateSince()))
        .param("rateFrom", now.rateFrom())
        .param("id", id.value())
        .param("version", version)
        .update();
    touch(jdbc, id, at);
  }

  /**
   * The first text stays: citations name it, and what is indexed was cut out of it. Of a document
   * that is being deleted the last one is kept, to be let go.
   */
  void keepText(JdbcClient jdbc, DocumentParsed parsed) {
    DocumentRepository.lock(jdbc, parsed.document());
    jdbc.sql(
            """
            update document_version set media_type = :mediaType,
              language = coalesce(language, :language), text_hash = :textHash, text_blob = :text,
              structure_blob = :structure, code_points = :codePoints, words = :words, pages = :pages
            where document = :id and version = :version
              and (text_hash is null or text_hash = :textHash or exists (
                select from document where id = :id and delete_version is not null))
            """)
        .param("mediaType", parsed.mediaType())
        .param("language", parsed.language())
        .param("textHash", parsed.textHash())
        .param("text", parsed.text())
        .param("structure", parsed.structure())
        .param("codePoints", parsed.codePoints())
        .param("words", parsed.words())
        .param("pages", parsed.pages())
        .param("id", parsed.document().value())
        .param("version", parsed.version())
        .update();
  }

  void keepReady(JdbcClient jdbc, DocumentId id, int version, long tokensSeen, long tokensGiven) {
    jdbc.sql(
            """
            update document_version set tokens_seen = :seen, tokens_given = :given
            where document = :id and version = :version
            """)
        .param("seen", tokensSeen)
        .param("given", tokensGiven)
        .param("id", id.value())
        .param("version", version)
        .update();
    jdbc.sql("update document set ready_version = greatest(ready_version, :version) where id = :id")
        .param("id", id.value())
        .param("version", version)
        .update();
  }

  private static void touch(JdbcClient jdbc, DocumentId id, Instant at) {
    jdbc.sql("update document set updated_at = :now where id = :id")
        .param("id", id.value())
        .param("now", Timestamptz.of(at))
        .update();
  }
}
