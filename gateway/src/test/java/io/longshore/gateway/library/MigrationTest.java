package io.longshore.gateway.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.document.Action;
import io.longshore.contracts.document.DocumentSubmitted;
import io.longshore.contracts.document.Metadatum;
import io.longshore.runtime.json.Json;
import io.longshore.testing.LocalStack;
import io.longshore.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A database as a version before left it. */
class MigrationTest {
  private final TestDatabase database = LocalStack.database();

  private static final String ID = "0b9c1f0e-5f0a-4f63-9a54-2f1c5a7d9e0";

  @Test
  void whatIsReadyAndHasMetadataIsDescribedSoThatTheIndexLearnsIt() throws SQLException {
    migrate("5");
    try (Connection room = database.connect("library");
        Statement sql = room.createStatement()) {
      collections(sql, "default");
      document(sql, 1, "[{\"key\":\"year\",\"number\":1851.0}]", "1");
      document(sql, 2, "[]", "1");
      document(sql, 3, "[{\"key\":\"year\",\"number\":1852.0}]", "null");
    }
    migrate("latest");
    var sent = sent();
    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst().document()).hasToString(ID + "1");
    assertThat(sent.getFirst().principal().tenant()).isEqualTo(7);
    assertThat(sent.getFirst().action()).as("nothing is parsed again").isEqualTo(Action.DESCRIBE);
    assertThat(sent.getFirst().revision()).isOne();
    assertThat(sent.getFirst().version()).isOne();
    assertThat(sent.getFirst().blob()).isEqualTo("7/blob");
    assertThat(sent.getFirst().date()).isEqualTo(LocalDate.of(1851, 10, 18));
    assertThat(sent.getFirst().metadata()).containsExactly(Metadatum.of("year", 1851));
    assertThat(sent.getFirst().readers()).isEmpty();
  }

  @Test
  void whatWasDeletedBeforeIsStillToBeForgottenByTheEmbedder() throws SQLException {
    migrate("8");
    try (Connection room = database.connect("library");
        Statement sql = room.createStatement()) {
      collections(sql, "here", "gone");
      sql.execute("update collection set deleted_at = now() where name = 'gone'");
    }
    migrate("latest");
    assertThat(forgotten()).containsExactly("7 " + ID + "1");
  }

  @Test
  void whatAGatewayOfBeforeDeletesIsToBeForgottenToo() throws SQLException {
    migrate("9");
    try (Connection room = database.connect("library");
        Statement sql = room.createStatement()) {
      collections(sql, "here", "gone", "later");
      sql.execute("update collection set deleted_at = now() where name = 'gone'");
      migrate("latest");
      assertThat(forgotten()).containsExactly("7 " + ID + "1");
      sql.execute("update collection set settings = '{}'");
      sql.execute("update collection set deleted_at = now() where name = 'later'");
    }
    assertThat(forgotten()).containsExactly("7 " + ID + "1", "7 " + ID + "2");
  }

  @Test
  void whatAGatewayOfBeforeWritesIsLocalsAndEndedLikeAllElse() throws SQLException {
    migrate("10");
    try (Connection room = database.connect("library");
        Statement sql = room.createStatement()) {
      collections(sql, "default");
      asked(sql, 1, "running");
      asked(sql, 2, "finished");
      migrate("latest");
      assertThat(running()).containsExactly("7 " + ID + "1");
      asked(sql, 3, "running");
      sql.execute("update answer set cancelled_at = now() where id = '%s3'".formatted(ID));
      assertThat(running()).containsExactly("7 " + ID + "1", "7 " + ID + "3 infinity");
      sql.execute("update answer set status = 'failed'");
    }
    assertThat(running()).isEmpty();
    assertThat(rows("select owner from conversation")).containsExactly("local", "local", "local");
    assertThat(rows("select owner || readers::text || editors::text from collection"))
        .containsExactly("local{}{}");
  }

  @Test
  void whoeverHasDataHasATenantsRow() throws SQLException {
    migrate("15");
    try (Connection room = database.connect("library");
        Statement sql = room.createStatement()) {
      sql.execute("insert into tenant (name, created_at) values ('tenant 7', now())");
      sql.execute("set longshore.tenant = '7'");
      asked(sql, 1, "finished");
      sql.execute("set longshore.tenant = '8'");
      sql.execute("insert into collection values (8, '%s8', 'a', now())".formatted(ID));
    }
    migrate("latest");
    assertThat(rows("select id::text from tenant order by id")).containsExactly("1", "2", "7", "8");
    assertThat(rows("select name from tenant where id in (1, 2, 8) order by id"))
        .containsExactly("default", "tenant 7", "tenant 8");
    assertThat(rows("select title from conversation")).as("of tenant 7 alone").hasSize(1);
    assertThat(rows("select id::text from collection")).as("of tenant 8").isEmpty();
  }

  /** Tenant, id, and whether nobody waits. */
  private List<String> running() throws SQLException {
    return rows(
        """
        select tenant || ' ' || id || case when read_at = 'infinity' then ' infinity' else '' end
        from running_answer where deadline > now() order by 1
        """);
  }

  private static void asked(Statement sql, int number, String status) throws SQLException {
    sql.execute(
        "insert into conversation (id, title, created_at, updated_at) values ('%s%d', '', now(), now())"
            .formatted(ID, number));
    sql.execute(
        """
        insert into answer (id, conversation, question, status, partition, first_offset, deadline, created_at)
        values ('%1$s%2$d', '%1$s%2$d', '', '%3$s', 0, 0, now() + interval '1 hour', now())
        """
            .formatted(ID, number, status));
  }

  /** Tenant and id. */
  private List<String> forgotten() throws SQLException {
    return rows("select tenant || ' ' || id from deleted_collection order by 1");
  }

  /** Of tenant 7, numbered from 0. */
  private static void collections(Statement sql, String... names) throws SQLException {
    sql.execute("set longshore.tenant = '7'");
    for (int no = 0; no < names.length; no++) {
      sql.execute(
          "insert into collection values (7, '%s', '%s', now())".formatted(ID + no, names[no]));
    }
  }

  private static void document(Statement sql, int number, String metadata, String ready)
      throws SQLException {
    sql.execute(
        """
        insert into document (id, collection, name, version, ready_version, created_at, updated_at)
        values ('%s', '%s0', 'a%d.txt', 1, %s, now(), now())
        """
            .formatted(ID + number, ID, number, ready));
    sql.execute(
        """
        insert into document_version (document, version, blob, bytes, media_type, language, date, metadata, state)
        values ('%s', 1, '7/blob', 10, 'text/plain', 'en', '1851-10-18', '%s', 'ready')
        """
            .formatted(ID + number, metadata));
  }

  private List<DocumentSubmitted> sent() throws SQLException {
    var json = new Json();
    return rows("select record from outbox where deletion and revision = 1").stream()
        .map(record -> json.read(record, DocumentSubmitted.class))
        .toList();
  }

  private List<String> rows(String query) throws SQLException {
    List<String> all = new ArrayList<>();
    try (Connection room = database.connect("library");
        Statement sql = room.createStatement()) {
      sql.execute("set longshore.tenant = '7'");
      try (ResultSet rows = sql.executeQuery(query)) {
        while (rows.next()) {
          all.add(rows.getString(1));
        }
      }
    }
    return all;
  }

  private void migrate(String target) {
    Flyway.configure()
        .dataSource(database.url(), TestDatabase.OWNER, "")
        .locations("classpath:db/library")
        .defaultSchema("library")
        .createSchemas(false)
        .target(target)
        .load()
        .migrate();
  }
}
