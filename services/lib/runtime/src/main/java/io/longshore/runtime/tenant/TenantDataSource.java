package io.longshore.runtime.tenant;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The pool, closed to everybody but the transaction manager that says whose rows are meant. */
final class TenantDataSource extends DelegatingDataSource implements AutoCloseable {
  static final ScopedValue<Boolean> OPENING = ScopedValue.newInstance();

  private final HikariDataSource pool;

  TenantDataSource(HikariDataSource pool) {
    super(pool);
    this.pool = pool;
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (!OPENING.isBound()) {
      throw new IllegalStateException("the database is reached through TenantTransaction only");
    }
    return super.getConnection();
  }

  @Override
  public Connection getConnection(String user, String password) {
    throw new UnsupportedOperationException("a room has one database role");
  }

  @Override
  public void close() {
    pool.close();
  }
}
