package io.longshore.gateway.usage;

import io.longshore.gateway.access.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Whose use is counted.
 *
 * @param name as it stands in the row
 */
public record Subject(String name) {
  /** All callers of a tenant together. */
  public static final Subject TENANT = new Subject("");

  private static final String KEY = "key:";
  private static final String OWNER = "owner:";

  /** The key that was shown; without one its owner. */
  public static Subject of(Caller caller) {
    return caller.key() == null
        ? new Subject(OWNER + caller.principal().owner())
        : ofKey(caller.key());
  }

  public static Subject ofKey(String prefix) {
    return new Subject(KEY + prefix);
  }

  public boolean isTenant() {
    return name.isEmpty();
  }

  /** The prefix of a key; null when it is none. */
  public @Nullable String key() {
    return after(KEY);
  }

  /** One who shows no key; null when it is none. */
  public @Nullable String owner() {
    return after(OWNER);
  }

  private @Nullable String after(String kind) {
    return name.startsWith(kind) ? name.substring(kind.length()) : null;
  }
}
