package io.longshore.ingest.text;

/** What a code point is to a clean text. */
final class Characters {
  static final int REPLACEMENT = 0xFFFD;

  /** Below this, NFC changes nothing. */
  static final int FIRST_COMBINING = 0x300;

  enum Kind {
    PRINTED,
    BLANK,
    LINE_END,
    PARAGRAPH_END,
    DROPPED
  }

  private Characters() {}

  static Kind kind(int codePoint) {
    return switch (codePoint) {
      case '\n', '\r', 0x0B, 0x85, 0x2028 -> Kind.LINE_END;
      case '\f', 0x2029 -> Kind.PARAGRAPH_END;
      case '\t' -> Kind.BLANK;
      // soft hyphen, byte-order mark: marks for a typesetter and a decoder, not for a reader
      case 0xAD, 0xFEFF -> Kind.DROPPED;
      default -> byType(codePoint);
    };
  }

  private static Kind byType(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.SPACE_SEPARATOR -> Kind.BLANK;
      case Character.CONTROL, Character.SURROGATE -> Kind.DROPPED;
      case Character.UNASSIGNED -> (codePoint & 0xFFFE) == 0xFFFE ? Kind.DROPPED : Kind.PRINTED;
      default -> Kind.PRINTED;
    };
  }

  /** Scripts written without spaces, counted by character. */
  static boolean isIdeograph(int codePoint) {
    return codePoint >= 0x3040
        && (codePoint <= 0x30FF
            || (codePoint >= 0x3400 && codePoint <= 0x9FFF)
            || (codePoint >= 0xF900 && codePoint <= 0xFAFF)
            || (codePoint >= 0x20000 && codePoint <= 0x3FFFF));
  }

  static int utf8Length(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }
}
