package io.longshore.embedder.index;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.embedder.vectors.DocumentVectorRepository;
import io.longshore.embedder.vectors.VectorRepository;
import io.longshore.runtime.tenant.TenantTransaction;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts what the index holds of a document in all its versions and generations. Rows that belong
 * to no source any more count too: nobody could say that they are not the document's. Line-ups and
 * comparisons do not: they are of collections and questions, ids and numbers, and name no document.
 */
public final class HoldingRepository {
  /** Rows that may hold words of the document, and such of segments without any source. */
  private static final String POSTINGS =
      """
      select (select count(*) from posting p join source s on p.segment = s.segment
          and p.first < s.place + s.passages and p.last >= s.place where s.document = :document)
        + (select count(*) from posting p
          where not exists (select from source s where s.segment = p.segment))
      """;

  private final TenantTransaction transactions;

  public HoldingRepository(TenantTransaction transactions) {
    this.transactions = transactions;
  }

  /** Rows by kind; fences, which hold no text, stay and are not counted. */
  public Map<String, Long> of(Principal principal, DocumentId document) {
    return transactions.read(
        principal,
        jdbc -> {
          var counts = new LinkedHashMap<String, Long>();
          counts.put(
              "sources",
              count(jdbc, "select count(*) from source where document = :document", document));
          counts.put(
              "descriptions",
              count(jdbc, "select count(*) from description where document = :document", document));
          for (var table : new String[] {"item", "passage", "attribute", "reader"}) {
            counts.put(table + "s", rows(jdbc, table, document));
          }
          counts.put("postings", count(jdbc, POSTINGS, document));
          long vectors = 0;
          long documentVectors = 0;
          for (int generation : jdbc.sql("select no from generation").query(Integer.class).list()) {
            vectors += rows(jdbc, VectorRepository.table(generation), document);
            documentVectors += rows(jdbc, DocumentVectorRepository.table(generation), document);
          }
          counts.put("vectors", vectors);
          counts.put("documentVectors", documentVectors);
          return counts;
        });
  }

  /** Of a table: those of the document's sources, and such without any source. */
  private static long rows(JdbcClient jdbc, String table, DocumentId document) {
    return count(
        jdbc,
        """
        select (select count(*) from %1$s t join source s on s.no = t.source
            where s.document = :document)
          + (select count(*) from %1$s t
            where not exists (select from source s where s.no = t.source))
        """
            .formatted(table),
        document);
  }

  private static long count(JdbcClient jdbc, String sql, DocumentId document) {
    return jdbc.sql(sql).param("document", document.value()).query(Long.class).single();
  }
}
