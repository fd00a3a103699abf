package io.longshore.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.gateway.audit.AuditEntry.Who;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RefusalsTest {
  private static final Instant START = Instant.parse("2026-11-29T10:00:00Z");

  private final Refusals refusals = new Refusals();

  @Test
  void theFirstIsWrittenAtOnceAndThoseOfItsMinuteAsOneBehindIt() {
    assertThat(refusals.add(nobody("10.0.0.1", 0))).hasValueSatisfying(times(1));
    for (int second = 1; second < 60; second++) {
      assertThat(refusals.add(nobody("10.0.0.1", second))).isEmpty();
      assertThat(refusals.over(at(second))).isEmpty();
    }
    assertThat(refusals.over(at(60))).singleElement().satisfies(times(59));
    assertThat(refusals.add(nobody("10.0.0.1", 61))).as("that minute has its row").isEmpty();
    assertThat(refusals.over(at(119))).isEmpty();
    assertThat(refusals.add(nobody("10.0.0.1", 120))).hasValueSatisfying(times(2));
    assertThat(refusals.over(at(500))).isEmpty();
  }

  @Test
  void everyAddressEveryCallerAndEveryStatusHasItsOwn() {
    assertThat(refusals.add(nobody("10.0.0.1", 0))).isPresent();
    assertThat(refusals.add(nobody("10.0.0.2", 0))).isPresent();
    assertThat(refusals.add(entry(new Who(1, "ahab", "a"), "10.0.0.1", 403, 0))).isPresent();
    assertThat(refusals.add(entry(new Who(2, "ahab", "a"), "10.0.0.1", 403, 0))).isPresent();
    assertThat(refusals.add(entry(new Who(1, "ahab", "a"), "10.0.0.1", 429, 0))).isPresent();
    assertThat(refusals.add(entry(new Who(1, "ahab", "a"), "10.0.0.9", 429, 1))).isEmpty();
  }

  @Test
  void aMillionAddressesFillNothing() {
    long rows =
        IntStream.range(0, 1_000_000)
            .filter(no -> refusals.add(nobody("10." + no, 0)).isPresent())
            .count();
    assertThat(rows).isEqualTo(Refusals.SOURCES_MAX + 1L);
    assertThat(refusals.over(at(60)))
        .singleElement()
        .satisfies(times(1_000_000 - Refusals.SOURCES_MAX - 1))
        .satisfies(entry -> assertThat(entry.address()).isEqualTo("*"));
    assertThat(refusals.add(entry(new Who(1, "ahab", "a"), "10.0.0.1", 403, 60))).isPresent();
  }

  @Test
  void whatIsNotWrittenYetIsAtTheEnd() {
    refusals.add(nobody("10.0.0.1", 0));
    assertThat(refusals.all()).isEmpty();
    refusals.add(nobody("10.0.0.1", 0));
    refusals.add(nobody("10.0.0.1", 1));
    assertThat(refusals.all()).singleElement().satisfies(times(1));
    assertThat(refusals.all()).isEmpty();
  }

  private static Consumer<AuditEntry> times(int times) {
    return entry -> assertThat(entry.times()).isEqualTo(times);
  }

  private static AuditEntry nobody(String address, int second) {
    return entry(null, address, 401, second);
  }

  private static AuditEntry entry(@Nullable Who who, String address, int status, int second) {
    return new AuditEntry(0, at(second), who, address, "GET", "*", "", status, null, 1);
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }
}
