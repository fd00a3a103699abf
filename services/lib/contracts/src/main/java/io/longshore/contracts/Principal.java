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

  /**
   * Whether a document of an owner is for this one to read.
   *
   * @param readers groups that it is for; empty means everybody of the tenant
   */
  public boolean mayRead(String itsOwner, List<String> readers) {
    return readers.isEmpty()
        || owner.equals(itsOwner)
        || readers.stream().anyMatch(groups::contains);
  }
}
