package io.longshore.runtime.tenant;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the current thread may do in the database.
 *
 * @param tenant null for the tables that belong to none
 * @param snapshot read only, repeatable read
 * @param statement longest time of one; null for the room's own limit
 */
record Work(@Nullable Integer tenant, boolean snapshot, @Nullable Duration statement) {
  static final ScopedValue<Work> CURRENT = ScopedValue.newInstance();

  Work {
    if (tenant != null && tenant <= 0) {
      throw new IllegalArgumentException("tenant must be positive, not " + tenant);
    }
  }

  /** Whether work of this kind may happen inside of the other's transaction. */
  boolean fitsInto(Work outer) {
    return Objects.equals(tenant, outer.tenant)
        && (snapshot || !outer.snapshot)
        && (statement == null || statement.equals(outer.statement));
  }

  /** The first statement of its transaction; empty when there is nothing to say. */
  String opening() {
    var opening = new StringBuilder();
    if (snapshot) {
      opening.append("set transaction isolation level repeatable read, read only;");
    }
    if (statement != null) {
      opening.append("set local statement_timeout = ").append(statement.toMillis()).append(';');
    }
    if (tenant != null) {
      opening.append("set local longshore.tenant = '").append(tenant).append('\'');
    }
    return opening.toString();
  }
}
