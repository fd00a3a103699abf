package io.longshore.gateway.usage;

import java.time.LocalDate;

/**
 * What was used on a day, in UTC.
 *
 * @param requests with those that were refused
 * @param refused by a limit
 * @param tokensRead by models, as far as they say it
 * @param bytes handed in
 */
public record UsedDay(
    LocalDate day,
    Subject subject,
    long requests,
    long refused,
    long tokensRead,
    long tokensWritten,
    long bytes) {
  /** Where it stands in a list of days. */
  public record Place(LocalDate day, Subject subject) {}

  static UsedDay refused(LocalDate day, Subject subject, long bytes) {
    return new UsedDay(day, subject, 0, 1, 0, 0, -bytes);
  }

  static UsedDay tokens(LocalDate day, Subject subject, long read, long written) {
    return new UsedDay(day, subject, 0, 0, read, written, 0);
  }

  static UsedDay bytes(LocalDate day, Subject subject, long bytes) {
    return new UsedDay(day, subject, 0, 0, 0, 0, bytes);
  }
}
