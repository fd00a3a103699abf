package io.longshore.runtime.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.runtime.guard.Guards;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionException;

/** The policy, around a port of our own. */
class GuardedTenantTransactionTest {
  private static final DataSource NONE =
      new AbstractDataSource() {
        @Override
        public java.sql.Connection getConnection() throws SQLException {
          throw new SQLException("none");
        }

        @Override
        public java.sql.Connection getConnection(String user, String password) throws SQLException {
          throw new SQLException("none");
        }
      };

  private final GuardedTenantTransaction transactions =
      new GuardedTenantTransaction(
          new Plain(),
          new Guards(),
          new DatabaseProperties(
              2,
              Duration.ofMillis(250),
              Duration.ofSeconds(1),
              Duration.ofSeconds(60),
              Duration.ofMinutes(1)));

  @Test
  void aDatabaseThatIsAwayIsLeftAloneAndRoomsKnowTheFailure() {
    for (int i = 0; i < 4; i++) {
      assertThatThrownBy(() -> fail(() -> new CannotCreateTransactionException("away")))
          .hasMessage("away");
    }
    assertThat(transactions.state()).isEqualTo("OPEN");
    assertThatThrownBy(() -> transactions.read(1, jdbc -> "never"))
        .isInstanceOf(DatabaseUnavailable.class)
        .isInstanceOf(TransactionException.class);
  }

  @Test
  void whatSpeaksAgainstAStatementSpeaksNotAgainstTheDatabase() {
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> fail(() -> new DuplicateKeyException("twice")));
      assertThatThrownBy(() ->
          fail(() ->
              new DataAccessResourceFailureException(
                  "stopped", new SQLException("statement timeout", "57014"))));
      assertThatThrownBy(() -> fail(() -> new IllegalArgumentException("the work's own")));
    }
    assertThat(transactions.<String>read(1, jdbc -> "works")).isEqualTo("works");
  }

  @Test
  void moreTransactionsThanConnectionsAreRefusedAfterTheirTurn() throws Exception {
    var inside = new CountDownLatch(2);
    var go = new CountDownLatch(1);
    var busy = new Thread[2];
    for (int i = 0; i < 2; i++) {
      busy[i] =
          Thread.ofVirtual()
              .start(() ->
                  transactions.run(
                      1,
                      jdbc -> {
                        inside.countDown();
                        await(go);
                      }));
    }
    inside.await();
    assertThatThrownBy(() -> transactions.read(1, jdbc -> "never"))
        .isInstanceOf(DatabaseUnavailable.class)
        .hasMessageContaining("busy");
    go.countDown();
    for (Thread thread : busy) {
      thread.join();
    }
    assertThat(transactions.<String>read(1, jdbc -> "works")).isEqualTo("works");
    assertThat(transactions.state()).isEqualTo("CLOSED");
  }

  private void fail(Supplier<RuntimeException> failure) {
    transactions.run(
        1,
        jdbc -> {
          throw failure.get();
        });
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Plain implements TenantTransaction {
    private final JdbcClient jdbc = JdbcClient.create(NONE);

    @Override
    public <T extends @Nullable Object> T call(int tenant, Function<JdbcClient, T> work) {
      return work.apply(jdbc);
    }

    @Override
    public <T extends @Nullable Object> T read(int tenant, Function<JdbcClient, T> work) {
      return work.apply(jdbc);
    }

    @Override
    public <T extends @Nullable Object> T system(Function<JdbcClient, T> work) {
      return work.apply(jdbc);
    }
  }
}
