package io.longshore.inference.tokens;

import java.util.Arrays;

/**
 * The likeliest cut of each word into pieces of a unigram language model (Kudo, Subword
 * Regularization, 2018, section 3.2), cut for cut as Hugging Face's tokenizers do it.
 */
final class UnigramTokenizer implements Tokenizer {
  private static final char WORD = '▁';
  private static final double UNKNOWN_PENALTY = 10;

  private final PieceTrie trie;
  private final double[] scores;
  private final int unknown;
  private final int first;
  private final int last;
  private final double unknownScore;

  /**
   * @param scores of the pieces, logarithms
   * @param unknown id for what no piece covers
   * @param first id that begins a text
   * @param last id that ends it
   */
  UnigramTokenizer(String[] pieces, double[] scores, int unknown, int first, int last) {
    trie = new PieceTrie(pieces);
    this.scores = scores;
    this.unknown = unknown;
    this.first = first;
    this.last = last;
    unknownScore = Arrays.stream(scores).min().orElse(0) - UNKNOWN_PENALTY;
  }

  @Override
  public Tokens encode(String text) {
    NormalizedText normalized = NormalizedText.of(text);
    var out = new Output(normalized.length() / 2 + 8);
    out.add(first, -1, -1);
    int at = 0;
    while (at < normalized.length()) {
      // A space becomes the mark of the word behind it.
      boolean spaced = normalized.charAt(at) == ' ';
      int begin = spaced ? at + 1 : at;
      int end = begin;
      while (end < normalized.length() && normalized.charAt(end) != ' ') {
        end++;
      }
      if (spaced || at == 0) {
        word(text, normalized, begin, end, out);
      }
      at = end;
    }
    out.add(last, -1, -1);
    return out.tokens();
  }

  /** Positions are of "▁" and the word: 0 is before the mark. */
  private void word(String text, NormalizedText normalized, int begin, int end, Output out) {
    int length = end - begin + 1;
    double[] best = new double[length + 1];
    int[] from = new int[length + 1];
    int[] ids = new int[length + 1];
    Arrays.fill(from, -1);
    for (int at = 0; at < length; ) {
      int step = step(normalized, begin, end, at);
      boolean single = false;
      int node = PieceTrie.root();
      for (int to = at + 1; to <= length; to++) {
        node = trie.child(node, to == 1 ? WORD : normalized.charAt(begin + to - 2));
        if (node < 0) {
          break;
        }
        int piece = trie.pieceAt(node);
        if (piece >= 0) {
          offer(best, from, ids, at, to, piece, scores[piece]);
          single |= to - at == step;
        }
      }
      if (!single) {
        offer(best, from, ids, at, at + step, unknown, unknownScore);
      }
      at += step;
    }
    emit(text, normalized, begin, length, from, ids, out);
  }

  private static int step(NormalizedText normalized, int begin, int end, int at) {
    boolean pair =
        at > 0
            && begin + at < end
            && Character.isSurrogatePair(
                normalized.charAt(begin + at - 1), normalized.charAt(begin + at));
    return pair ? 2 : 1;
  }

  private static void offer(
      double[] best, int[] from, int[] ids, int at, int to, int id, double score) {
    double candidate = best[at] + score;
    if (from[to] < 0 || candidate > best[to]) {
      best[to] = candidate;
      from[to] = at;
      ids[to] = id;
    }
  }

  /** Backwards over the best cut; neighbours that nothing covers are one token. */
  private void emit(
      String text,
      NormalizedText normalized,
      int begin,
      int length,
      int[] from,
      int[] ids,
      Output out) {
    int mark = out.size();
    for (int to = length; to > 0; ) {
      int at = from[to];
      int id = ids[to];
      while (id == unknown && at > 0 && ids[at] == unknown) {
        at = from[at];
      }
      int firstChar = begin + Math.max(at, 1) - 1;
      int lastChar = begin + to - 2;
      if (lastChar < firstChar) { // the mark alone
        int place = begin == 0 ? 0 : normalized.sourceEnd(begin - 1);
        out.add(id, place, place);
      } else {
        int end = normalized.sourceEnd(lastChar);
        out.add(id, Whitespace.skip(text, normalized.sourceStart(firstChar), end), end);
      }
      to = at;
    }
    out.reverseFrom(mark);
  }

  @Override
  public void close() {}

  /** Grows. */
  private static final class Output {
    private long[] ids;
    private int[] starts;
    private int[] ends;
    private int size;

    Output(int capacity) {
      ids = new long[capacity];
      starts = new int[capacity];
      ends = new int[capacity];
    }

    void add(int id, int start, int end) {
      if (size == ids.length) {
        int capacity = size * 2;
        ids = Arrays.copyOf(ids, capacity);
        starts = Arrays.copyOf(starts, capacity);
        ends = Arrays.copyOf(ends, capacity);
      }
      ids[size] = id;
      starts[size] = start;
      ends[size] = end;
      size++;
    }

    int size() {
      return size;
    }

    void reverseFrom(int mark) {
      for (int a = mark, b = size - 1; a < b; a++, b--) {
        long id = ids[a];
        ids[a] = ids[b];
        ids[b] = id;
        int start = starts[a];
        starts[a] = starts[b];
        starts[b] = start;
        int end = ends[a];
        ends[a] = ends[b];
        ends[b] = end;
      }
    }

    Tokens tokens() {
      return new Tokens(
          Arrays.copyOf(ids, size), Arrays.copyOf(starts, size), Arrays.copyOf(ends, size));
    }
  }
}
