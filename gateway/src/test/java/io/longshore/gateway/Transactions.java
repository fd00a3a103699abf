package io.longshore.gateway;

import io.longshore.runtime.tenant.TenantTransaction;
import io.longshore.testing.LocalStack;
import io.longshore.testing.TestDatabase;
import java.util.Properties;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** Of the library as its service role, on a real database: as runtime's, without a pool. */
public final class Transactions implements TenantTransaction {
  private final TestDatabase database;
  private final TransactionTemplate template;
  private final JdbcClient jdbc;

  /** On a database of its own, with all tables. */
  public static Transactions migrated() {
    return migrated(new DriverManagerDataSource());
  }

  /** As above, on connections of another kind. */
  public static Transactions migrated(DriverManagerDataSource source) {
    var database = LocalStack.database();
    Flyway.configure()
        .dataSource(database.url(), TestDatabase.OWNER, "")
        .locations("classpath:db/library")
        .defaultSchema("library")
        .createSchemas(false)
        .load()
        .migrate();
    return new Transactions(database, source);
  }

  private Transactions(TestDatabase database, DriverManagerDataSource source) {
    this.database = database;
    source.setUrl(database.url());
    source.setUsername("library");
    source.setPassword("");
    var schema = new Properties();
    schema.setProperty("currentSchema", "library,public");
    source.setConnectionProperties(schema);
    template = new TransactionTemplate(new DataSourceTransactionManager(source));
    jdbc = JdbcClient.create(source);
  }

  /** What an operator does by hand. */
  public void asOwner(String sql) {
    var owner = new DriverManagerDataSource(database.url(), TestDatabase.OWNER, "");
    JdbcClient.create(owner).sql(sql).update();
  }

  @Override
  public <T extends @Nullable Object> T call(int tenant, Function<JdbcClient, T> work) {
    return within(Integer.toString(tenant), work);
  }

  @Override
  public <T extends @Nullable Object> T read(int tenant, Function<JdbcClient, T> work) {
    return within(Integer.toString(tenant), work);
  }

  @Override
  public <T extends @Nullable Object> T system(Function<JdbcClient, T> work) {
    return within("", work);
  }

  private <T extends @Nullable Object> T within(String tenant, Function<JdbcClient, T> work) {
    return template.execute(status -> {
      jdbc.sql("select set_config('longshore.tenant', :tenant, true)")
          .param("tenant", tenant)
          .query()
          .singleRow();
      return work.apply(jdbc);
    });
  }
}
