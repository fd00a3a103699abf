package io.longshore.runtime.tenant;

import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.TransactionDefinition;

/** Begins transactions for the work at hand, and for nothing else. */
final class TenantTransactionManager extends JdbcTransactionManager {
  private final DatabaseProperties properties;

  TenantTransactionManager(TenantDataSource dataSource, DatabaseProperties properties) {
    super(dataSource);
    this.properties = properties;
  }

  @Override
  protected void doBegin(Object transaction, TransactionDefinition definition) {
    if (!Work.CURRENT.isBound()) {
      throw new IllegalTransactionStateException("transactions begin in TenantTransaction only");
    }
    ScopedValue.where(TenantDataSource.OPENING, true)
        .run(() -> super.doBegin(transaction, definition));
  }

  /** Local to the transaction: a pooled connection forgets all of it when it is given back. */
  @Override
  protected void prepareTransactionalConnection(
      Connection connection, TransactionDefinition definition) throws SQLException {
    Work work = Work.CURRENT.get();
    if (work.statement() != null) {
      connection.setNetworkTimeout(
          Runnable::run, Math.toIntExact(properties.answerWithin(work.statement()).toMillis()));
    }
    String opening = work.opening();
    if (!opening.isEmpty()) {
      try (var statement = connection.createStatement()) {
        statement.execute(opening);
      }
    }
  }
}
