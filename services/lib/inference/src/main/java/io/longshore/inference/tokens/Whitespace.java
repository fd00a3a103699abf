package io.longshore.inference.tokens;

/** White space belongs to no token's place. */
final class Whitespace {
  private Whitespace() {}

  static int skip(String text, int start, int end) {
    int at = start;
    while (at < end
        && (Character.isWhitespace(text.charAt(at)) || Character.isSpaceChar(text.charAt(at)))) {
      at++;
    }
    return at;
  }
}
