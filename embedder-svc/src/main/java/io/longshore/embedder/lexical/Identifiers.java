package io.longshore.embedder.lexical;

/**
 * Finds what is written in one piece of letters, digits and signs between them, such as {@code
 * XK-4711/b}, {@code 2024-11-28} or {@code v2.10-rc1}: words split it, and somebody who asks for it
 * means exactly it.
 */
final class Identifiers {
  /** Longer ones are rather data than names. */
  private static final int LONGEST = 64;

  private static final String SIGNS = "-/_.:#+@&";

  private Identifiers() {}

  /** Receives one after another. */
  interface Visitor {
    /** Of UTF-16 indices, end exclusive. */
    void visit(int start, int end);
  }

  static void find(String text, Visitor visitor) {
    int at = 0;
    while (at < text.length()) {
      int start = at;
      int signs = 0;
      int digits = 0;
      while (at < text.length() && (isPart(text, at) || isSignInside(text, at, start))) {
        signs += isPart(text, at) ? 0 : 1;
        digits += Character.isDigit(text.charAt(at)) ? 1 : 0;
        at++;
      }
      if (signs > 0 && digits > 0 && at - start <= LONGEST) {
        visitor.visit(start, at);
      }
      at = Math.max(at, start + 1);
    }
  }

  private static boolean isPart(String text, int at) {
    return Character.isLetterOrDigit(text.charAt(at));
  }

  private static boolean isSignInside(String text, int at, int start) {
    return at > start
        && SIGNS.indexOf(text.charAt(at)) >= 0
        && at + 1 < text.length()
        && isPart(text, at + 1)
        && isPart(text, at - 1);
  }
}
