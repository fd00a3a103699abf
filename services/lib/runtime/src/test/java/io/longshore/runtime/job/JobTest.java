package io.longshore.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.contracts.Topics;
import io.longshore.runtime.Room;
import io.longshore.testing.LocalStack;
import io.longshore.testing.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class JobTest {
  private static final String NO_BROKER = "--longshore.kafka=127.0.0.1:1";

  /** Never started: the jobs take its place. */
  private static final class ARoom {
    ARoom() {
      throw new AssertionError("the room was started");
    }
  }

  @Test
  void aSchemaIsMigratedByAJobOfItsOwnWithoutABrokerWhateverTheRoomsAreTold() throws SQLException {
    TestDatabase database = LocalStack.database();
    run(
        "migrate",
        NO_BROKER,
        "--longshore.postgres=" + database.url(),
        "--longshore.schema=memory",
        "--longshore.migrate=false");
    try (var memory = database.connect("memory");
        var statement = memory.createStatement()) {
      assertThat(statement.executeQuery("select count(*) from memory.note where false").next())
          .isTrue();
    }
  }

  @Test
  void aJobThatFailsEndsTheProcessWithItsReason() {
    assertThatThrownBy(() ->
            run(
                "migrate",
                "--longshore.postgres=jdbc:postgresql://127.0.0.1:1/none",
                "--longshore.schema=memory",
                "--spring.flyway.connect-retries=0"))
        .rootCause()
        .hasMessageContaining("refused");
    assertThatThrownBy(() -> run("topics", NO_BROKER, "--spring.kafka.admin.operation-timeout=1s"))
        .hasRootCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void topicsAreMadeAsTheSettingsSayWhateverTheRoomsAreTold() throws Exception {
    run(
        "topics",
        "--longshore.kafka=" + LocalStack.kafka(),
        "--longshore.topics.create=false",
        "--longshore.topics.retention.progress=17m");
    var progress = new ConfigResource(ConfigResource.Type.TOPIC, Topics.PROGRESS);
    try (var admin = Admin.create(Map.of("bootstrap.servers", LocalStack.kafka()))) {
      var settings =
          admin.describeConfigs(List.of(progress)).all().get().values().iterator().next();
      assertThat(settings.get(TopicConfig.RETENTION_MS_CONFIG).value()).isEqualTo("1020000");
    }
  }

  @Test
  void aBrokerThatLetsEverybodyDoEverythingTakesNoRights() {
    for (String job : List.of("acls", "contract-acls")) {
      assertThatThrownBy(() -> run(job, "--longshore.kafka=" + LocalStack.kafka()))
          .hasStackTraceContaining("authorizer.class.name");
    }
  }

  @Test
  void aMisspeltJobIsNoStartOfARoom() {
    assertThatThrownBy(() -> run("migrat"))
        .hasMessageContainingAll("'migrat'", "[migrate, topics, acls, contract-acls]");
  }

  private static void run(String... arguments) {
    try (ConfigurableApplicationContext done = Room.start(ARoom.class, "noted-svc", arguments)) {
      assertThat(done.getBeansOfType(ARoom.class)).isEmpty();
    }
  }
}
