package io.longshore.runtime.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.runtime.guard.Guards;
import io.longshore.testing.LocalStack;
import io.longshore.testing.TestDatabase;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

/** On the real PostgreSQL, as the role that a room has, after the owner has migrated. */
class TenantTransactionTest {
  private static final TestDatabase DATABASE = LocalStack.database();
  private static final int ONE = 1;
  private static final int OTHER = 2;

  private static ConfigurableApplicationContext room;
  private static TenantTransaction transactions;

  @BeforeAll
  static void start() {
    var application = new SpringApplication(RoomWithADatabase.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    room =
        application.run(
            "--longshore.postgres=" + DATABASE.url(),
            "--longshore.schema=memory",
            "--longshore.database.connection-timeout=1s",
            "--longshore.database.statement-timeout=1s");
    transactions = room.getBean(TenantTransaction.class);
  }

  @AfterAll
  static void stop() {
    room.close();
  }

  @BeforeEach
  void twoTenantsWithANoteEach() {
    for (int tenant : new int[] {ONE, OTHER}) {
      transactions.run(
          tenant,
          jdbc -> {
            jdbc.sql("delete from note").update();
            insert(jdbc, tenant, 1, "of " + tenant);
          });
    }
  }

  @Test
  void aTenantSeesItsOwnRowsOnly() {
    assertThat(texts(ONE)).containsExactly("of 1");
    assertThat(texts(OTHER)).containsExactly("of 2");
  }

  @Test
  void aRowOfAnotherTenantCanNeitherBeChangedNorWritten() {
    int changed =
        transactions.call(ONE, jdbc -> jdbc.sql("update note set text = 'stolen'").update());
    assertThat(changed).isEqualTo(1);
    assertThat(texts(OTHER)).containsExactly("of 2");
    assertThatThrownBy(() -> transactions.run(ONE, jdbc -> insert(jdbc, OTHER, 2, "smuggled")))
        .isInstanceOf(DataAccessException.class)
        .rootCause()
        .hasMessageContaining("row-level security");
  }

  @Test
  void aQueryOutsideOfATransactionThrows() {
    assertThatThrownBy(() -> JdbcClient.create(source()).sql("select 1").query().listOfRows())
        .isInstanceOf(CannotGetJdbcConnectionException.class)
        .hasRootCauseMessage("the database is reached through TenantTransaction only");
    assertThatThrownBy(() -> source().getConnection()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aConnectionOfItsOwnIsRefusedInsideOfATransactionToo() {
    assertThatThrownBy(() -> transactions.run(ONE, jdbc -> connect(source())))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aTransactionBesideTenantTransactionIsRefused() {
    var beside = new TransactionTemplate(room.getBean(PlatformTransactionManager.class));
    assertThatThrownBy(() -> beside.execute(status -> 1))
        .isInstanceOf(IllegalTransactionStateException.class);
  }

  @Test
  void aJdbcTemplateTakesPartInTheTransaction() {
    var template = room.getBean(JdbcTemplate.class);
    assertThat(
            transactions.<List<String>>call(
                OTHER, jdbc -> template.queryForList("select text from note", String.class)))
        .containsExactly("of 2");
  }

  @Test
  void withoutATenantRowsAreAnErrorAlsoOnAConnectionThatHadOne() {
    assertThatThrownBy(
            () -> transactions.system(jdbc -> jdbc.sql("select * from note").query().listOfRows()))
        .isInstanceOf(DataAccessException.class);
  }

  @Test
  void aBareConnectionOfTheRoleSeesNoRow() throws SQLException {
    try (var connection = DATABASE.connect("memory");
        var statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeQuery("select * from memory.note"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("longshore.tenant");
    }
  }

  @Test
  void theRoleIsNoSuperuserCannotBypassAndOwnsNothing() {
    var rights =
        transactions.system(jdbc ->
            jdbc.sql(
                    """
                    select rolsuper or rolbypassrls or rolcreaterole or exists (
                      select from pg_class where relowner = pg_roles.oid)
                    from pg_roles where rolname = current_user and rolname = 'memory'
                    """)
                .query(Boolean.class)
                .single());
    assertThat(rights).isFalse();
    assertThatThrownBy(() ->
            transactions.run(
                ONE, jdbc -> jdbc.sql("alter table note disable row level security").update()))
        .isInstanceOf(DataAccessException.class);
  }

  @Test
  void tablesWithoutTenantsAreReachedWithoutOneAndTogetherWithTheTenantsRows() {
    transactions.system(jdbc -> jdbc.sql("delete from outbox").update());
    transactions.run(
        ONE,
        jdbc -> {
          insert(jdbc, ONE, 2, "with its outbox");
          jdbc.sql("insert into outbox values (2)").update();
        });
    assertThat(
            transactions.<Long>system(
                jdbc -> jdbc.sql("select count(*) from outbox").query(Long.class).single()))
        .isEqualTo(1);
  }

  @Test
  void workThatThrowsLeavesNothing() {
    assertThatThrownBy(() ->
            transactions.run(
                ONE,
                jdbc -> {
                  insert(jdbc, ONE, 2, "gone");
                  throw new IllegalArgumentException("second thoughts");
                }))
        .hasMessage("second thoughts");
    assertThat(texts(ONE)).containsExactly("of 1");
  }

  @Test
  void aReaderWritesNothingAndSeesOneMoment() {
    assertThatThrownBy(() -> transactions.read(ONE, jdbc -> insert(jdbc, ONE, 2, "no")))
        .hasMessageContaining("read-only transaction");
    List<String> seen =
        transactions.read(
            ONE,
            jdbc -> {
              texts(jdbc);
              writeInAnotherThread();
              return texts(jdbc);
            });
    assertThat(seen).containsExactly("of 1");
    assertThat(texts(ONE)).containsExactlyInAnyOrder("of 1", "meanwhile");
  }

  @Test
  void aCallInsideACallJoinsItForTheSameTenantOnly() {
    transactions.run(
        ONE,
        jdbc -> {
          insert(jdbc, ONE, 2, "not yet committed");
          assertThat(texts(ONE)).hasSize(2);
          assertThatThrownBy(() -> texts(OTHER)).isInstanceOf(IllegalStateException.class);
          assertThatThrownBy(() -> transactions.system(j -> 1))
              .isInstanceOf(IllegalStateException.class);
        });
  }

  @Test
  void aStatementIsStoppedAtItsBound() {
    assertThatThrownBy(() ->
            transactions.run(ONE, jdbc -> jdbc.sql("select pg_sleep(60)").query().listOfRows()))
        .hasMessageContaining("statement timeout");
  }

  @Test
  void aServerThatDoesNotAnswerIsGivenUp() {
    assertThatThrownBy(() ->
            transactions.run(
                ONE,
                jdbc -> {
                  jdbc.sql("set local statement_timeout = 0").update();
                  jdbc.sql("select pg_sleep(10)").query().listOfRows();
                }))
        .asInstanceOf(InstanceOfAssertFactories.type(TransactionSystemException.class))
        .extracting(TransactionSystemException::getOriginalException)
        .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
        .hasRootCauseInstanceOf(SocketTimeoutException.class);
    assertThat(texts(ONE)).containsExactly("of 1");
  }

  @Test
  void workThatMayTakeLongerHasItsOwnLimitsAndLeavesNoneBehind() {
    List<String> limits = new ArrayList<>();
    Consumer<JdbcClient> look =
        jdbc ->
            limits.add(
                "%s, %d ms"
                    .formatted(
                        jdbc.sql("show statement_timeout").query(String.class).single(),
                        room.getBean(JdbcTemplate.class)
                            .execute((Connection it) -> it.getNetworkTimeout())));
    transactions.run(ONE, Duration.ofMinutes(5), look);
    transactions.run(ONE, look);
    assertThat(limits).containsExactly("5min, 301000 ms", "1s, 2000 ms");
  }

  @Test
  void workThatMayTakeLongerIsRefusedInsideOfACallThatMayNot() {
    assertThatThrownBy(() ->
            transactions.run(
                ONE, jdbc -> transactions.run(ONE, Duration.ofMinutes(5), inner -> {})))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theRowsOfATenantGoSoManyATransactionAndNobodyElses() {
    insertMore(2 * TenantRows.BATCH + 499);
    var batches = new ArrayList<@Nullable Object>();
    TenantRows.delete(new Heard(transactions, batches::add), ONE, List.of("note"));
    assertThat(batches).containsExactly(TenantRows.BATCH, TenantRows.BATCH, 500, 0);
    assertThat(texts(ONE)).isEmpty();
    assertThat(texts(OTHER)).containsExactly("of 2");
  }

  @Test
  void whoeverDeletesBesideAnotherEndsWhenNothingIsLeft() throws Exception {
    insertMore(8 * TenantRows.BATCH);
    Callable<List<String>> deletion =
        () -> {
          TenantRows.delete(transactions, ONE, List.of("note"));
          return texts(ONE);
        };
    try (var threads = Executors.newFixedThreadPool(2)) {
      for (Future<List<String>> left : threads.invokeAll(List.of(deletion, deletion))) {
        assertThat(left.get()).isEmpty();
      }
    }
  }

  private static void insertMore(int count) {
    transactions.run(
        ONE,
        jdbc ->
            jdbc.sql("insert into note select ?, n, 'more' from generate_series(2, ?) n")
                .params(ONE, count + 1)
                .update());
  }

  /** Tells what each transaction came to. */
  private record Heard(TenantTransaction inner, Consumer<@Nullable Object> ended)
      implements TenantTransaction {
    @Override
    public <T extends @Nullable Object> T call(int tenant, Function<JdbcClient, T> work) {
      T result = inner.call(tenant, work);
      ended.accept(result);
      return result;
    }

    @Override
    public <T extends @Nullable Object> T read(int tenant, Function<JdbcClient, T> work) {
      return inner.read(tenant, work);
    }

    @Override
    public <T extends @Nullable Object> T system(Function<JdbcClient, T> work) {
      return inner.system(work);
    }
  }

  @Test
  void healthAsksTheDatabase() {
    var health = room.getBean("databaseHealthIndicator", HealthIndicator.class).health();
    assertThat(health).isEqualTo(Health.up().withDetail("breaker", "CLOSED").build());
  }

  private static DataSource source() {
    return room.getBean(DataSource.class);
  }

  private static Connection connect(DataSource source) {
    try {
      return source.getConnection();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static void writeInAnotherThread() {
    var writer =
        Thread.ofVirtual()
            .start(() -> transactions.run(ONE, jdbc -> insert(jdbc, ONE, 3, "meanwhile")));
    try {
      writer.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static int insert(JdbcClient jdbc, int tenant, int id, String text) {
    return jdbc.sql("insert into note values (?, ?, ?)").params(tenant, id, text).update();
  }

  private static List<String> texts(int tenant) {
    return transactions.read(tenant, TenantTransactionTest::texts);
  }

  private static List<String> texts(JdbcClient jdbc) {
    return jdbc.sql("select text from note").query(String.class).list();
  }

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration({
    TenantAutoConfiguration.class,
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    FlywayAutoConfiguration.class
  })
  static class RoomWithADatabase {
    @Bean
    Guards guards() {
      return new Guards();
    }
  }
}
