package io.longshore.embedder.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.embedder.EmbedderTest;
import io.longshore.embedder.passages.PassageKey;
import io.longshore.runtime.tenant.TenantTransaction;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@EmbedderTest
class FirstPassagesTest {
  private static final int TENANT = 92;

  @Autowired TenantTransaction transaction;

  @Test
  void ofEachDocumentOnlyTheFirstPassageOfItsTextIsRead() {
    transaction.run(
        TENANT,
        jdbc ->
            jdbc.sql(
                    """
                    insert into passage (source, ordinal, "start", "end", headings, body)
                    select source, ordinal, (ordinal + 500) % 1000, 1000, '', 'text'
                    from generate_series(1, 3) source, generate_series(0, 999) ordinal
                    """)
                .update());
    transaction.read(
        TENANT,
        jdbc -> {
          long before = read(jdbc);
          assertThat(ScopeRepository.firstPassages(jdbc, new int[] {1, 3, 4}))
              .as("the second half of the text came before the first one")
              .containsExactlyInAnyOrder(new PassageKey(1, 500), new PassageKey(3, 500));
          return assertThat(read(jdbc) - before).isEqualTo(2);
        });
  }

  /** Rows that this connection has read, as far as nobody was told yet. */
  private static long read(JdbcClient jdbc) {
    return jdbc.sql(
            """
            select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables
            where relname = 'passage'
            """)
        .query(Long.class)
        .single();
  }
}
