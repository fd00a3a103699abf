package io.longshore.gateway.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.testing.LocalStack;
import io.longshore.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** As the service role, on the real database. */
class RowLevelSecurityTest {
  private static final TestDatabase DATABASE = LocalStack.database();
  private static final String INSERT =
      "insert into collection (id, name, created_at) values (gen_random_uuid(), '%s', now())";

  @BeforeAll
  static void migrate() {
    Flyway.configure()
        .dataSource(DATABASE.url(), TestDatabase.OWNER, "")
        .locations("classpath:db/library")
        .defaultSchema("library")
        .createSchemas(false)
        .load()
        .migrate();
  }

  @Test
  void aTenantSeesOnlyItsOwnRowsAndWritesNoOthers() throws SQLException {
    try (var library = DATABASE.connect("library")) {
      tenant(library, 1);
      run(library, INSERT.formatted("ours"));
      tenant(library, 2);
      run(library, INSERT.formatted("theirs"));
      assertThat(text(library, "select string_agg(name, ',') from collection")).isEqualTo("theirs");
      assertThatThrownBy(() ->
              run(
                  library,
                  "insert into collection (tenant, id, name, created_at)"
                      + " values (1, gen_random_uuid(), 'smuggled', now())"))
          .hasMessageContaining("row-level security");
      run(library, "update collection set name = 'taken'");
      tenant(library, 1);
      assertThat(text(library, "select string_agg(name, ',') from collection")).isEqualTo("ours");
    }
  }

  @Test
  void withoutATenantThereIsAnErrorAndNotEverything() throws SQLException {
    try (var library = DATABASE.connect("library")) {
      for (var table :
          new String[] {"collection", "document", "document_version", "conversation", "answer"}) {
        assertThatThrownBy(() -> text(library, "select count(*)::text from " + table))
            .hasMessageContaining("longshore.tenant");
      }
    }
  }

  @Test
  void theServiceCannotSwitchThePolicyOff() throws SQLException {
    try (var library = DATABASE.connect("library")) {
      assertThatThrownBy(() -> run(library, "alter table collection disable row level security"))
          .hasMessageContaining("must be owner");
    }
  }

  private static void tenant(Connection connection, int tenant) throws SQLException {
    run(connection, "select set_config('longshore.tenant', '" + tenant + "', false)");
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
