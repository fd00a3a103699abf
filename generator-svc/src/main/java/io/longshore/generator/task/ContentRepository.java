package io.longshore.generator.task;

import io.longshore.contracts.DocumentId;
import io.longshore.runtime.tenant.TenantTransaction;

/** What the contents of open tasks hold of a document. */
public final class ContentRepository {
  private final TenantTransaction transactions;

  public ContentRepository(TenantTransaction transactions) {
    this.transactions = transactions;
  }

  /** How many hold passages of the document, or quotes. */
  public long holding(int tenant, DocumentId document) {
    return transactions.read(
        tenant,
        jdbc ->
            jdbc.sql(
                    """
                    select count(*) from task_content
                    where position(:span in record) > 0 or position(:span in coalesce(checkpoint, '')) > 0
                    """)
                .param("span", "\"document\":\"" + document + "\"")
                .query(Long.class)
                .single());
  }
}
