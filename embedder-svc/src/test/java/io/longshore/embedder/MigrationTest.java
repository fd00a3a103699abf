package io.longshore.embedder;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.embedder.index.AttributeRepository;
import io.longshore.testing.LocalStack;
import io.longshore.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A database as the first release left it, with a document in it. */
class MigrationTest {
  private static final TestDatabase DATABASE = LocalStack.database();

  @BeforeAll
  static void anOldDatabaseIsMigrated() throws SQLException {
    migrate("1");
    try (Connection room = DATABASE.connect("retrieval");
        Statement sql = room.createStatement()) {
      sql.execute("set longshore.tenant = '7'");
      sql.execute(
          """
          insert into generation (key, model, dimensions, passage_tokens) values ('old/128', 'm', 3, 128)
          """);
      sql.execute("select add_vectors(1, 3)");
      sql.execute(
          """
          insert into source (document, version, generation, collection, owner, name, language, date,
            text_hash, text_blob, structure_blob, items)
          values (gen_random_uuid(), 1, 1, gen_random_uuid(), 'local', 'old.txt', 'de-AT', '2020-05-17',
            'hash', 'text', 'structure', 1)
          """);
      sql.execute("insert into vector_1 (source, ordinal, embedding) values (1, 0, '[1,2,3]')");
    }
    migrate("4");
    try (Connection room = DATABASE.connect("retrieval");
        Statement sql = room.createStatement()) {
      for (String key : List.of("128/late/passages-64x2048", "96/pi-keep20+scaled-8x512")) {
        sql.execute(
            "insert into generation (key, model, dimensions, passage_tokens) values ('a/b/%s', 'm', 3, 96)"
                .formatted(key));
      }
      sql.execute("set longshore.tenant = '9'");
      sql.execute("insert into shard (generation, tenant) values (1, 9)");
      for (int passages : new int[] {30, 12}) {
        sql.execute(
            """
            insert into source (document, version, generation, collection, owner, name, language,
              text_hash, text_blob, structure_blob, items, passages, live, shard)
            values (gen_random_uuid(), 1, 1, '00000000-0000-0000-0000-000000000005', 'o', 'n', 'en',
              'h', 't', 's', 1, %d, true, 1)
            """
                .formatted(passages));
      }
    }
    migrate("6");
    try (Connection room = DATABASE.connect("retrieval");
        Statement sql = room.createStatement()) {
      sql.execute("set longshore.tenant = '10'");
      sql.execute(
          """
          insert into source (document, version, generation, collection, owner, name, language,
            text_hash, text_blob, structure_blob, items)
          values (gen_random_uuid(), 1, 1, gen_random_uuid(), 'o', repeat('x', 201), 'en', 'h', 't', 's', 1)
          """);
      sql.execute(
          "insert into attribute (source, key, number) select no, 'year', 1851 from source");
      sql.execute("insert into reader (source, name) select no, 'crew' from source");
    }
    migrate("latest");
  }

