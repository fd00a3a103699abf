package io.longshore.runtime.timing;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures one piece of a room's work: {@code <room>} for the whole, {@code <room>.model} and
 * {@code <room>.sql} for what it waited for. Milliseconds, rounded up so that what happened is
 * never 0. For one thread.
 */
public final class Timings {
  private final String room;
  private final LongSupplier nanoClock;
  private final long start;
  private final Map<String, Long> nanos = new LinkedHashMap<>();

  Timings(String room, LongSupplier nanoClock) {
    this.room = room;
    this.nanoClock = nanoClock;
    this.start = nanoClock.getAsLong();
  }

  /** Starts the clock of the whole. */
  public static Timings start(String room) {
    return new Timings(room, System::nanoTime);
  }

  /** Runs a call of a model and adds its time to {@code <room>.model}. */
  public <T extends @Nullable Object> T model(Supplier<T> call) {
    return measured("model", call);
  }

  /** Runs SQL and adds its time to {@code <room>.sql}. */
  public <T extends @Nullable Object> T sql(Supplier<T> call) {
    return measured("sql", call);
  }

  /** Since it was started. */
  public Duration soFar() {
    return Duration.ofNanos(nanoClock.getAsLong() - start);
  }

  /** All so far, for {@code Question.withTimings}. */
  public Map<String, Long> millis() {
    var all = new LinkedHashMap<String, Long>();
    all.put(room, roundedUp(nanoClock.getAsLong() - start));
    nanos.forEach((stage, value) -> all.put(room + "." + stage, roundedUp(value)));
    return all;
  }

  private <T extends @Nullable Object> T measured(String stage, Supplier<T> call) {
    long from = nanoClock.getAsLong();
    try {
      return call.get();
    } finally {
      nanos.merge(stage, nanoClock.getAsLong() - from, Long::sum);
    }
  }

  private static long roundedUp(long nanos) {
    long unit = TimeUnit.MILLISECONDS.toNanos(1);
    return (nanos + unit - 1) / unit;
  }
}
