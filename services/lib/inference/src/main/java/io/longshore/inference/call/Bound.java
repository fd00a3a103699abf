package io.longshore.inference.call;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a call may take, its waiting and its further tries included; runs from when it is made.
 */
public final class Bound {
  private final long end;

  private Bound(Duration within) {
    end = System.nanoTime() + within.toNanos();
  }

  public static Bound within(Duration time) {
    return new Bound(time);
  }

  /**
   * Half of what is left until a deadline, so that whoever comes after has at least as much.
   *
   * @param most the bound when more is left
   */
  public static Bound halfUntil(Instant deadline, Instant now, Duration most) {
    return new Bound(shorter(Duration.between(now, deadline).dividedBy(2), most));
  }

  /**
   * What is left until a deadline.
   *
   * @param most the bound when more is left
   */
  public static Bound until(Instant deadline, Instant now, Duration most) {
    return new Bound(shorter(Duration.between(now, deadline), most));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Never negative. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }
}
