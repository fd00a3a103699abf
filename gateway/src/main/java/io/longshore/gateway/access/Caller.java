package io.longshore.gateway.access;

import io.longshore.contracts.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls.
 *
 * @param scopes what it may do
 * @param key prefix of the API key that it showed; null for a token and for an open door
 */
public record Caller(Principal principal, Set<AccessScope> scopes, @Nullable String key) {
  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /** Whether it may do what takes this scope. */
  public boolean may(AccessScope scope) {
    return scopes.contains(scope);
  }
}
