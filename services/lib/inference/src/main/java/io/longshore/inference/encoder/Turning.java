package io.longshore.inference.encoder;

import java.util.Arrays;

/**
 * What {@code position_ids} say to a graph of {@code ops/models} with rotary positions: {@code p +
 * 2^16 * t + 2^32 * g + 2^40 * w} of the place p, 256 times the ratio that the base is raised for,
 * and the group and neighbour window of SelfExtend; zeros for none of it.
 */
final class Turning {
  /** A text may be so many windows long: what was measured. */
  static final int TIMES = 4;

  private static final int RATIO_STEPS = 256;
  private static final int RATIO_AT = 16;
  private static final int GROUP_AT = 32;
  private static final int WINDOW_AT = 40;

  /** The neighbour window's share of the window, as LongEmbed's (64 of 512, 512 of 4,096). */
  private static final int NEIGHBOURS = 8;

  private Turning() {}

  /**
   * NTK-aware scaling: the base is raised so that the slowest angle reaches over the text as it did
   * over the window, while the fastest stay. The graph takes base * r^(d/(d-2)) of the ratio r.
   */
  static long[] larger(int tokens, int window) {
    long ratio = Math.ceilDiv((long) tokens * RATIO_STEPS, window);
    return of(tokens, ratio << RATIO_AT);
  }

  /**
   * SelfExtend (Jin et al. 2024): neighbours by their distance, farther ones by groups, the
   * smallest with which no distance goes beyond what the model was trained for.
   */
  static long[] grouped(int tokens, int window) {
    int neighbours = window / NEIGHBOURS;
    int group = 1;
    while ((tokens - 1) / group + neighbours - neighbours / group > window - 1) {
      group++;
    }
    return of(tokens, ((long) group << GROUP_AT) + ((long) neighbours << WINDOW_AT));
  }

  private static long[] of(int tokens, long all) {
    long[] positions = new long[tokens];
    Arrays.setAll(positions, k -> k + all);
    return positions;
  }
}
