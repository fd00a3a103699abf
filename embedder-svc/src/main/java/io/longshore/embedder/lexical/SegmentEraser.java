package io.longshore.embedder.lexical;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes sources out of the blocks that they share with others, inside the caller's transaction. It
 * writes about as many blocks as they have different words.
 */
final class SegmentEraser {
  private SegmentEraser() {}

  /**
   * The segment goes with its last source.
   *
   * @param neighbours of one segment, in the order of their places and without others between;
   *     their passages are still there
   */
  static void erase(JdbcClient jdbc, List<Location> neighbours) {
    Location first = neighbours.getFirst();
    Location last = neighbours.getLast();
    Segment segment = MergeRepository.lock(jdbc, first.segment());
    Segment left = segment.without(neighbours);
    if (left.documents() == 0) {
      PostingRepository.delete(jdbc, new int[] {segment.no()});
      MergeRepository.delete(jdbc, segment.no());
      return;
    }
    Set<Long> terms = new HashSet<>();
    PassageWords.read(
        jdbc,
        neighbours.stream().mapToInt(Location::source).toArray(),
        (no, ordinal, text) ->
            Analysis.terms(text, segment.language()).forEach(term -> terms.add(term.key())));
    var range = new Segments.Range(segment.no(), first.place(), last.place() + last.passages());
    Map<Long, List<Postings.Block>> kept = new HashMap<>();
    List<PostingRepository.Row> emptied = new ArrayList<>();
    for (PostingRepository.Row row : PostingRepository.find(jdbc, terms, List.of(range))) {
      Postings.Block block = row.without(range);
      if (block.count() == 0) {
        emptied.add(row);
      } else if (block.count() < row.count()) {
        kept.computeIfAbsent(row.term(), term -> new ArrayList<>(1)).add(block);
      }
    }
    PostingRepository.delete(jdbc, emptied);
    PostingRepository.put(jdbc, segment.no(), kept);
    MergeRepository.update(jdbc, left);
  }
}
