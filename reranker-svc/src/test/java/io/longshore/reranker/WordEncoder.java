package io.longshore.reranker;

import io.longshore.inference.call.Bound;
import io.longshore.inference.call.ModelUnavailable;
import io.longshore.inference.encoder.Embedding;
import io.longshore.inference.encoder.Encoder;
import io.longshore.inference.encoder.EncoderInfo;
import io.longshore.inference.encoder.Offsets;
import io.longshore.inference.encoder.TokenVectors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** An encoder whose tokens are words: the same word has cosine 1, others have 0. */
public final class WordEncoder implements Encoder {
  private static final Pattern WORD = Pattern.compile("\\p{L}+");

  private static final int WINDOW = 100;

  private final List<String> dictionary = new ArrayList<>();
  private volatile boolean isDown;
  private volatile Duration given = Duration.ZERO;

  /** How much time the latest call had. */
  public Duration given() {
    return given;
  }

  public void setDown(boolean down) {
    this.isDown = down;
  }

  @Override
  public List<TokenVectors> tokens(List<String> texts, Kind kind, Priority priority, Bound bound) {
    given = bound.left();
    if (isDown) {
      throw new ModelUnavailable("switched off by the test", null);
    }
    return texts.stream().map(this::tokens).toList();
  }

  private synchronized TokenVectors tokens(String text) {
    var words = WORD.matcher(text.toLowerCase(Locale.ROOT)).results().toList();
    int dimensions = 512;
    float[] vectors = new float[words.size() * dimensions];
    int[] starts = new int[words.size()];
    int[] ends = new int[words.size()];
    for (int i = 0; i < words.size(); i++) {
      if (!dictionary.contains(words.get(i).group())) {
        dictionary.add(words.get(i).group());
      }
      vectors[i * dimensions + dictionary.indexOf(words.get(i).group())] = 1;
      starts[i] = words.get(i).start();
      ends[i] = words.get(i).end();
    }
    return new TokenVectors(
        dimensions, vectors, starts, ends, Math.min(WINDOW, words.size()), words.size());
  }

  @Override
  public EncoderInfo info() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Embedding> embed(List<String> texts, Kind kind, Priority priority, Bound bound) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int countTokens(String text) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Offsets> tokenOffsets(String text) {
    throw new UnsupportedOperationException();
  }
}
