package io.longshore.embedder.lexical;

import java.util.BitSet;
import java.util.List;

/**
 * A segment of many documents.
 *
 * @param language BCP 47, of all
 * @param places of passages that were ever taken; those of erased documents stay empty
 * @param borders places where documents begin or began
 * @param terms of all passages
 */
record Segment(
    int no, String language, int places, BitSet borders, int documents, int passages, long terms) {

  /** An empty one. */
  Segment(int no, String language) {
    this(no, language, 0, new BitSet(), 0, 0, 0);
  }

  /** With more documents at its end. */
  Segment with(List<Location> more) {
    var moreBorders = (BitSet) borders.clone();
    int morePassages = 0;
    long moreTerms = 0;
    for (Location document : more) {
      moreBorders.set(document.place());
      morePassages += document.passages();
      moreTerms += document.terms();
    }
    return new Segment(
        no,
        language,
        places + morePassages,
        moreBorders,
        documents + more.size(),
        passages + morePassages,
        terms + moreTerms);
  }

  /** Without some documents; their places stay empty. */
  Segment without(List<Location> gone) {
    return new Segment(
        no,
        language,
        places,
        borders,
        documents - gone.size(),
        passages - gone.stream().mapToInt(Location::passages).sum(),
        terms - gone.stream().mapToLong(Location::terms).sum());
  }
}
