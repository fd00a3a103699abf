package io.longshore.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.contracts.Topics;
import io.longshore.local.kafka.KafkaTopics;
import io.longshore.local.process.Await;
import io.longshore.local.process.Ports;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class LocalStackTest {
  private static final TestDatabase DATABASE = LocalStack.database();

  @Test
  void theBrokerListens() {
    String address = LocalStack.kafka();
    assertThat(Ports.isOpen(Integer.parseInt(address.substring(address.indexOf(':') + 1))))
        .isTrue();
  }

  @Test
  void theTopicsAreThereBeforeAnyoneSends() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", LocalStack.kafka()))) {
      assertThat(admin.listTopics().names().get())
          .containsAll(Topics.ALL)
          .contains(Topics.ANSWERS + Topics.DEAD_LETTER_SUFFIX);
    }
  }

  @Test
  void aRenewedBrokerRemembersNothing() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", LocalStack.kafka()))) {
      admin.createTopics(List.of(new NewTopic("stray", 1, (short) 1))).all().get();
      assertThat(Await.until(() -> names(admin).contains("stray"), Duration.ofSeconds(10)))
          .isTrue();
      KafkaTopics.renew(LocalStack.kafka());
      assertThat(admin.listTopics().names().get()).containsAll(Topics.ALL).doesNotContain("stray");
    }
  }

  @Test
  void aServiceReadsAndWritesTheOwnersTablesOfItsSchemaAndOwnsNothing() throws SQLException {
    try (Connection owner = DATABASE.connect(TestDatabase.OWNER);
        Connection memory = DATABASE.connect("memory")) {
      run(owner, "create table memory.turn (id bigint generated always as identity, v halfvec(2))");
      run(memory, "insert into turn (v) values ('[1,2]')");
      assertThat(count(memory, "select count(*) from turn")).isOne();
      assertThatThrownBy(() -> run(memory, "drop table turn"))
          .hasMessageContaining("must be owner");
      assertThatThrownBy(() -> run(memory, "create table memory.mine (id int)"))
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void noServiceReadsTheSchemaOfAnother() throws SQLException {
    try (Connection owner = DATABASE.connect(TestDatabase.OWNER);
        Connection generation = DATABASE.connect("generation")) {
      run(owner, "create table library.document (id int)");
      assertThatThrownBy(() -> run(generation, "select * from library.document"))
          .hasMessageContaining("permission denied for schema library");
    }
  }

  @Test
  void noRoleOfOursGetsRoundRowLevelSecurity() throws SQLException {
    try (Connection owner = DATABASE.connect(TestDatabase.OWNER)) {
      assertThat(
              count(
                  owner,
                  "select count(*) from pg_roles where (rolsuper or rolbypassrls) and rolname in"
                      + " ('longshore_owner', 'library', 'retrieval', 'memory', 'generation')"))
          .isZero();
    }
  }

  @Test
  void everyDatabaseIsItsOwn() throws SQLException {
    TestDatabase other = LocalStack.database();
    try (Connection owner = DATABASE.connect(TestDatabase.OWNER);
        Connection elsewhere = other.connect(TestDatabase.OWNER)) {
      run(owner, "create table retrieval.here (id int)");
      assertThat(count(elsewhere, "select count(*) from pg_tables where tablename = 'here'"))
          .isZero();
    }
  }

  private static Set<String> names(Admin admin) {
    try {
      return admin.listTopics().names().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long count(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
