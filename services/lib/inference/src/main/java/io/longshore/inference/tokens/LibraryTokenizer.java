package io.longshore.inference.tokens;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Any tokenizer, by Hugging Face's library. */
final class LibraryTokenizer implements Tokenizer {
  static {
    // The library would look for a better build of itself on the network, and tell its makers of
    // its use.
    for (String property : List.of("ai.djl.offline", "OPT_OUT_TRACKING")) {
      if (System.getProperty(property) == null) {
        System.setProperty(property, "true");
      }
    }
  }

  private final HuggingFaceTokenizer tokenizer;

  LibraryTokenizer(Path file) {
    try {
      tokenizer =
          HuggingFaceTokenizer.newInstance(file, Map.of("truncation", "false", "padding", "false"));
    } catch (IOException e) {
      throw new UncheckedIOException("The tokenizer %s can't be read".formatted(file), e);
    }
  }

  /** The library counts code points, a Java string UTF-16. */
  @Override
  public Tokens encode(String text) {
    Encoding encoding = tokenizer.encode(text);
    CharSpan[] spans = encoding.getCharTokenSpans();
    int[] starts = new int[spans.length];
    int[] ends = new int[spans.length];
    int codePoint = 0;
    int at = 0;
    for (int k = 0; k < spans.length; k++) {
      if (spans[k] == null || encoding.getSpecialTokenMask()[k] == 1) {
        starts[k] = -1;
        ends[k] = -1;
        continue;
      }
      // Two tokens of one character have the same place, so the walk may have to go back a little.
      at = text.offsetByCodePoints(at, spans[k].getStart() - codePoint);
      codePoint = spans[k].getStart();
      ends[k] = text.offsetByCodePoints(at, spans[k].getEnd() - spans[k].getStart());
      starts[k] = Whitespace.skip(text, at, ends[k]);
    }
    return new Tokens(encoding.getIds(), starts, ends);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
