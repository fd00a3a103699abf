package io.longshore.modelserver.generation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.longshore.modelserver.copying.PieceTrie;
import io.longshore.modelserver.engine.Engine;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A model's tokens as they are needed at every step, read from the engine once. */
final class Vocabulary {
  private final byte[][] pieces;
  private final int[] ends;
  private final PieceTrie trie;
  private final int beginning;

  Vocabulary(Engine engine) {
    pieces = new byte[engine.capabilities().vocabulary()][];
    Arrays.setAll(pieces, engine::piece);
    ends = IntStream.range(0, pieces.length).filter(engine::endsGeneration).toArray();
    for (int end : ends) {
      pieces[end] = new byte[0]; // never a part of the text
    }
    trie = new PieceTrie(pieces.length, token -> pieces[token]);
    beginning = engine.beginning();
  }

  byte[] piece(int token) {
    return pieces[token];
  }

  PieceTrie trie() {
    return trie;
  }

  /** The tokens that end a turn, ascending. */
  int[] ends() {
    return ends;
  }

  boolean isEnd(int token) {
    return Arrays.binarySearch(ends, token) >= 0;
  }

  /** The tokens that are exactly one of these strings. */
  IntStream tokensOf(List<String> strings) {
    return strings.stream().flatMapToInt(each -> trie.tokens(each.getBytes(UTF_8)));
  }

  /** The tokens of a prompt, in which control tokens are read as such. */
  int[] prompt(Engine engine, String text) {
    int[] tokens = engine.tokenize(text, true);
    if (beginning < 0 || (tokens.length > 0 && tokens[0] == beginning)) {
      return tokens;
    }
    int[] begun = new int[tokens.length + 1];
    begun[0] = beginning;
    System.arraycopy(tokens, 0, begun, 1, tokens.length);
    return begun;
  }
}
