package io.longshore.runtime.tenant;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.local.postgres.Postgres;
import io.longshore.local.process.Ports;
import io.longshore.local.process.ProcessId;
import io.longshore.runtime.guard.Guards;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** A real PostgreSQL of its own that is stopped and started again. */
class DatabaseAwayTest {
  private static final Duration FAST = Duration.ofMillis(250);
  private static final Duration HEALED = Duration.ofSeconds(15);
  private static final Duration STOP = Duration.ofSeconds(10);

  @TempDir private Path folder;
  private Postgres postgres;
  private ProcessId process;

  @BeforeEach
  void start() {
    postgres = new Postgres(folder, folder.resolve("postgres.log"), Ports.free(1).getFirst());
    process = postgres.start();
    postgres.databases().create(Postgres.DATABASE);
  }

  @AfterEach
  void stop() {
    process.stop(postgres.stopSignal(), STOP);
  }

  @Test
  void callsFailFastWhileTheDatabaseIsAwayAndGoOnSoonAfterItIsBack() throws Exception {
    var application = new SpringApplication(RoomWithADatabase.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    try (var room =
        application.run(
            "--longshore.postgres=" + postgres.databases().url(Postgres.DATABASE),
            "--longshore.schema=memory",
            "--longshore.database.connection-timeout=500ms",
            "--longshore.database.open-for=2s")) {
      var transactions = room.getBean(TenantTransaction.class);
      assertThat(one(transactions)).isEqualTo(1);

      process.stop(postgres.stopSignal(), STOP);
      for (int i = 0; i < 6; i++) {
        assertThatThrownBy(() -> one(transactions))
            .isInstanceOfAny(DataAccessException.class, TransactionException.class);
      }
      long start = System.nanoTime();
      assertThatThrownBy(() -> one(transactions)).isInstanceOf(DatabaseUnavailable.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(FAST);
      assertThat(health(room)).isEqualTo(Status.DOWN);

      process = postgres.start();
      long back = System.nanoTime();
      while (!health(room).equals(Status.UP)) {
        assertThat(Duration.ofNanos(System.nanoTime() - back)).isLessThan(HEALED);
        TimeUnit.MILLISECONDS.sleep(50);
      }
      assertThat(one(transactions)).isEqualTo(1);
    }
  }

  private static int one(TenantTransaction transactions) {
    return transactions.read(1, jdbc -> jdbc.sql("select 1").query(Integer.class).single());
  }

  private static Status health(ConfigurableApplicationContext room) {
    var indicator = room.getBean("databaseHealthIndicator", HealthIndicator.class);
    return requireNonNull(indicator.health()).getStatus();
  }

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration({TenantAutoConfiguration.class, FlywayAutoConfiguration.class})
  static class RoomWithADatabase {
    @Bean
    Guards guards() {
      return new Guards();
    }
  }
}
