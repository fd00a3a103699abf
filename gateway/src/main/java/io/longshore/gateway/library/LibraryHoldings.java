package io.longshore.gateway.library;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.answer.Citation;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.tenant.TenantTransaction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the library still holds of a document's text, in rows and blobs. */
@Component
public final class LibraryHoldings {
  private final TenantTransaction transactions;
  private final BlobRepository blobRows;
  private final BlobStore blobs;
  private final Json json;

  LibraryHoldings(
      TenantTransaction transactions, BlobRepository blobRows, BlobStore blobs, Json json) {
    this.transactions = transactions;
    this.blobRows = blobRows;
    this.blobs = blobs;
    this.json = json;
  }

  /** By kind; 0 where nothing was found. */
  public Map<String, Long> of(Principal principal, DocumentId id) {
    return transactions.call(
        principal,
        jdbc ->
            Map.of(
                "blobs",
                blobRows.own(jdbc, id).stream().filter(blobs::exists).count(),
                "orders",
                orders(jdbc, id),
                "quotes",
                quotes(jdbc, id),
                "rows",
                rows(jdbc, id),
                "sources",
                sources(jdbc, id)));
  }

  /** Citations of stored answers that still quote it, passages and quotes in their events. */
  private long quotes(JdbcClient jdbc, DocumentId id) {
    return jdbc
        .sql(
            """
            select citations, coalesce(events, '[]') as events from answer
            where citations like :pattern or events like :pattern
            """)
        .param("pattern", "%" + id + "%")
        .query((row, index) ->
            quoted(id, Stream.of(json.read(row.getString("citations"), Citation[].class)))
                + Stream.of(json.read(row.getString("events"), AnswerEvent[].class))
                    .mapToLong(event -> quotes(id, event))
                    .sum())
        .list()
        .stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  /** Rows with anything that was handed in; a tombstone holds nothing of it. */
  private static long rows(JdbcClient jdbc, DocumentId id) {
    return count(jdbc, "select count(*) from document where id = :id and name <> ''", id)
        + count(
            jdbc,
            """
            select count(*) from document_version v
            join document d on d.tenant = v.tenant and d.id = v.document
            where d.id = :id
              and (d.deleted_at is null or v.metadata <> '[]' or v.date is not null)
            """,
            id);
  }

  /** Answers that are known to quote it. */
  private static long sources(JdbcClient jdbc, DocumentId id) {
    return count(jdbc, "select count(*) from answer_source where document = :id", id);
  }

  /** Orders that are still to be sent. */
  private static long orders(JdbcClient jdbc, DocumentId id) {
    return count(jdbc, "select count(*) from outbox where document = :id", id);
  }

  private static long quotes(DocumentId id, AnswerEvent event) {
    var evidence = Optional.ofNullable(event.evidence()).orElse(List.of());
    long passages =
        evidence.stream().filter(one -> one.passage().span().document().equals(id)).count();
    var finished = event.finished();
    return passages
        + quoted(id, Stream.ofNullable(event.citation()))
        + (finished == null ? 0 : quoted(id, finished.citations().stream()));
  }

  private static long quoted(DocumentId id, Stream<Citation> citations) {
    return citations
        .filter(one -> one.span().document().equals(id) && !one.quote().isEmpty())
        .count();
  }

  private static long count(JdbcClient jdbc, String sql, DocumentId id) {
    return jdbc.sql(sql).param("id", id.value()).query(Long.class).single();
  }
}
