package io.longshore.embedder.lexical;

/**
 * Where the postings of a source are.
 *
 * @param place of its first passage in the segment
 * @param terms of all its passages
 */
record Location(int source, int segment, int place, int passages, long terms) {
  Location with(int moreTerms) {
    return new Location(source, segment, place, passages, terms + moreTerms);
  }
}
