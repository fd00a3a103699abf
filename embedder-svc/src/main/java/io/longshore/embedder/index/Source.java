package io.longshore.embedder.index;

/**
 * One version of a document in one generation, as far as it has come.
 *
 * @param no key of all its rows
 * @param shard where the vectors of its passages lie
 * @param passages how many it has so far
 * @param live whether it is searched
 */
record Source(
    int no,
    int version,
    int generation,
    int shard,
    String language,
    String textHash,
    int items,
    int itemsDone,
    int passages,
    long tokensSeen,
    long tokensGiven,
    boolean live) {}
