package io.longshore.embedder.passages;

import io.longshore.contracts.Limits;
import io.longshore.contracts.text.Sentences;
import io.longshore.inference.encoder.Offsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Cuts one section into pieces that begin and end at sentences, each at most {@code maxTokens}
 * long. A sentence longer than that is cut at its last clause, else white space, else token. Pieces
 * are packed to about equal length, so that no section ends in a scrap.
 */
final class Cutter {
  private static final String CLAUSE_ENDS = ",;:—–،；，、：।)）」』\n";

  private final Function<String, List<Offsets>> tokenizer;
  private final int maxTokens;

  Cutter(Function<String, List<Offsets>> tokenizer, int maxTokens) {
    this.tokenizer = tokenizer;
    this.maxTokens = maxTokens;
  }

  /**
   * The pieces in order; white space between them belongs to none.
   *
   * @param borders positions in the text, ascending, that no piece crosses unless a sentence does
   */
  List<Piece> cut(String text, String language, List<Integer> borders) {
    var section = new Section(text, tokenizer.apply(text));
    List<Piece> units = new ArrayList<>();
    for (Sentences.Range sentence : Sentences.of(text, language)) {
      section.split(sentence.start(), sentence.end(), units);
    }
    List<Piece> pieces = new ArrayList<>();
    int from = 0;
    for (int border : borders) {
      int to = from;
      while (to < units.size() && units.get(to).start() < border) {
        to++;
      }
      pieces.addAll(pack(section, units.subList(from, to)));
      from = to;
    }
    pieces.addAll(pack(section, units.subList(from, units.size())));
    return pieces;
  }

  private List<Piece> pack(Section section, List<Piece> units) {
    List<Piece> pieces = new ArrayList<>();
    int left = units.stream().mapToInt(Piece::tokens).sum();
    int aim = aim(left);
    Piece open = null;
    for (Piece unit : units) {
      if (open != null && !belongs(section, open, unit, aim)) {
        pieces.add(open);
        left -= open.tokens();
        aim = aim(left);
        open = null;
      }
      open =
          open == null ? unit : new Piece(open.start(), unit.end(), open.tokens() + unit.tokens());
    }
    if (open != null) {
      pieces.add(open);
    }
    return pieces;
  }

  /** The length that shares what is left evenly among the fewest pieces. */
  private int aim(int left) {
    int pieces = Math.max(1, Math.ceilDiv(left, maxTokens));
    return Math.ceilDiv(left, pieces);
  }

  private boolean belongs(Section section, Piece open, Piece unit, int aim) {
    int together = open.tokens() + unit.tokens();
    return together <= maxTokens
        && section.codePoints(open.start(), unit.end()) <= Limits.PASSAGE_CODE_POINTS
        && together - aim <= aim - open.tokens();
  }

  /** The text of a section with the starts of its tokens. */
  private final class Section {
    private final String text;
    private final int[] starts;

    Section(String text, List<Offsets> tokens) {
      this.text = text;
      this.starts = tokens.stream().mapToInt(Offsets::start).sorted().toArray();
    }

    int codePoints(int start, int end) {
      return text.codePointCount(start, end);
    }

    /** Adds the range whole when it fits, else in parts. */
    void split(int start, int end, List<Piece> into) {
      int from = start;
      while (from < end && !fits(from, end)) {
        int cut = border(from, furthest(from, end));
        add(from, cut, into);
        from = cut;
        while (from < end && Character.isWhitespace(text.charAt(from))) {
          from++;
        }
      }
      add(from, end, into);
    }

    private void add(int start, int end, List<Piece> into) {
      int to = end;
      while (to > start && Character.isWhitespace(text.charAt(to - 1))) {
        to--;
      }
      if (to > start) {
        into.add(new Piece(start, to, tokens(start, to)));
      }
    }

    private boolean fits(int start, int end) {
      return tokens(start, end) <= maxTokens
          && codePoints(start, end) <= Limits.PASSAGE_CODE_POINTS;
    }

    private int tokens(int start, int end) {
      return tokenAt(end) - tokenAt(start);
    }

    /** Index of the first token that begins at or after the position. */
    private int tokenAt(int position) {
      int low = 0;
      int high = starts.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (starts[middle] < position) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    /** The last position that keeps the part within both limits; at least one code point on. */
    private int furthest(int from, int end) {
      int token = tokenAt(from) + maxTokens;
      int byTokens = token < starts.length ? Math.min(end, starts[token]) : end;
      int byCodePoints =
          codePoints(from, byTokens) > Limits.PASSAGE_CODE_POINTS
              ? text.offsetByCodePoints(from, Limits.PASSAGE_CODE_POINTS)
              : byTokens;
      int whole = wholeCodePoint(byCodePoints);
      return whole > from ? whole : text.offsetByCodePoints(from, 1);
    }

    private int wholeCodePoint(int position) {
      boolean inside =
          position > 0
              && position < text.length()
              && Character.isLowSurrogate(text.charAt(position))
              && Character.isHighSurrogate(text.charAt(position - 1));
      return inside ? position - 1 : position;
    }

    /** The last clause in the second half, else the last white space there, else the end. */
    private int border(int from, int limit) {
      int half = from + (limit - from) / 2;
      int space = -1;
      for (int i = limit; i > half; i--) {
        char before = text.charAt(i - 1);
        if (CLAUSE_ENDS.indexOf(before) >= 0 && !insideNumber(i)) {
          return i;
        }
        if (space < 0 && Character.isWhitespace(before)) {
          space = i;
        }
      }
      return space < 0 ? limit : space;
    }

    /** Whether a mark stands between two digits, as in 1,000 or 12:30. */
    private boolean insideNumber(int afterMark) {
      return afterMark >= 2
          && afterMark < text.length()
          && Character.isDigit(text.charAt(afterMark - 2))
          && Character.isDigit(text.charAt(afterMark));
    }
  }
}
