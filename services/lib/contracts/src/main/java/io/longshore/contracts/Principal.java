package io.longshore.contracts;

import java.util.List;

/**
 * On whose behalf a record travels. Stands in the body of every record.
 *
 * @param tenant number that the library gave to the tenant; rows are kept apart by it (row-level
 *     security compares integers because that is the comparison that stays an index condition)
 * @param owner the person or machine inside the tenant
 * @param groups groups of the owner, for permissions on documents
 */
public record Principal(int tenant, String owner, List<String> groups) {
  public Principal {
    if (tenant <= 0) {
      throw new IllegalArgumentException("tenant must be positive, not " + tenant);
    }
    groups = List.copyOf(groups);
  }
}
