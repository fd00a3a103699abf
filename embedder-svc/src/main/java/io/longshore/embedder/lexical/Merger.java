package io.longshore.embedder.lexical;

import io.longshore.embedder.lexical.MergeRepository.Kind;
import io.longshore.embedder.lexical.MergeRepository.Loose;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Puts short documents together in segments, so that a question reads few rows however many
 * documents there are. A step is one transaction: who searches sees it whole or not at all.
 */
public final class Merger {
  /** A document of so many passages stays alone: its rows are full enough. */
  static final int ALONE = Postings.BLOCK;

  /** Fewer documents are left as they are. */
  static final int MANY = 100;

  /** Places of a segment; a search in one of its documents reads no more than these. */
  private static final int PLACES = 65_536;

  private static final int STEP_DOCUMENTS = 5_000;

  /** About half a million postings. */
  private static final int STEP_PASSAGES = 10_000;

  private Merger() {}

  /**
   * Takes one step for the transaction's tenant: writes the words of documents that have none yet,
   * puts documents of a kind together, or makes a segment anew that is half empty.
   *
   * @return how many documents it moved; 0 when there is nothing to do, or another instance is at
   *     it
   */
  public static int step(JdbcClient jdbc) {
    return stepUpTo(STEP_PASSAGES, jdbc);
  }

  /**
   * @param most passages that a step writes; one document may have more
   */
  static int stepUpTo(int most, JdbcClient jdbc) {
    if (!MergeRepository.lock(jdbc)) {
      return 0;
    }
    int merged =
        MergeRepository.kind(jdbc, MANY, ALONE).map(kind -> merge(jdbc, kind, most)).orElse(0);
    return merged > 0
        ? merged
        : MergeRepository.sparse(jdbc, ALONE).map(sparse -> renew(jdbc, sparse, most)).orElse(0);
  }

  private static int merge(JdbcClient jdbc, Kind kind, int most) {
    List<Loose> loose = MergeRepository.loose(jdbc, kind, STEP_DOCUMENTS, ALONE);
    List<Loose> large =
        first(loose.stream().filter(source -> source.passages() >= ALONE).toList(), most);
    for (Loose source : large) {
      var own = new Segment(source.no(), kind.language());
      MergeRepository.move(jdbc, write(jdbc, own, List.of(source)));
    }
    if (!large.isEmpty() || loose.isEmpty()) {
      return large.size();
    }
    Segment segment = MergeRepository.open(jdbc, kind, PLACES - ALONE, ALONE);
    List<Loose> taken = first(loose, Math.min(most, PLACES - segment.places()));
    PostingRepository.delete(jdbc, taken.stream().mapToInt(Loose::no).toArray());
    append(jdbc, segment, taken);
    return taken.size();
  }

  /** The first documents that have so many passages together; always one where there is any. */
  private static List<Loose> first(List<Loose> documents, int passages) {
    List<Loose> first = new ArrayList<>();
    int room = passages;
    for (Loose document : documents) {
      room -= document.passages();
      if (room < 0 && !first.isEmpty()) {
        break;
      }
      first.add(document);
    }
    return first;
  }

  /** Moves the first documents of a segment to another; with the last ones it goes. */
  private static int renew(JdbcClient jdbc, int sparse, int most) {
    List<Location> members = MergeRepository.members(jdbc, sparse, STEP_DOCUMENTS);
    Segment other =
        MergeRepository.open(jdbc, MergeRepository.kindOf(jdbc, sparse), PLACES - ALONE, ALONE);
    List<Loose> taken =
        first(
            members.stream().map(at -> new Loose(at.source(), at.passages())).toList(),
            Math.min(most, PLACES - other.places()));
    SegmentEraser.erase(jdbc, members.subList(0, taken.size()));
    append(jdbc, other, taken);
    return taken.size();
  }

  private static void append(JdbcClient jdbc, Segment segment, List<Loose> documents) {
    List<Location> locations = write(jdbc, segment, documents);
    MergeRepository.move(jdbc, locations);
    MergeRepository.update(jdbc, segment.with(locations));
  }

  /** Writes the words of documents to the end of a segment and returns where they are. */
  static List<Location> write(JdbcClient jdbc, Segment segment, List<Loose> documents) {
    Map<Integer, Location> locations = new LinkedHashMap<>();
    int place = segment.places();
    for (Loose document : documents) {
      locations.put(
          document.no(), new Location(document.no(), segment.no(), place, document.passages(), 0));
      place += document.passages();
    }
    var writer = new SegmentWriter(jdbc, segment);
    PassageWords.read(
        jdbc,
        documents.stream().mapToInt(Loose::no).toArray(),
        (source, ordinal, text) ->
            locations.computeIfPresent(
                source, (no, at) -> at.with(writer.add(at.place() + ordinal, text))));
    writer.flush();
    return List.copyOf(locations.values());
  }
}
