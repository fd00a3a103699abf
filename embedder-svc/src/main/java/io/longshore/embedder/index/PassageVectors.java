package io.longshore.embedder.index;

import io.longshore.contracts.document.SectionsSubmitted;
import io.longshore.contracts.embedding.LongMode;
import io.longshore.contracts.text.Text;
import io.longshore.embedder.generations.Generation;
import io.longshore.embedder.passages.CutPassage;
import io.longshore.embedder.passages.PassageCutter;
import io.longshore.embedder.vectors.VectorCache;
import io.longshore.inference.call.Bound;
import io.longshore.inference.encoder.Embedding;
import io.longshore.inference.encoder.Encoder;
import io.longshore.inference.encoder.Encoder.Kind;
import io.longshore.inference.encoder.Encoder.Priority;
import io.longshore.inference.encoder.LongReading;
import io.longshore.inference.encoder.Offsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** The vectors of an item's passages, each alone or all out of one reading of their text. */
final class PassageVectors {
  /** Windows side by side: an item holds more than one, and every model can read so. */
  private static final LongReading LATE = new LongReading(LongMode.PCW, true);

  private final Encoder encoder;
  private final PassageCutter cutter;
  private final Known known;
  private final VectorCache cache;
  private final Duration within;

  /** Vectors of some of an item's passages, by their number, that needn't be made. */
  interface Known {
    Map<Integer, Embedding> of(
        SectionsSubmitted item, Generation generation, List<CutPassage> passages);
  }

  /**
   * @param known is asked first
   * @param cache of texts that are read alone
   * @param within longest time for an item's vectors
   */
  PassageVectors(
      Encoder encoder, PassageCutter cutter, Known known, VectorCache cache, Duration within) {
    this.encoder = encoder;
    this.cutter = cutter;
    this.known = known;
    this.cache = cache;
    this.within = within;
  }

  /**
   * One a passage, in their order, with the tokens of the passage's own text.
   *
   * @param range the text of the item
   * @throws io.longshore.inference.call.ModelUnavailable later it may work
   */
  List<Embedding> of(
      SectionsSubmitted item, Generation generation, Text range, List<CutPassage> passages) {
    if (passages.isEmpty()) {
      return List.of();
    }
    Map<Integer, Embedding> unchanged = known.of(item, generation, passages);
    List<CutPassage> changed =
        IntStream.range(0, passages.size())
            .filter(i -> !unchanged.containsKey(i))
            .mapToObj(passages::get)
            .toList();
    Iterator<Embedding> made = make(item, generation, range, changed).iterator();
    return IntStream.range(0, passages.size())
        .mapToObj(i -> Objects.requireNonNullElseGet(unchanged.get(i), made::next))
        .toList();
  }

  private List<Embedding> make(
      SectionsSubmitted item, Generation generation, Text range, List<CutPassage> passages) {
    if (passages.isEmpty()) {
      return List.of();
    }
    return switch (generation.recipe().passages()) {
      case SEPARATE -> separate(item, generation, passages);
      case LATE -> late(item, generation, range, passages);
    };
  }

  private List<Embedding> separate(
      SectionsSubmitted item, Generation generation, List<CutPassage> passages) {
    List<Embedding> vectors =
        cache.embed(
            item.principal().tenant(),
            generation.key(),
            passages.stream().map(cutter::context).toList(),
            texts -> encoder.embed(texts, Kind.PASSAGE, Priority.INGESTION, Bound.within(within)));
    List<Embedding> ofText = new ArrayList<>();
    for (int i = 0; i < vectors.size(); i++) {
      Embedding vector = vectors.get(i);
      int tokens = passages.get(i).tokens();
      int cutOff = vector.tokensGiven() - vector.tokensSeen();
      ofText.add(new Embedding(vector.vector(), Math.max(0, tokens - cutOff), tokens));
    }
    return ofText;
  }

  /** A passage that the reading doesn't reach is read alone. */
  private List<Embedding> late(
      SectionsSubmitted item, Generation generation, Text range, List<CutPassage> passages) {
    List<Offsets> parts =
        passages.stream()
            .map(passage ->
                new Offsets(
                    range.utf16(passage.start() - item.start()),
                    range.utf16(passage.end() - item.start())))
            .toList();
    List<Embedding> vectors =
        encoder.parts(
            range.toString(), parts, Kind.PASSAGE, LATE, Priority.INGESTION, Bound.within(within));
    List<Embedding> all = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      boolean reached = vectors.get(i).tokensSeen() > 0;
      all.add(
          reached
              ? vectors.get(i)
              : separate(item, generation, List.of(passages.get(i))).getFirst());
    }
    return all;
  }

  /** A document is deleted: nothing that was made of its texts is kept in memory. */
  void forget() {
    cache.forgetAll();
  }
}
