package io.longshore.inference.call;

import java.time.Duration;

/**
 * Bounds of guarded calls.
 *
 * @param calls at the same time
 * @param turn how long a call waits for its turn among these before it counts as refused
 * @param attempts of a call within its bound
 * @param backoff before the second attempt; doubles, half of it at random
 * @param backoffMax the longest pause
 * @param openFor how long nothing is asked after half of the calls failed
 */
public record GuardLimits(
    int calls,
    Duration turn,
    int attempts,
    Duration backoff,
    Duration backoffMax,
    Duration openFor) {}
