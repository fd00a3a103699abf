package io.longshore.runtime.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.testing.LocalStack;
import io.longshore.testing.TestDatabase;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** A room that doesn't migrate, on the real PostgreSQL; its program knows version 1 of memory. */
class SchemaCheckTest {
  private final TestDatabase database = LocalStack.database();

  @Test
  void aRoomDoesNotStartOnASchemaThatNobodyMigratedAndSaysWhatItNeeds() {
    assertThatThrownBy(() -> start("longshore.migrate=false"))
        .rootCause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("schema memory is at none", "needs version 1", "job migrate");
  }

  @Test
  void aRoomDoesNotStartOnAnOlderSchemaAndSaysBothVersions() throws SQLException {
    start("longshore.migrate=true").close();
    asOwner("update memory.flyway_schema_history set version = '0.9'");
    assertThatThrownBy(() -> start("longshore.migrate=false"))
        .rootCause()
        .hasMessageContainingAll("schema memory is at version 0.9", "needs version 1");
  }

  @Test
  void aRoomStartsOnItsOwnSchemaAndOnANewerOne() throws SQLException {
    start("longshore.migrate=true").close();
    start("longshore.migrate=false").close();
    asOwner(
        "insert into memory.flyway_schema_history select 99, '10.1', 'later', 'SQL', 'V10_1__later.sql', 0, 'o', now(), 1, true");
    try (var room = start("longshore.migrate=false")) {
      assertThat(room.isRunning()).isTrue();
    }
  }

  @Test
  void aMigrationThatFailedDoesNotCount() throws SQLException {
    start("longshore.migrate=true").close();
    asOwner("update memory.flyway_schema_history set success = false");
    assertThatThrownBy(() -> start("longshore.migrate=false"))
        .rootCause()
        .hasMessageContaining("none");
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void aRoomWaitsForAJobThatIsNotDoneYet(CapturedOutput output) throws InterruptedException {
    var waiting =
        CompletableFuture.supplyAsync(
            () -> start("longshore.migrate=false", "longshore.database.schema-within=1m"));
    while (!output.getAll().contains("waiting PT1M at most")) {
      assertThat(waiting).isNotDone();
      TimeUnit.MILLISECONDS.sleep(50);
    }
    start("longshore.migrate=true").close();
    try (var room = waiting.join()) {
      assertThat(room.isRunning()).isTrue();
    }
  }

  @Test
  void aDatabaseThatIsNotThereIsNotTakenForAnOldOne() {
    try (var room =
        start("longshore.migrate=false", "longshore.postgres=jdbc:postgresql://127.0.0.1:1/none")) {
      assertThat(room.isRunning()).as("it is ready when the database is there").isTrue();
    }
  }

  @Test
  void aRoomThatIsToldNotToLookStarts() {
    try (var room = start("longshore.migrate=false", "longshore.database.schema-within=0s")) {
      assertThat(room.isRunning()).isTrue();
    }
  }

  private void asOwner(String sql) throws SQLException {
    try (var owner = database.connect(TestDatabase.OWNER);
        var statement = owner.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private ConfigurableApplicationContext start(String... settings) {
    var application = new SpringApplication(DatabaseAwayTest.RoomWithADatabase.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    var all =
        new HashMap<>(
            Map.of(
                "longshore.postgres", database.url(),
                "longshore.schema", "memory",
                "longshore.database.connection-timeout", "250ms",
                "longshore.database.schema-within", "250ms"));
    for (String setting : settings) {
      String[] parts = setting.split("=", 2);
      all.put(parts[0], parts[1]);
    }
    return application.run(all.entrySet().stream().map(one -> "--" + one).toArray(String[]::new));
  }
}
