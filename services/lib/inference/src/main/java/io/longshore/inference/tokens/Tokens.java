package io.longshore.inference.tokens;

/**
 * A text's tokens, special ones too.
 *
 * @param ids as the model knows them
 * @param starts UTF-16 index where the token's characters begin; -1 for special tokens
 * @param ends UTF-16 index, exclusive; -1 for special tokens. An empty range: only white space
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never kept
public record Tokens(long[] ids, int[] starts, int[] ends) {
  public int size() {
    return ids.length;
  }

  public boolean isSpecial(int token) {
    return starts[token] < 0;
  }
}
