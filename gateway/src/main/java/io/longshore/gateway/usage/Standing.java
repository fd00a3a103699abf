package io.longshore.gateway.usage;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a caller stands as a request comes in, which is counted.
 *
 * @param at when it came in, as the database's clock says; its day in UTC is counted on
 * @param bytes of the request that were counted before they came; 0 where it doesn't say
 * @param accounts the caller's and its tenant's
 */
record Standing(Instant at, long bytes, List<Account> accounts) {
  Standing {
    accounts = List.copyOf(accounts);
  }

  /**
   * What was used by one of the two.
   *
   * @param minute that its requests are of
   */
  record Account(
      Subject subject, Limits limits, Instant minute, long requests, long tokens, long bytes) {
    Account within(Limits other) {
      return new Account(subject, other, minute, requests, tokens, bytes);
    }

    long used(Quota quota) {
      return switch (quota) {
        case REQUESTS -> requests;
        case TOKENS -> tokens;
        case BYTES -> bytes;
      };
    }
  }

  /** Where nothing was set for an account, what the operator set for all. */
  Standing or(LimitProperties defaults) {
    return new Standing(
        at,
        bytes,
        accounts.stream()
            .map(account -> account.within(account.limits().or(defaults.of(account.subject()))))
            .toList());
  }

  /** The account that is nearest to its limit; empty where neither has one. */
  Optional<Meter> meter(Quota quota) {
    return meters(quota).min(Comparator.comparingLong(Meter::remaining));
  }

  /** Why the request is refused; empty when it isn't. */
  Optional<Meter> spent(List<Quota> quotas) {
    return quotas.stream()
        .flatMap(quota -> meters(quota).filter(meter -> meter.isSpent(isKnown(quota))))
        .findFirst();
  }

  private boolean isKnown(Quota quota) {
    return quota == Quota.REQUESTS || (quota == Quota.BYTES && bytes > 0);
  }

  private Stream<Meter> meters(Quota quota) {
    return accounts.stream()
        .flatMap(account -> {
          Long limit = account.limits().of(quota);
          return limit == null
              ? Stream.empty()
              : Stream.of(
                  new Meter(
                      quota,
                      account.subject().isTenant(),
                      limit,
                      account.used(quota),
                      resets(quota, account)));
        });
  }

  private Instant resets(Quota quota, Account account) {
    return quota == Quota.REQUESTS
        ? account.minute().plusSeconds(60)
        : at.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
  }
}
