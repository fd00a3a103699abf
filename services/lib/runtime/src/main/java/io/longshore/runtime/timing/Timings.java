package io.longshore.runtime.timing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Measures one piece of a room's work: {@code <room>} for the whole, {@code <room>.model} and {@code
 * <room>.sql} for what it waited for. Milliseconds, rounded up so that what happened is never 0. For
 * one thread.
 */
public final class Timings {
  private final String room;
  private final long start = System.nanoTime();
  private final Map<String, Long> nanos = new LinkedHashMap<>();

  private Timings(String room) {
    this.room = room;
  }

  /** Starts the clock of the whole. */
  public static Timings start(String room) {
    return new Timings(room);
  }

  /** Runs a call of a model and adds its time to {@code <room>.model}. */
  public <T> T model(Supplier<T> call) {
    return measured("model", call);
  }

  /** Runs SQL and adds its time to {@code <room>.sql}. */
  public <T> T sql(Supplier<T> call) {
    return measured("sql", call);
  }

  /** All so far, for {@code Question.withTimings}. */
  public Map<String, Long> millis() {
    var all = new LinkedHashMap<String, Long>();
    all.put(room, roundedUp(System.nanoTime() - start));
    nanos.forEach((stage, value) -> all.put(room + "." + stage, roundedUp(value)));
    return all;
  }

  private <T> T measured(String stage, Supplier<T> call) {
    long from = System.nanoTime();
    try {
      return call.get();
    } finally {
      nanos.merge(stage, System.nanoTime() - from, Long::sum);
    }
  }

  private static long roundedUp(long nanos) {
    long unit = TimeUnit.MILLISECONDS.toNanos(1);
    return (nanos + unit - 1) / unit;
  }
}
