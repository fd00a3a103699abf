package io.longshore.inference.encoder;

/**
 * A text as the model reads it.
 *
 * @param ids as many as the window holds
 * @param given tokens of the whole text
 * @param offsets of all tokens given; {@link #NOT_TEXT} for special ones and those of the prefix
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package
record Tokens(long[] ids, int given, Offsets[] offsets) {
  static final Offsets NOT_TEXT = new Offsets(-1, -1);

  int seen() {
    return ids.length;
  }
}
