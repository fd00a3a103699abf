package io.longshore.gateway.usage;

import org.jspecify.annotations.Nullable;

/** What may be used; null is without a limit of its own. */
public record Limits(
    @Nullable Long requestsPerMinute, @Nullable Long tokensPerDay, @Nullable Long bytesPerDay) {
  static final Limits NONE = new Limits(null, null, null);

  @Nullable Long of(Quota quota) {
    return switch (quota) {
      case REQUESTS -> requestsPerMinute;
      case TOKENS -> tokensPerDay;
      case BYTES -> bytesPerDay;
    };
  }

  /** Where nothing is said, what the other says. */
  Limits or(Limits other) {
    return new Limits(
        requestsPerMinute == null ? other.requestsPerMinute : requestsPerMinute,
        tokensPerDay == null ? other.tokensPerDay : tokensPerDay,
        bytesPerDay == null ? other.bytesPerDay : bytesPerDay);
  }
}
