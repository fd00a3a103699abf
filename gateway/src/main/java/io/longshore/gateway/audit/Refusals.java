package io.longshore.gateway.audit;

import io.longshore.gateway.audit.AuditEntry.Who;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Refusals of a gateway, of which one a minute is written for each address that nobody knows and
 * for each caller: the first at once, those of the minute behind it as one. So nobody can fill the
 * log, and a try of a thousand keys still reads as a thousand.
 */
final class Refusals {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Beyond so many sources those that nobody knows are one. */
  static final int SOURCES_MAX = 100;

  private final Map<Source, Said> said = new HashMap<>();

  private record Source(@Nullable Who who, String address, int status) {}

  /**
   * @param waiting refusals since, the last of which is {@code entry}
   */
  private record Said(Instant at, int waiting, AuditEntry entry) {
    boolean isOver(Instant now) {
      return !now.isBefore(at.plus(MINUTE));
    }
  }

  /** What is to be written of it now. */
  synchronized Optional<AuditEntry> add(AuditEntry refused) {
    var source =
        new Source(refused.who(), refused.who() == null ? refused.address() : "", refused.status());
    var entry = refused;
    if (refused.who() == null && said.size() >= SOURCES_MAX && !said.containsKey(source)) {
      entry = refused.ofMany();
      source = new Source(null, entry.address(), entry.status());
    }
    Said before = said.get(source);
    if (before != null && !before.isOver(entry.at())) {
      said.put(source, new Said(before.at(), before.waiting() + 1, entry));
      return Optional.empty();
    }
    said.put(source, new Said(entry.at(), 0, entry));
    return Optional.of(entry.times(1 + (before == null ? 0 : before.waiting()), entry.at()));
  }

  /** What is to be written of minutes that are over. */
  synchronized List<AuditEntry> over(Instant now) {
    var due = new ArrayList<AuditEntry>();
    said.replaceAll((source, one) -> {
      if (one.waiting() == 0 || !one.isOver(now)) {
        return one;
      }
      due.add(one.entry().times(one.waiting(), now));
      return new Said(now, 0, one.entry());
    });
    said.values().removeIf(one -> one.isOver(now));
    return due;
  }

  /** What is still to be written when no more comes. */
  synchronized List<AuditEntry> all() {
    var due =
        said.values().stream()
            .filter(one -> one.waiting() > 0)
            .map(one -> one.entry().times(one.waiting(), one.entry().at()))
            .toList();
    said.clear();
    return due;
  }
}
