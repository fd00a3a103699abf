package io.longshore.modelserver.generation;

import io.longshore.modelserver.engine.Batch;
import io.longshore.modelserver.engine.Logits;
import io.longshore.modelserver.generation.KeptKeys.Lease;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts continuations behind the same prompt, whose keys are computed once, and adds up how likely
 * the model found each token. As many are computed together as a step has rows and branches for:
 * the first of them in the request's own sequence, if need be over several steps, each other one as
 * a whole in a branch that lives for the step.
 */
final class Scoring implements Course {
  private static final Logger log = LoggerFactory.getLogger(Scoring.class);

  /** Rows of logits that a step may want. */
  static final int ROWS = 32;

  /** Sequences beside the requests' own; all that score share them. */
  static final int BRANCHES = 8;

  private final int[][] continuations;
  private final int promptTokens;
  private final int ahead;
  private final Listener<Scores> listener;
  private final double[] logProbabilities;
  private final List<Part> step = new ArrayList<>();

  /** The first continuation that isn't done, and how many of its tokens are in the sequence. */
  private int current;

  private int read;

  /** Tokens of a continuation that are in the step, with the row of the first one's logits. */
  private record Part(int continuation, int from, int count, int row) {}

  /**
   * @param continuations tokens of each, at least one
   * @param room tokens that the context has behind the prompt; none is longer
   */
  Scoring(int[][] continuations, int promptTokens, int room, Listener<Scores> listener) {
    this.continuations = continuations;
    this.promptTokens = promptTokens;
    this.listener = listener;
    logProbabilities = new double[continuations.length];
    int longest = lengths().max().orElse(0);
    ahead = Math.min(Math.min(lengths().sum(), longest + ROWS), room);
  }

  private IntStream lengths() {
    return Arrays.stream(continuations).mapToInt(each -> each.length);
  }

  @Override
  public int ahead() {
    return ahead;
  }

  @Override
  public boolean begin(Logits logits, int row, Lease lease) {
    for (int k = 0; k < continuations.length; k++) {
      logProbabilities[k] = logits.logProbability(row, continuations[k][0]);
    }
    return goOn(0);
  }

  /** The next continuation of more than one token; the last token of each is never decoded. */
  private int following(int from) {
    int next = from;
    while (next < continuations.length && continuations[next].length == 1) {
      next++;
    }
    return next;
  }

  /** Returns whether that was all. */
  private boolean goOn(int from) {
    current = following(from);
    read = 0;
    if (current < continuations.length) {
      return false;
    }
    log.debug(
        "{} continuations of a prompt of {} tokens are scored", continuations.length, promptTokens);
    float[] sums = new float[continuations.length];
    for (int k = 0; k < sums.length; k++) {
      sums[k] = (float) logProbabilities[k];
    }
    listener.next(new Scores(sums, lengths().toArray()));
    return true;
  }

  @Override
  public int add(Batch batch, KeptKeys keys, Lease lease, int most) {
    keys.prune(lease); // of a step that was given up
    step.clear();
    int rows = Math.min(most, ROWS);
    int added = Math.min(rows, continuations[current].length - 1 - read);
    add(batch, current, read, added, lease.sequence);
    int last = current;
    while ((last = following(last + 1)) < continuations.length) {
      int length = continuations[last].length - 1;
      if (length > Math.min(rows, ahead - read) - added) {
        break;
      }
      Optional<Integer> branch = keys.branch(lease, promptTokens);
      if (branch.isEmpty()) {
        break;
      }
      add(batch, last, 0, length, branch.get());
      added += length;
    }
    return added;
  }

  private void add(Batch batch, int continuation, int from, int count, int sequence) {
    int[] tokens = continuations[continuation];
    step.add(new Part(continuation, from, count, batch.rows()));
    for (int k = from; k < from + count; k++) {
      int _ = batch.add(tokens[k], sequence, promptTokens + k, true);
    }
  }

  @Override
  public boolean took(Logits logits, KeptKeys keys, Lease lease) {
    keys.prune(lease);
    for (Part part : step) {
      int[] tokens = continuations[part.continuation];
      for (int k = 0; k < part.count; k++) {
        logProbabilities[part.continuation] +=
            logits.logProbability(part.row + k, tokens[part.from + k + 1]);
      }
    }
    Part own = step.getFirst();
    keys.decoded(lease, continuations[current], own.from, own.count);
    read += own.count;
    if (read < continuations[current].length - 1) {
      return false;
    }
    keys.shorten(lease, promptTokens);
    return goOn(step.getLast().continuation + 1);
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
