package io.longshore.modelserver.generation;

import io.longshore.modelserver.copying.CopiedSpan;
import io.longshore.modelserver.copying.CopiedText;
import io.longshore.modelserver.copying.CopyRules;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A text while it is being written, token by token. */
sealed interface Answer {
  record Piece(String text, List<CopiedSpan> copied) {}

  static Answer of(SamplingParameters sampling, Vocabulary vocabulary) {
    CopyRules copy = sampling.copy();
    return copy == null
        ? new Free(new FreeText(sampling.stop()))
        : new Copied(new CopiedText(copy, vocabulary.trie()), endsOf(sampling, vocabulary));
  }

  /** A base model ends an answer with a line break rather than a token of its own. */
  private static int[] endsOf(SamplingParameters sampling, Vocabulary vocabulary) {
    return IntStream.concat(IntStream.of(vocabulary.ends()), vocabulary.tokensOf(sampling.stop()))
        .sorted()
        .toArray();
  }

  /**
   * The tokens that may be next; null: all.
   *
   * @param mayEnd whether those that end it are among them
   */
  @Nullable BitSet allowed(boolean mayEnd);

  /** Whether the answer is over with this allowed token, which is no part of it. */
  boolean endsWith(int token, Vocabulary vocabulary);

  void add(byte[] piece);

  /** Whether a stop string came. */
  boolean stops();

  /** What can be sent now. */
  Piece take();

  /** What is left at the end. */
  Piece end();

  /** Anything that the model writes. */
  record Free(FreeText text) implements Answer {
    @Override
    public @Nullable BitSet allowed(boolean mayEnd) {
      return null;
    }

    @Override
    public boolean endsWith(int token, Vocabulary vocabulary) {
      return vocabulary.isEnd(token);
    }

    @Override
    public void add(byte[] piece) {
      text.add(piece);
    }

    @Override
    public boolean stops() {
      return text.stops();
    }

    @Override
    public Piece take() {
      return new Piece(text.take(), List.of());
    }

    @Override
    public Piece end() {
      return new Piece(text.end(), List.of());
    }
  }

  /** Only what the sources say. */
  final class Copied implements Answer {
    private final CopiedText text;

    /** Tokens that end it where a span may end. */
    private final int[] ends;

    private BitSet content = new BitSet();

    Copied(CopiedText text, int[] ends) {
      this.text = text;
      this.ends = ends;
    }

    @Override
    public BitSet allowed(boolean mayEnd) {
      content = text.allowed();
      if (!mayEnd || !text.mayEnd()) {
        return content;
      }
      var allowed = (BitSet) content.clone();
      for (int end : ends) {
        allowed.set(end);
      }
      return allowed;
    }

    @Override
    public boolean endsWith(int token, Vocabulary vocabulary) {
      return !content.get(token);
    }

    @Override
    public void add(byte[] piece) {
      text.add(piece);
    }

    @Override
    public boolean stops() {
      return false;
    }

    @Override
    public Piece take() {
      return piece(text.take());
    }

    @Override
    public Piece end() {
      return piece(text.end());
    }

    private static Piece piece(CopiedText.Piece piece) {
      return new Piece(piece.text(), piece.spans());
    }
  }
}
