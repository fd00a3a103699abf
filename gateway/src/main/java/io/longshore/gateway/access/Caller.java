package io.longshore.gateway.access;

import io.longshore.contracts.Principal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls.
 *
 * @param key the prefix of the API key that was shown; null for an open door, a token and a session
 *     that a login began
 */
public record Caller(Principal principal, Set<AccessScope> scopes, @Nullable String key) {
  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /** Whoever comes to an open door. */
  static Caller local(int tenant) {
    return new Caller(
        new Principal(tenant, "local", List.of()), EnumSet.allOf(AccessScope.class), null);
  }

  boolean has(AccessScope scope) {
    return scopes.contains(scope);
  }
}
