package io.longshore.embedder.vectors;

/**
 * What a search or a deletion means of one shard of a generation.
 *
 * @param shard 0 is the recent part
 * @param sources that lie in it
 * @param passages that these hold together
 */
@SuppressWarnings("ArrayRecordComponent") // goes into a query as it is
public record Slice(int shard, int[] sources, int passages) {
  /** The recent part. */
  public static final int RECENT = 0;
}
