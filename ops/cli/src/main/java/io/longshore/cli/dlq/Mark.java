package io.longshore.cli.dlq;

import java.time.Instant;

/**
 * What was done with a letter.
 *
 * @param letter time of its record in milliseconds: when a topic was made anew, another letter lies
 *     at the same place
 */
record Mark(What what, Instant at, long letter) {
  enum What {
    REPLAYED,
    DROPPED
  }
}
