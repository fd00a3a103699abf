package io.longshore.modelserver.generation;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a model writes freely. Text leaves it as whole code points only, and not before it is sure
 * that no stop string begins in it.
 */
final class FreeText {
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final List<String> stops;
  private final StringBuilder waiting = new StringBuilder();
  private ByteBuffer bytes = ByteBuffer.allocate(0);
  private boolean stopped;

  FreeText(List<String> stops) {
    this.stops = stops;
  }

  void add(byte[] piece) {
    ByteBuffer joined =
        ByteBuffer.allocate(bytes.remaining() + piece.length).put(bytes).put(piece).flip();
    CharBuffer characters = CharBuffer.allocate(joined.remaining());
    var _ = decoder.decode(joined, characters, false);
    bytes = joined; // a code point's beginning stays
    waiting.append(characters.flip());
  }

  /** Looks for the stop strings; true when there is one, and nothing behind it is text. */
  boolean stops() {
    int first = waiting.length();
    for (String stop : stops) {
      int at = waiting.indexOf(stop);
      if (at >= 0 && at < first) {
        first = at;
        stopped = true;
      }
    }
    if (stopped) {
      waiting.setLength(first);
    }
    return stopped;
  }

  /** What is sure by now. */
  String take() {
    int sure = stopped ? waiting.length() : waiting.length() - begun();
    String text = waiting.substring(0, sure);
    waiting.delete(0, sure);
    return text;
  }

  /** Characters at the end that may be the beginning of a stop string. */
  private int begun() {
    int most = 0;
    for (String stop : stops) {
      for (int length = Math.min(stop.length() - 1, waiting.length()); length > most; length--) {
        if (waiting.charAt(waiting.length() - length) == stop.charAt(0)
            && stop.startsWith(waiting.substring(waiting.length() - length))) {
          most = length;
        }
      }
    }
    // a stop string may begin in the middle of a surrogate pair, the text may not end there
    int sure = waiting.length() - most;
    return sure > 0 && sure < waiting.length() && Character.isLowSurrogate(waiting.charAt(sure))
        ? most + 1
        : most;
  }

  /** The rest; a code point that was never completed is dropped. */
  String end() {
    String text = waiting.toString();
    waiting.setLength(0);
    return text;
  }
}
