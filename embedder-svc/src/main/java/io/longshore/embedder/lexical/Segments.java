package io.longshore.embedder.lexical;

import io.longshore.embedder.passages.PassageKey;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The sources that are searched, their passages numbered through: place = offset + ordinal. */
public final class Segments {
  private final int[] sources;
  private final int[] offsets;
  private final long[] lengths;
  private final int passages;
  private final long terms;
  private final Set<String> languages;

  public Segments(Collection<Segment> segments) {
    List<Segment> sorted =
        segments.stream().sorted(Comparator.comparingInt(Segment::source)).toList();
    sources = sorted.stream().mapToInt(Segment::source).toArray();
    lengths = sorted.stream().mapToLong(Segment::terms).toArray();
    offsets = new int[sources.length];
    int place = 0;
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = place;
      place = Math.addExact(place, sorted.get(i).passages());
    }
    passages = place;
    terms = Arrays.stream(lengths).sum();
    languages =
        sorted.stream()
            .map(segment -> LanguageRules.of(segment.language()).name())
            .collect(Collectors.toUnmodifiableSet());
  }

  int[] numbers() {
    return sources;
  }

  public int passages() {
    return passages;
  }

  double averageLength() {
    return Math.max(1, (double) terms / Math.max(1, passages));
  }

  int documents() {
    return sources.length;
  }

  /** Terms of a document. */
  long documentLength(int document) {
    return lengths[document];
  }

  double averageDocument() {
    return Math.max(1, (double) terms / Math.max(1, documents()));
  }

  /** Names of the rules by which the sources' words were found. */
  Set<String> languages() {
    return languages;
  }

  int place(PassageKey key) {
    return offset(key.source()) + key.ordinal();
  }

  int offset(int source) {
    return offsets[document(source)];
  }

  /** Place of a source among all of them. */
  int document(int source) {
    int at = Arrays.binarySearch(sources, source);
    if (at < 0) {
      throw new IllegalArgumentException("source %d is not in the scope".formatted(source));
    }
    return at;
  }

  PassageKey key(int place) {
    int at = Arrays.binarySearch(offsets, place);
    int source = at >= 0 ? lastOf(at) : -at - 2;
    return new PassageKey(sources[source], place - offsets[source]);
  }

  /**
   * Sources without passages share their offset with the next one: the last of them has the place.
   */
  private int lastOf(int at) {
    int last = at;
    while (last + 1 < offsets.length && offsets[last + 1] == offsets[at]) {
      last++;
    }
    return last;
  }

  /**
   * One source.
   *
   * @param language BCP 47
   * @param terms of all its passages
   */
  public record Segment(int source, String language, int passages, long terms) {}
}
