package io.longshore.runtime.tenant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Columns of the type {@code timestamptz}: the driver takes and gives no {@link Instant}. */
public final class Timestamptz {
  private Timestamptz() {}

  /** A parameter. */
  public static OffsetDateTime of(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** A column; null where the row has none. */
  public static @Nullable Instant nullable(ResultSet row, String column) throws SQLException {
    var value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  /**
   * A column that is never null.
   *
   * @throws SQLException when it is
   */
  public static Instant instant(ResultSet row, String column) throws SQLException {
    var value = nullable(row, column);
    if (value == null) {
      throw new SQLException(column + " is null");
    }
    return value;
  }
}
