package io.longshore.contracts;

/** Names of the rooms as they stand in {@code skipped}, {@code degraded}, timings and progress. */
public final class Rooms {
  public static final String GATEWAY = "gateway";
  public static final String INGEST = "ingest";
  public static final String MEMORY = "memory";
  public static final String EMBEDDER = "embedder";
  public static final String RERANKER = "reranker";
  public static final String GENERATOR = "generator";

  private Rooms() {}
}
