package io.longshore.embedder.lexical;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is searched: whole segments or documents inside of them, their places numbered through. */
public final class Segments {
  private final Part[] parts;
  private final int[] bases;
  private final int places;
  private final int documents;
  private final int passages;
  private final long terms;

  Segments(Collection<Part> unsorted) {
    parts =
        unsorted.stream()
            .sorted(
                Comparator.comparingInt(Part::segment)
                    .thenComparingInt(Part::from)
                    .thenComparingInt(Part::to))
            .toArray(Part[]::new);
    bases = new int[parts.length];
    int place = 0;
    int manyPassages = 0;
    int manyDocuments = 0;
    long manyTerms = 0;
    for (int i = 0; i < parts.length; i++) {
      bases[i] = place;
      place = Math.addExact(place, parts[i].to - parts[i].from);
      manyPassages += parts[i].passages;
      manyDocuments += parts[i].documents;
      manyTerms += parts[i].terms;
    }
    places = place;
    passages = manyPassages;
    documents = manyDocuments;
    terms = manyTerms;
  }

  /** Without some documents; what isn't in here changes nothing. */
  Segments without(List<Members> documents) {
    var left = new Left[parts.length];
    for (Members of : documents) {
      for (int i = 0; i < of.places.length; i++) {
        int number = partWith(of.segment, of.places[i]);
        if (number >= 0) {
          left[number] = left[number] == null ? new Left() : left[number];
          left[number].add(of.places[i], of.passages[i], of.terms[i]);
        }
      }
    }
    return new Segments(
        IntStream.range(0, parts.length)
            .mapToObj(i -> left[i] == null ? parts[i] : parts[i].without(left[i]))
            .filter(part -> part.documents > 0)
            .toList());
  }

  public int documents() {
    return documents;
  }

  public int passages() {
    return passages;
  }

  /** Whether some were indexed with other generations than these. */
  public boolean hasOthersThan(Set<Integer> generations) {
    for (Part part : parts) {
      if (!generations.contains(part.generation)) {
        return true;
      }
    }
    return false;
  }

  double averageLength() {
    return Math.max(1, (double) terms / Math.max(1, passages));
  }

  double averageDocument() {
    return Math.max(1, (double) terms / Math.max(1, documents));
  }

  /** Places in all, those of erased passages included. */
  int places() {
    return places;
  }

  /** Names of the rules by which the sources' words were found. */
  Set<String> languages() {
    return Arrays.stream(parts)
        .map(part -> LanguageRules.of(part.language).name())
        .collect(Collectors.toUnmodifiableSet());
  }

  int parts() {
    return parts.length;
  }

  Part part(int number) {
    return parts[number];
  }

  /** Place in the scope of the first place of a part. */
  int base(int number) {
    return bases[number];
  }

  /** Number of the first part of a segment that ends behind a place. */
  int partFrom(int segment, int place) {
    int low = 0;
    int high = parts.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      Part part = parts[middle];
      if (part.segment < segment || part.endsBefore(segment, place)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Of the part that a document lies in, one without passages maybe at its end; -1 for none. */
  private int partWith(int segment, int place) {
    int number = partFrom(segment, place);
    if (number < parts.length && parts[number].holds(segment, place)) {
      return number;
    }
    return number > 0 && parts[number - 1].segment == segment && parts[number - 1].to == place
        ? number - 1
        : -1;
  }

  /** Place in the scope of a source's first passage; -1 when it is not in the scope. */
  int place(Location location) {
    int number = partFrom(location.segment(), location.place());
    return number < parts.length && parts[number].holds(location.segment(), location.place())
        ? bases[number] + location.place() - parts[number].from
        : -1;
  }

  /** Where places of the scope are in their segments. */
  List<Spot> spots(int[] ofScope) {
    return Arrays.stream(ofScope)
        .mapToObj(place -> {
          int part = partOf(place);
          return new Spot(parts[part].segment, parts[part].from + place - bases[part]);
        })
        .toList();
  }

  /** The last part that doesn't begin behind the place: those without places are before it. */
  private int partOf(int place) {
    int low = 0;
    int high = parts.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (bases[middle] <= place) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** For every segment the places between the first and the last part that is searched. */
  List<Range> ranges() {
    List<Range> ranges = new ArrayList<>();
    for (Part part : parts) {
      int from = part.from;
      if (!ranges.isEmpty() && ranges.getLast().segment == part.segment) {
        from = ranges.removeLast().from;
      }
      ranges.add(new Range(part.segment, from, part.to));
    }
    return ranges;
  }

  /**
   * Documents of one segment.
   *
   * @param places of the first passage of each
   * @param passages of each
   * @param terms of each
   */
  @SuppressWarnings("ArrayRecordComponent") // read once
  public record Members(int segment, int[] places, int[] passages, long[] terms) {}

  /** What of a part isn't searched. */
  static final class Left {
    final BitSet places = new BitSet();
    int documents;
    int passages;
    long terms;

    void add(int place, int ofPassages, long ofTerms) {
      places.set(place, place + ofPassages);
      documents++;
      passages += ofPassages;
      terms += ofTerms;
    }
  }

  /** A place of a segment. */
  record Spot(int segment, int place) {}

  /** Places of a segment, end exclusive. */
  record Range(int segment, int from, int to) {}

  /**
   * A segment, or a document in one.
   *
   * @param language BCP 47
   * @param from its first place in the segment
   * @param to end of its places, exclusive
   * @param terms of all its passages
   * @param borders a bit a place, lowest first: whether a document begins there; empty for one
   *     document
   * @param hidden places in the segment of documents that are not searched
   */
  @SuppressWarnings("ArrayRecordComponent") // read by the scorer alone
  record Part(
      int segment,
      String language,
      int generation,
      int from,
      int to,
      int documents,
      int passages,
      long terms,
      long[] borders,
      BitSet hidden) {
    /** Without some documents of it. */
    Part without(Left left) {
      return new Part(
          segment,
          language,
          generation,
          from,
          to,
          documents - left.documents,
          passages - left.passages,
          terms - left.terms,
          borders,
          left.places);
    }

    boolean holds(int ofSegment, int place) {
      return segment == ofSegment && from <= place && place < to;
    }

    boolean endsBefore(int ofSegment, int place) {
      return segment == ofSegment && to <= place;
    }

    /** How many of its documents have one of some places, which ascend. */
    int documents(int[] places, int first, int last) {
      int count = first < last ? 1 : 0;
      if (borders.length > 0) {
        for (int i = first + 1; i < last; i++) {
          if (hasBorder(places[i - 1] + 1, places[i])) {
            count++;
          }
        }
      }
      return count;
    }

    private boolean hasBorder(int first, int last) {
      int word = first >>> 6;
      int lastWord = last >>> 6;
      long bits = borders[word] & (-1L << first);
      while (word < lastWord && bits == 0) {
        word++;
        bits = borders[word];
      }
      return (word < lastWord ? bits : bits & (-1L >>> (63 - last))) != 0;
    }
  }
}
