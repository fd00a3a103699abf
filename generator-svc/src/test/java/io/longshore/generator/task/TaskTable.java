package io.longshore.generator.task;

import io.longshore.contracts.question.Question;
import io.longshore.runtime.guard.Guards;
import io.longshore.runtime.tenant.TenantTransaction;
import io.longshore.testing.LocalStack;
import io.longshore.testing.TestDatabase;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The real tables of the room, and a database that can be away. */
final class TaskTable implements AutoCloseable {
  final TestDatabase database = LocalStack.database();
  final Switched transactions;
  private final ConfigurableApplicationContext context;

  TaskTable() {
    context =
        new SpringApplicationBuilder(Migrated.class, runtimes("tenant.TenantAutoConfiguration"))
            .web(WebApplicationType.NONE)
            .run(
                "--spring.config.name=none",
                "--longshore.schema=generation",
                "--longshore.postgres=" + database.url());
    transactions = new Switched(context.getBean(TenantTransaction.class));
  }

  /** The lease of what runs is over, as if its instance had said nothing for that long. */
  void expire(Question question) {
    update(question, "lease_until = now() - interval '1 ms'");
  }

  void update(Question question, String set) {
    transactions.system(jdbc ->
        jdbc.sql("update task set " + set + " where question = ?")
            .param(question.id().value())
            .update());
  }

  /** State and attempt; null when there is no row. */
  @Nullable String row(Question question) {
    return transactions.system(jdbc ->
        jdbc.sql("select state || ' ' || attempt from task where question = ?")
            .param(question.id().value())
            .query(String.class)
            .optional()
            .orElse(null));
  }

  /** Whether text of the question is kept. */
  boolean holdsContent(Question question) {
    return transactions.read(
        question.principal(),
        jdbc ->
            jdbc.sql("select exists (select from task_content where question = ?)")
                .param(question.id().value())
                .query(Boolean.class)
                .single());
  }

  @Override
  public void close() {
    context.close();
  }

  private static Class<?> runtimes(String name) {
    try {
      return Class.forName("io.longshore.runtime." + name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** No configuration that the room's own scan would find. */
  @ImportAutoConfiguration(FlywayAutoConfiguration.class)
  static class Migrated {
    @Bean
    Guards guards() {
      return new Guards();
    }
  }

  /** The database, or none. */
  static final class Switched implements TenantTransaction {
    private final TenantTransaction real;
    volatile boolean away;

    Switched(TenantTransaction real) {
      this.real = real;
    }

    @Override
    public <T extends @Nullable Object> T call(int tenant, Function<JdbcClient, T> work) {
      return there().call(tenant, work);
    }

    @Override
    public <T extends @Nullable Object> T read(int tenant, Function<JdbcClient, T> work) {
      return there().read(tenant, work);
    }

    @Override
    public <T extends @Nullable Object> T system(Function<JdbcClient, T> work) {
      return there().system(work);
    }

    private TenantTransaction there() {
      if (away) {
        throw new DataAccessResourceFailureException("away");
      }
      return real;
    }
  }
}
