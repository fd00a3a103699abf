package io.longshore.embedder.lexical;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.CollectionId;
import io.longshore.testing.LocalStack;
import io.longshore.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A database of the first version goes on with what it holds. */
class MigrationTest {
  private final TestDatabase database = LocalStack.database();
  private final CollectionId collection = CollectionId.random();

  @Test
  void theWordsOfDocumentsThatWereThereAreFoundAfterTheFirstStepOfTheMerger() throws SQLException {
    migrate("1");
    try (Connection owner = database.connect(TestDatabase.OWNER)) {
      JdbcClient jdbc = of(owner);
      jdbc.sql(
              "insert into generation (key, model, dimensions, passage_tokens) values ('1', '1', 8, 128)")
          .update();
      jdbc.sql(
              """
              insert into source (document, version, generation, collection, owner, name, language,
                text_hash, text_blob, structure_blob, items, items_done, passages, terms, live)
              values (gen_random_uuid(), 1, 1, :collection, 'local', 'a', 'en', 'a', 'a', 'a', 1, 1, 1, 9, true)
              """)
          .param("collection", collection.value())
          .update();
      jdbc.sql("insert into passage values (7, 1, 0, 0, 9, null, 'Otters', 'swim')").update();
      jdbc.sql("insert into posting values (7, 1, 1, 0, 1, '\\x000101')").update();
    }
    migrate("latest");
    try (Connection room = database.connect("retrieval")) {
      JdbcClient jdbc = of(room);
      room.setAutoCommit(false);
      assertThat(Merger.step(jdbc)).isOne();
      room.commit();
      var index = new LexicalIndex(new LexicalProperties(64, 1_000));
      Segments scope = index.segments(jdbc, List.of(collection));
      assertThat(index.search(jdbc, "swimming otters", scope).best(jdbc, 10)).hasSize(1);
      assertThat(jdbc.sql("select terms from source").query(Long.class).single()).isEqualTo(2);
    }
  }

  private void migrate(String target) {
    Flyway.configure()
        .dataSource(database.url(), TestDatabase.OWNER, "")
        .schemas("retrieval")
        .locations("classpath:db/retrieval")
        .target(target)
        .load()
        .migrate();
  }

  private static JdbcClient of(Connection connection) throws SQLException {
    connection
        .createStatement()
        .execute("set search_path = retrieval, public; set longshore.tenant = '7'");
    return JdbcClient.create(new SingleConnectionDataSource(connection, true));
  }
}
