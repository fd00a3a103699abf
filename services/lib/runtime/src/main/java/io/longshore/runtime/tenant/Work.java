package io.longshore.runtime.tenant;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the current thread may do in the database.
 *
 * @param tenant null for the tables that belong to none
 * @param snapshot read only, repeatable read
 */
record Work(@Nullable Integer tenant, boolean snapshot) {
  static final ScopedValue<Work> CURRENT = ScopedValue.newInstance();

  Work {
    if (tenant != null && tenant <= 0) {
      throw new IllegalArgumentException("tenant must be positive, not " + tenant);
    }
  }

  /** Whether work of this kind may happen inside of the other's transaction. */
  boolean fitsInto(Work outer) {
    return Objects.equals(tenant, outer.tenant) && (snapshot || !outer.snapshot);
  }

  /** The first statement of its transaction; empty when there is nothing to say. */
  String opening() {
    String mode = snapshot ? "set transaction isolation level repeatable read, read only;" : "";
    return tenant == null ? mode : mode + "set local longshore.tenant = '" + tenant + "'";
  }
}
