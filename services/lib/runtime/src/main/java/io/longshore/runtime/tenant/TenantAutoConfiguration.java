package io.longshore.runtime.tenant;

import com.zaxxer.hikari.HikariDataSource;
import io.longshore.runtime.guard.Guards;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The database of a room that has one ({@code longshore.schema} names its schema and its role).
 * Spring Boot's Flyway migrates as the owner over a connection of its own, or a job does before the
 * room starts.
 */
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
@ConditionalOnClass({HikariDataSource.class, JdbcClient.class})
@ConditionalOnProperty("longshore.schema")
@EnableConfigurationProperties(DatabaseProperties.class)
class TenantAutoConfiguration {
  @Bean
  TenantDataSource dataSource(
      DatabaseProperties properties,
      @Value("${longshore.postgres}") String url,
      @Value("${longshore.postgres-password:}") String password,
      @Value("${longshore.schema}") String schema) {
    var pool = new HikariDataSource();
    pool.setPoolName(schema);
    pool.setJdbcUrl(url);
    pool.setUsername(schema);
    pool.setPassword(password);
    pool.setMaximumPoolSize(properties.connections());
    pool.setMinimumIdle(1);
    pool.setConnectionTimeout(properties.connectionTimeout().toMillis());
    pool.setValidationTimeout(properties.connectionTimeout().toMillis());
    // Extensions (vector) live in public.
    pool.addDataSourceProperty("currentSchema", schema + ",public");
    pool.addDataSourceProperty("ApplicationName", schema);
    // The detail of an error quotes the row.
    pool.addDataSourceProperty("logServerErrorDetail", "false");
    // The driver reads these as text only.
    pool.addDataSourceProperty("connectTimeout", seconds(properties.connectionTimeout()));
    // A server that neither answers nor hangs up: no statement takes longer than this.
    pool.addDataSourceProperty(
        "socketTimeout", seconds(properties.answerWithin(properties.statementTimeout())));
    pool.addDataSourceProperty(
        "options", "-c statement_timeout=" + properties.statementTimeout().toMillis());
    return new TenantDataSource(pool);
  }

  /** Whole ones, for the driver knows no others and takes 0 for ever. */
  private static String seconds(Duration duration) {
    return Long.toString(duration.plusMillis(999).toSeconds());
  }

  @Bean
  TenantTransactionManager transactionManager(
      TenantDataSource dataSource, DatabaseProperties properties) {
    return new TenantTransactionManager(dataSource, properties);
  }

  @Bean
  @DependsOnDatabaseInitialization
  GuardedTenantTransaction tenantTransaction(
      TenantTransactionManager manager,
      TenantDataSource source,
      Guards guards,
      DatabaseProperties properties,
      @Value("${longshore.schema}") String schema,
      @Value("${longshore.migrate:true}") boolean migrated) {
    var plain =
        new JdbcTenantTransaction(new TransactionTemplate(manager), JdbcClient.create(source));
    if (!migrated && properties.schemaWithin().isPositive()) {
      new SchemaCheck(plain, schema).await(properties.schemaWithin());
    }
    return new GuardedTenantTransaction(plain, guards, properties);
  }

  /** Part {@code database} of health and readiness. */
  @Bean
  HealthIndicator databaseHealthIndicator(GuardedTenantTransaction transactions) {
    return () -> {
      Health.Builder health = Health.up();
      try {
        transactions.system(jdbc -> jdbc.sql("select 1").query(Integer.class).single());
      } catch (RuntimeException e) {
        health.down(e);
      }
      return health.withDetail("breaker", transactions.state()).build();
    };
  }
}
