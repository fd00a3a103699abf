package io.longshore.runtime.tenant;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a room uses the database.
 *
 * @param connections of the pool, 1 to {@value #CONNECTIONS_MAX}
 * @param connectionTimeout for a free connection before the database counts as unavailable, at most
 *     a minute
 * @param statementTimeout longest time of one statement, at most an hour
 * @param openFor how long a database that failed too often is left alone, at most a minute
 * @param schemaWithin how long a room that doesn't migrate waits at its start for a schema that is
 *     new enough, at most 10 minutes; 0: it doesn't look
 */
@ConfigurationProperties("longshore.database")
record DatabaseProperties(
    @DefaultValue("4") int connections,
    @DefaultValue("2s") Duration connectionTimeout,
    @DefaultValue("30s") Duration statementTimeout,
    @DefaultValue("1s") Duration openFor,
    @DefaultValue("1m") Duration schemaWithin) {
  static final int CONNECTIONS_MAX = 64;

  DatabaseProperties {
    if (connections < 1 || connections > CONNECTIONS_MAX) {
      throw new IllegalArgumentException(
          "longshore.database.connections must be 1 to %d, not %d"
              .formatted(CONNECTIONS_MAX, connections));
    }
    atMost("connection-timeout", connectionTimeout, Duration.ofMinutes(1));
    atMost("statement-timeout", statementTimeout, Duration.ofHours(1));
    atMost("open-for", openFor, Duration.ofMinutes(1));
    if (!schemaWithin.isZero()) {
      atMost("schema-within", schemaWithin, Duration.ofMinutes(10));
    }
  }

  /** After which a server that hasn't answered a statement of this limit never will. */
  Duration answerWithin(Duration statement) {
    return statement.plus(connectionTimeout);
  }

  private static void atMost(String name, Duration value, Duration limit) {
    if (value.toMillis() < 250 || value.compareTo(limit) > 0) {
      throw new IllegalArgumentException(
          "longshore.database.%s must be 250ms to %s, not %s".formatted(name, limit, value));
    }
  }
}
