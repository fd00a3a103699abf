package io.longshore.embedder.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.document.Metadatum;
import io.longshore.contracts.document.SectionsSubmitted;
import io.longshore.embedder.EmbedderTest;
import io.longshore.embedder.TestDocument;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.tenant.TenantTransaction;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is said about a document, when its items are taken out of the index to be indexed again. */
@EmbedderTest
class AttributesTest {
  private static final AtomicInteger TENANTS = new AtomicInteger(6800);
  private static final LocalDate DAY = LocalDate.of(1851, 10, 18);
  private static final String LONG = "a long remark ".repeat(60);

  @Autowired IndexStream stream;
  @Autowired BlobStore blobs;
  @Autowired TenantTransaction transaction;

  private final int tenant = TENANTS.incrementAndGet();

  @Test
  void itIsTheSameAfterItWasIndexedAgain() {
    var said =
        List.of(
            Metadatum.of("author", "Melville"),
            Metadatum.of("remark", LONG),
            Metadatum.of("year", 1851),
            Metadatum.of("read", true),
            Metadatum.of("on", DAY));
    new TestDocument(
            blobs,
            new Principal(tenant, "local", List.of()),
            CollectionId.random(),
            DocumentId.random(),
            1,
            "en-GB",
            "Call me Ishmael.",
            DAY,
            said,
            "crew",
            "officers")
        .items()
        .forEach(stream::accept);
    List<String> rows = rows();
    assertThat(rows)
        .hasSize(11)
        .contains(
            "author Melville",
            "year 1851",
            "read true",
            "on 1851-10-18",
            "date 1851-10-18",
            "language en",
            "language en-GB",
            "name test.txt",
            "remark " + AttributeRepository.stored(LONG),
            "reader crew",
            "reader officers");
    stream.accept(kept());
    assertThat(rows()).isEqualTo(rows);
  }

  @Test
  void aTextThatIsStoredAsItsHashIsFoundByThatOfTheSameText() {
    String hash = AttributeRepository.stored(LONG);
    assertThat(hash).hasSizeLessThan(200).isNotEqualTo(AttributeRepository.stored(LONG + "."));
    assertThat(AttributeRepository.stored(hash)).isEqualTo(hash);
    assertThat(AttributeRepository.stored("short")).isEqualTo("short");
  }

  private List<String> rows() {
    return transaction.read(
        tenant,
        jdbc ->
            jdbc.sql(
                    """
                    select concat_ws(' ', key, text, number, flag::text, date) from attribute
                    union all select 'reader ' || name from reader order by 1
                    """)
                .query(String.class)
                .list());
  }

  private SectionsSubmitted kept() {
    return transaction.read(
        tenant,
        jdbc -> {
          int source = jdbc.sql("select no from source").query(Integer.class).single();
          return SourceRepository.items(jdbc, tenant, source).getFirst();
        });
  }
}
