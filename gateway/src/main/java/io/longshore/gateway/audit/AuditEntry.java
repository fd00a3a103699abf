package io.longshore.gateway.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done, or refused. Never a body, a text or a secret.
 *
 * @param id grows
 * @param who null for somebody whom nobody knows
 * @param address that it came from
 * @param route the pattern of its path; {@code *} where it got to none, or refusals were many
 * @param resources ids that the path names, and of what was made
 * @param request id of its trace
 * @param times how often, for refusals
 */
public record AuditEntry(
    long id,
    Instant at,
    @Nullable Who who,
    String address,
    String method,
    String route,
    String resources,
    int status,
    @Nullable String request,
    int times) {
  /**
   * Somebody who is known.
   *
   * @param key prefix of the key that was shown; null for none
   */
  public record Who(int tenant, String owner, @Nullable String key) {}

  AuditEntry times(int count, Instant now) {
    return new AuditEntry(id, now, who, address, method, route, resources, status, request, count);
  }

  /** As one of very many, of whom none is named. */
  AuditEntry ofMany() {
    return new AuditEntry(id, at, who, "*", method, "*", "", status, null, times);
  }
}
