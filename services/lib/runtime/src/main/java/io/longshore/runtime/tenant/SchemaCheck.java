package io.longshore.runtime.tenant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.transaction.TransactionException;

/**
 * Whether a schema that somebody else migrates is one that this program can work with. It may be
 * newer: migrations add.
 */
final class SchemaCheck {
  private static final Logger log = LoggerFactory.getLogger(SchemaCheck.class);
  private static final Pattern SCRIPT = Pattern.compile("V([0-9._]+)__.*\\.sql");
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final String NO_SUCH_TABLE = "42P01";

  private final TenantTransaction transactions;
  private final String schema;
  private final MigrationVersion wanted;

  SchemaCheck(TenantTransaction transactions, String schema) {
    this.transactions = transactions;
    this.schema = schema;
    wanted = newest(scripts(schema)).orElseThrow();
  }

  /**
   * Returns when the schema is new enough, or can't be asked in time: a room starts without its
   * database, and is ready when that is there.
   *
   * @throws IllegalStateException when it is too old for so long, with what to do
   */
  void await(Duration within) {
    long last = System.nanoTime() + within.toNanos();
    String said = "";
    for (Seen seen = look(); !seen.complaint.isEmpty(); seen = look()) {
      if (System.nanoTime() >= last) {
        if (seen.asked) {
          throw new IllegalStateException(seen.complaint);
        }
        log.warn("starting all the same: {}", seen.complaint);
        return;
      }
      if (!seen.complaint.equals(said)) {
        log.warn("waiting {} at most: {}", within, seen.complaint);
        said = seen.complaint;
      }
      pause();
    }
  }

  /**
   * @param complaint empty when there is none
   * @param asked whether the schema could be asked
   */
  private record Seen(String complaint, boolean asked) {}

  private Seen look() {
    try {
      Optional<MigrationVersion> found = newest(applied());
      if (found.isPresent() && found.get().compareTo(wanted) >= 0) {
        return new Seen("", true);
      }
      return new Seen(
          "The schema %s is at %s, and this program needs version %s: run the job migrate of this program's version first"
              .formatted(schema, found.map(version -> "version " + version).orElse("none"), wanted),
          true);
    } catch (DataAccessException | TransactionException e) {
      return new Seen(
          "The schema %s can't be asked for its version, and this program needs version %s: %s"
              .formatted(schema, wanted, why(e)),
          false);
    }
  }

  /** What the server or the way to it says, which is the innermost that the driver knows. */
  private static @Nullable String why(Exception failure) {
    return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(SQLException.class::isInstance)
        .reduce((_, inner) -> inner)
        .orElse(failure)
        .getMessage();
  }

  private Stream<String> applied() {
    try {
      return transactions.system(jdbc ->
          jdbc
              .sql(
                  "select version from flyway_schema_history where success and version is not null")
              .query(String.class)
              .list()
              .stream());
    } catch (BadSqlGrammarException e) {
      if (e.getCause() instanceof SQLException sql && NO_SUCH_TABLE.equals(sql.getSQLState())) {
        return Stream.empty();
      }
      throw e;
    }
  }

  private static Stream<String> scripts(String schema) {
    try {
      return Arrays.stream(
              new PathMatchingResourcePatternResolver()
                  .getResources("classpath*:db/" + schema + "/*.sql"))
          .map(script -> SCRIPT.matcher(Objects.requireNonNull(script.getFilename())))
          .filter(Matcher::matches)
          .map(script -> script.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<MigrationVersion> newest(Stream<String> versions) {
    return versions.map(MigrationVersion::fromVersion).max(MigrationVersion::compareTo);
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the schema was waited for", e);
    }
  }
}
