package io.longshore.modelserver.generation;

import io.longshore.modelserver.engine.Batch;
import io.longshore.modelserver.engine.Logits;
import io.longshore.modelserver.generation.KeptKeys.Lease;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts one continuation after the other behind the same prompt, whose keys are computed once, and
 * adds up how likely the model found each token.
 */
final class Scoring implements Course {
  private static final Logger log = LoggerFactory.getLogger(Scoring.class);

  /** Rows of logits that a step may want. */
  static final int ROWS = 32;

  private final int[][] continuations;
  private final int promptTokens;
  private final Listener<Scores> listener;
  private final float[] logProbabilities;
  private int current = -1;
  private int read;
  private int added;
  private int firstRow;

  /**
   * @param continuations tokens of each, at least one
   */
  Scoring(int[][] continuations, int promptTokens, Listener<Scores> listener) {
    this.continuations = continuations;
    this.promptTokens = promptTokens;
    this.listener = listener;
    logProbabilities = new float[continuations.length];
  }

  @Override
  public int ahead() {
    return Arrays.stream(continuations).mapToInt(each -> each.length).max().orElse(0);
  }

  @Override
  public boolean begin(Logits logits, int row, Lease lease) {
    for (int k = 0; k < continuations.length; k++) {
      logProbabilities[k] = (float) logits.logProbability(row, continuations[k][0]);
    }
    return isOver();
  }

  /** Goes to the next continuation of more than one token; the last token is never decoded. */
  private boolean isOver() {
    read = 0;
    do {
      current++;
    } while (current < continuations.length && continuations[current].length == 1);
    if (current < continuations.length) {
      return false;
    }
    int[] tokens = Arrays.stream(continuations).mapToInt(each -> each.length).toArray();
    log.debug("{} continuations of a prompt of {} tokens are scored", tokens.length, promptTokens);
    listener.next(new Scores(logProbabilities, tokens));
    return true;
  }

  @Override
  public int add(Batch batch, Lease lease, int most) {
    int[] continuation = continuations[current];
    added = Math.min(Math.min(most, ROWS), continuation.length - 1 - read);
    for (int k = 0; k < added; k++) {
      int row = batch.add(continuation[read + k], lease.sequence, lease.length() + k, true);
      firstRow = k == 0 ? row : firstRow;
    }
    return added;
  }

  @Override
  public boolean took(Logits logits, KeptKeys keys, Lease lease) {
    int[] continuation = continuations[current];
    keys.decoded(lease, continuation, read, added);
    for (int k = 0; k < added; k++) {
      logProbabilities[current] +=
          (float) logits.logProbability(firstRow + k, continuation[read + k + 1]);
    }
    read += added;
    if (read < continuation.length - 1) {
      return false;
    }
    keys.shorten(lease, promptTokens);
    return isOver();
  }

  @Override
  public void cancelled() {
    listener.failed(new CancellationException());
  }

  @Override
  public void failed(RuntimeException failure) {
    listener.failed(failure);
  }
}
