package io.longshore.gateway.usage;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Limits of those that have none of their own; left out there is none.
 *
 * @param key of each key, and of each owner who shows none
 * @param tenant of all that a tenant's callers use together
 */
@ConfigurationProperties("longshore.limits")
record LimitProperties(@Nullable Limits key, @Nullable Limits tenant) {
  LimitProperties {
    check(key);
    check(tenant);
  }

  Limits of(Subject subject) {
    Limits limits = subject.isTenant() ? tenant : key;
    return limits == null ? Limits.NONE : limits;
  }

  private static void check(@Nullable Limits limits) {
    if (limits != null
        && Stream.of(Quota.values())
            .map(limits::of)
            .anyMatch(limit -> limit != null && limit < 0)) {
      throw new IllegalArgumentException("a limit of longshore.limits can't be below 0");
    }
  }
}