  @Test
  void whatWasSaidOfItIsKeptAndALongNameIsFound() throws SQLException {
    try (Connection room = DATABASE.connect("retrieval");
        Statement sql = room.createStatement()) {
      sql.execute("set longshore.tenant = '10'");
      assertThat(attributes(sql)).contains("name " + AttributeRepository.stored("x".repeat(201)));
      try (ResultSet row =
          sql.executeQuery("select revision, metadata::text, readers::text from description")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getInt(1)).isZero();
        assertThat(row.getString(2)).isEqualTo("[{\"key\": \"year\", \"number\": 1851}]");
        assertThat(row.getString(3)).isEqualTo("{crew}");
      }
    }
  }

  @Test
  void whatASealedShardHoldsIsNotedAndGoesWithIt() throws SQLException {
    try (Connection room = DATABASE.connect("retrieval");
        Statement sql = room.createStatement()) {
      sql.execute("set longshore.tenant = '8'");
      assertThat(noted(sql)).isEmpty();
      sql.execute("set longshore.tenant = '9'");
      assertThat(noted(sql)).isEqualTo("00000000-0000-0000-0000-000000000005: 2, 42");
      sql.execute("delete from shard");
      assertThat(noted(sql)).isEmpty();
    }
  }

  @Test
  void howAnOldGenerationWasMadeIsReadFromItsKey() throws SQLException {
    try (Connection room = DATABASE.connect("retrieval");
        Statement sql = room.createStatement();
        ResultSet row =
            sql.executeQuery(
                "select string_agg(passages || ' ' || documents, ', ' order by no) from generation")) {
      row.next();
      assertThat(row.getString(1))
          .isEqualTo("SEPARATE PASSAGES, LATE PASSAGES, SEPARATE PI_KEEP20");
    }
  }

  private static String noted(Statement sql) throws SQLException {
    try (ResultSet row =
        sql.executeQuery(
            """
            select coalesce(string_agg(format('%s: %s, %s', collection, sources, passages), ' '), '')
            from shard_collection
            """)) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void whatWasInItIsStillThereAndCanBeDeleted() throws SQLException {
    try (Connection room = DATABASE.connect("retrieval");
        Statement sql = room.createStatement()) {
      sql.execute("set longshore.tenant = '8'");
      assertThat(sql.executeUpdate("delete from vector_1 where source = any('{1}')")).isZero();
      sql.execute("set longshore.tenant = '7'");
      try (ResultSet row = sql.executeQuery("select tableoid::regclass, shard from vector_1")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getString(1)).isEqualTo("vector_1_0");
        assertThat(row.getInt(2)).isZero();
      }
      assertThat(sql.executeUpdate("delete from document_vector_1 where source = any('{1}')"))
          .isZero();
      assertThat(sql.executeUpdate("delete from vector_1 where source = any('{1}')")).isOne();
    }
  }

  @Test
  void questionsAreNarrowedByTheNameLanguageAndDateOfWhatWasInIt() throws SQLException {
    try (Connection room = DATABASE.connect("retrieval");
        Statement sql = room.createStatement()) {
      sql.execute("set longshore.tenant = '8'");
      assertThat(attributes(sql)).isEmpty();
      sql.execute("set longshore.tenant = '7'");
      assertThat(attributes(sql))
          .containsExactly("date 2020-05-17", "language de", "language de-AT", "name old.txt");
    }
  }

  private static List<String> attributes(Statement sql) throws SQLException {
    List<String> attributes = new ArrayList<>();
    try (ResultSet row =
        sql.executeQuery(
            "select key || ' ' || coalesce(text, date::text) from attribute order by 1")) {
      while (row.next()) {
        attributes.add(row.getString(1));
      }
    }
    return attributes;
  }

  @Test
  void aNewGenerationHasVectorsOfPassagesAndOfDocumentsThatOnlyTheirTenantSees()
      throws SQLException {
    try (Connection room = DATABASE.connect("retrieval");
        Statement sql = room.createStatement()) {
      sql.execute("select add_vectors(2, 3)");
      sql.execute("set longshore.tenant = '7'");
      sql.execute(
          """
          insert into document_vector_2 (source, part, "start", "end", tokens_seen, tokens_given, embedding)
          values (1, 0, 0, 9, 3, 3, '[1,2,3]')
          """);
      assertThat(sql.executeUpdate("update document_vector_2 set part = 1")).isOne();
      sql.execute("set longshore.tenant = '8'");
      assertThat(sql.executeUpdate("update document_vector_2 set part = 2")).isZero();
    }
  }

  private static void migrate(String target) {
    Flyway.configure()
        .dataSource(DATABASE.url(), TestDatabase.OWNER, "")
        .locations("classpath:db/retrieval")
        .defaultSchema("retrieval")
        .createSchemas(false)
        .target(target)
        .load()
        .migrate();
  }
}
