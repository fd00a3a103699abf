package io.longshore.generator.citation;

import io.longshore.contracts.Span;
import io.longshore.contracts.question.Passage;
import io.longshore.contracts.text.Sentences;
import io.longshore.contracts.text.Text;
import io.longshore.generator.extraction.Quote;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Passages that follow each other in one section, as the one text that they are: an index cuts
 * paragraphs, a reader shouldn't see where.
 */
public final class Stretch {
  /** Code points between passages that follow each other: white space of a text. */
  private static final int GAP_MAX = 4;

  private final List<Passage> passages;
  private final String text;
  private final List<Place> sentences;

  private Stretch(List<Passage> passages) {
    this.passages = List.copyOf(passages);
    var joined = new StringBuilder();
    int end = passages.getFirst().span().start();
    for (Passage passage : passages) {
      joined.repeat('\n', passage.span().start() - end).append(passage.text());
      end = passage.span().end();
    }
    this.text = joined.toString();
    List<Place> all = places(text, passages.getFirst().language());
    List<Place> alone = passages.stream().flatMap(this::places).toList();
    this.sentences = all.stream().map(one -> one.unless(alone)).toList();
  }

  /**
   * A sentence.
   *
   * @param start code point of the text
   * @param end behind the last one
   * @param forReaders whether it speaks to them
   */
  private record Place(int start, int end, boolean forReaders) {
    boolean touches(int from, int to) {
      return start < to && end > from;
    }

    /** What doesn't speak to readers in its passage alone doesn't in the whole. */
    Place unless(List<Place> alone) {
      boolean planted =
          alone.stream().anyMatch(one -> !one.forReaders && touches(one.start, one.end));
      return new Place(start, end, forReaders && !planted);
    }
  }

  /**
   * Joins what follows each other.
   *
   * @param passages in the order of documents
   */
  public static List<Stretch> of(List<Passage> passages) {
    List<List<Passage>> runs = new ArrayList<>();
    for (Passage passage : passages) {
      if (runs.isEmpty() || !follows(runs.getLast().getLast(), passage)) {
        runs.add(new ArrayList<>());
      }
      runs.getLast().add(passage);
    }
    return runs.stream().map(Stretch::new).toList();
  }

  private static boolean follows(Passage before, Passage passage) {
    Span one = before.span();
    Span other = passage.span();
    int gap = other.start() - one.end();
    return one.document().equals(other.document())
        && one.textHash().equals(other.textHash())
        && before.headings().equals(passage.headings())
        && gap >= 0
        && gap <= GAP_MAX;
  }

  /** Of a passage read alone, by code points of the text. */
  private Stream<Place> places(Passage passage) {
    int begun = begin(passage);
    return passages.size() == 1
        ? Stream.empty()
        : places(passage.text(), passage.language()).stream()
            .map(one -> new Place(begun + one.start(), begun + one.end(), one.forReaders()));
  }

  private static List<Place> places(String text, String language) {
    Text places = new Text(text);
    List<Sentences.Range> all = Sentences.of(text, language);
    Set<Sentences.Range> forReaders = new HashSet<>(Instructions.without(text, all));
    return all.stream()
        .map(one ->
            new Place(
                places.codePoint(one.start()),
                places.codePoint(one.end()),
                forReaders.contains(one)))
        .toList();
  }

  /** In their order; at least one. */
  public List<Passage> passages() {
    return passages;
  }

  /** Their texts, with as many line ends as there are code points between them. */
  public String text() {
    return text;
  }

  /** Above all of them. */
  public List<String> headings() {
    return passages.getFirst().headings();
  }

  /**
   * The sentences that a place lies in, passage by passage; none when one of them doesn't speak to
   * readers.
   *
   * @param start code point of the text
   * @param end behind the last one
   */
  public List<Quote> sentencesAround(int start, int end) {
    List<Place> touched = sentences.stream().filter(one -> one.touches(start, end)).toList();
    return touched.isEmpty() || !touched.stream().allMatch(Place::forReaders)
        ? List.of()
        : quotes(touched.getFirst().start(), touched.getLast().end());
  }

  /** The same for a quote of one of the passages. */
  public List<Quote> sentencesAround(Quote quote) {
    int begun = begin(quote.passage());
    return sentencesAround(begun + quote.start(), begun + quote.end());
  }

  /** The parts in a passage of sentences that speak to readers. */
  List<Quote> sentencesOf(Passage passage) {
    return sentences.stream()
        .filter(Place::forReaders)
        .flatMap(one -> quotes(one.start(), one.end()).stream())
        .filter(quote -> quote.passage().equals(passage))
        .toList();
  }

  private List<Quote> quotes(int from, int to) {
    List<Quote> quotes = new ArrayList<>();
    for (Passage passage : passages) {
      int begun = begin(passage);
      int first = Math.max(from - begun, 0);
      int last = Math.min(to - begun, passage.span().length());
      if (first < last) {
        quotes.add(new Quote(passage, first, last));
      }
    }
    return quotes;
  }

  /** Code point of the text. */
  private int begin(Passage passage) {
    return passage.span().start() - passages.getFirst().span().start();
  }
}
