package io.longshore.inference.encoder;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A model's own tokenizer, out of its {@code tokenizer.json}. Safe for any number of threads. */
final class Tokenizer implements AutoCloseable {
  static {
    // The library would look for a better build of itself on the network, and tell its makers of its use.
    for (String property : List.of("ai.djl.offline", "OPT_OUT_TRACKING")) {
      if (System.getProperty(property) == null) {
        System.setProperty(property, "true");
      }
    }
  }

  private final HuggingFaceTokenizer tokenizer;

  Tokenizer(Path file) {
    try {
      tokenizer = HuggingFaceTokenizer.newInstance(file, Map.of("truncation", "false", "padding", "false"));
    } catch (IOException e) {
      throw new UncheckedIOException("The tokenizer %s can't be read".formatted(file), e);
    }
  }

  /**
   * Tokens of a text behind its prefix, with special tokens.
   *
   * @param window most tokens; what is cut off is cut before the last special token
   */
  Tokens encode(String prefix, String text, int window) {
    String whole = prefix + text;
    Encoding encoding = tokenizer.encode(whole);
    long[] ids = encoding.getIds();
    int seen = Math.min(ids.length, window);
    long[] kept = java.util.Arrays.copyOf(ids, seen);
    kept[seen - 1] = ids[ids.length - 1];
    return new Tokens(kept, ids.length, offsets(encoding, whole, prefix.length()));
  }

  /** Tokens of the text alone. */
  int count(String text) {
    int special = 0;
    long[] mask = tokenizer.encode(text).getSpecialTokenMask();
    for (long bit : mask) {
      special += (int) bit;
    }
    return mask.length - special;
  }

  /** Places of the tokens of the text alone. */
  List<Offsets> offsets(String text) {
    List<Offsets> offsets = new ArrayList<>();
    for (Offsets place : offsets(tokenizer.encode(text), text, 0)) {
      if (place != Tokens.NOT_TEXT) {
        offsets.add(place);
      }
    }
    return offsets;
  }

  /** From code points of the whole to UTF-16 of what stands behind the prefix, white space left out. */
  private static Offsets[] offsets(Encoding encoding, String whole, int prefix) {
    CharSpan[] spans = encoding.getCharTokenSpans();
    Offsets[] offsets = new Offsets[spans.length];
    int codePoint = 0;
    int at = 0;
    for (int k = 0; k < spans.length; k++) {
      offsets[k] = Tokens.NOT_TEXT;
      if (spans[k] == null || encoding.getSpecialTokenMask()[k] == 1) {
        continue;
      }
      // Two tokens of one character have the same place, so the walk may have to go back a little.
      int start = whole.offsetByCodePoints(at, spans[k].getStart() - codePoint);
      int end = whole.offsetByCodePoints(start, spans[k].getEnd() - spans[k].getStart());
      codePoint = spans[k].getStart();
      at = start;
      while (start < end && Character.isWhitespace(whole.charAt(start))) {
        start++;
      }
      if (end > prefix) {
        offsets[k] = new Offsets(Math.max(start, prefix) - prefix, end - prefix);
      }
    }
    return offsets;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
