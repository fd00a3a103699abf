package io.longshore.gateway.usage;

import java.time.Instant;

/**
 * What is used of something that is limited.
 *
 * @param ofTenant whether of all callers together
 * @param used with what the request brings along, where that is known
 * @param resets when it begins anew
 */
record Meter(Quota quota, boolean ofTenant, long limit, long used, Instant resets) {
  long remaining() {
    return Math.max(0, limit - used);
  }

  /**
   * @param known whether {@code used} holds what the request takes; tokens are counted afterwards
   */
  boolean isSpent(boolean known) {
    return known ? used > limit : used >= limit;
  }
}
