package io.longshore.embedder.retrieval;

import io.longshore.embedder.lexical.Segments.Members;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Sources that a search leaves out: those of one generation that lie in the same shard of vectors
 * and the same segment of words.
 *
 * @param passages of all of them
 */
@SuppressWarnings("ArrayRecordComponent") // goes into queries as it is
record Hidden(int generation, int shard, int[] sources, int passages, Members members) {
  /** All that lie in some places. */
  static int[] sources(List<Hidden> hidden, Predicate<Hidden> where) {
    return hidden.stream().filter(where).flatMapToInt(one -> Arrays.stream(one.sources)).toArray();
  }
}
