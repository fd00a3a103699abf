package io.longshore.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.local.process.Ports;
import io.longshore.local.process.ProcessId;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresTest {
  private static final Duration BOUND = Duration.ofSeconds(20);
  @TempDir private Path folder;

  @Test
  void dataAndPreparationSurviveARestartOnAnotherPort() throws SQLException {
    var first = new Postgres(folder, folder.resolve("log"), Ports.free(1).getFirst());
    ProcessId process = first.start();
    first.databases().create(Postgres.DATABASE);
    run(first, "create table library.kept (id int)");
    assertThat(process.stop(first.stopSignal(), BOUND)).isTrue();

    var second = new Postgres(folder, folder.resolve("log"), Ports.free(1).getFirst());
    process = second.start();
    try {
      second.databases().create(Postgres.DATABASE); // again, as every start does
      run(second, "insert into library.kept values (1)");
    } finally {
      assertThat(process.stop(second.stopSignal(), BOUND)).isTrue();
    }
  }

  private static void run(Postgres server, String sql) throws SQLException {
    String url = server.databases().url(Postgres.DATABASE);
    try (var connection = DriverManager.getConnection(url, "longshore_owner", "");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
