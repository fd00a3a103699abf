package io.longshore.modelserver.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Log-probabilities of given continuations of one prompt. The prompt's keys are computed once and
 * shared; the continuations are computed together, as many as there are branches and rows.
 *
 * <p>Log-probability of a token: its score less the logarithm of the sum of all exponentials, taken
 * off the largest score first, so that nothing overflows.
 */
public final class ContinuationScores {
  private final Engine engine;
  private final int[] branches;
  private final Batch batch = new Batch();

  /** A continuation's natural log-probabilities, token by token. */
  @SuppressWarnings("ArrayRecordComponent") // written once, then read
  public record Score(double[] tokens) {
    /** The logarithm of the probability of the whole. */
    public double sum() {
      double sum = 0;
      for (double token : tokens) {
        sum += token;
      }
      return sum;
    }
  }

  /** A continuation on its way: how many of its tokens have been given to the engine, and where. */
  private static final class Branch {
    final int[] tokens;
    final double[] scores;
    final int sequence;
    int given;
    int firstRow;
    int rows;

    Branch(int[] tokens, double[] scores, int sequence) {
      this.tokens = tokens;
      this.scores = scores;
      this.sequence = sequence;
    }

    /** The last token is scored by the one before it and never given. */
    int left() {
      return tokens.length - 1 - given;
    }
  }

  /**
   * @param branches sequences that hold nothing and may be used while scores are computed
   */
  public ContinuationScores(Engine engine, int... branches) {
    if (branches.length == 0) {
      throw new IllegalArgumentException("at least one sequence is needed for the branches");
    }
    this.engine = engine;
    this.branches = branches.clone();
  }

  /**
   * @param sequence holds the prompt but for its last token; afterwards it holds all of it
   * @param last the prompt's last token
   * @param continuations each of any length; an empty one has a sum of 0
   * @param stop as of {@link Engine#decode}
   * @return in the order of the continuations
   */
  public List<Score> of(int sequence, int last, List<int[]> continuations, BooleanSupplier stop) {
    int start = engine.length(sequence) + 1;
    batch.clear();
    int _ = batch.add(last, sequence, start - 1, true);
    Logits end = engine.decode(batch, stop);
    List<Score> scores = new ArrayList<>();
    Deque<Score> waiting = new ArrayDeque<>();
    Deque<int[]> waitingTokens = new ArrayDeque<>();
    for (int[] tokens : continuations) {
      var score = new Score(new double[tokens.length]);
      scores.add(score);
      if (tokens.length > 0) {
        score.tokens()[0] = end.logProbability(0, tokens[0]);
      }
      if (tokens.length > 1) {
        waiting.add(score);
        waitingTokens.add(tokens);
      }
    }
    Deque<Integer> unused = new ArrayDeque<>();
    for (int branch : branches) {
      unused.add(branch);
    }
    List<Branch> running = new ArrayList<>();
    try {
      while (!waiting.isEmpty() || !running.isEmpty()) {
        while (!unused.isEmpty() && !waiting.isEmpty() && running.size() < room()) {
          int branch = unused.remove();
          engine.copy(sequence, branch, 0, -1);
          running.add(new Branch(waitingTokens.remove(), waiting.remove().tokens(), branch));
        }
        step(running, start, stop);
        running.removeIf(branch -> {
          if (branch.left() > 0) {
            return false;
          }
          engine.remove(branch.sequence, 0, -1);
          return unused.add(branch.sequence);
        });
      }
    } finally {
      running.forEach(branch -> engine.remove(branch.sequence, 0, -1));
    }
    return scores;
  }

  /** Tokens that the next decode can take. */
  private int room() {
    return Math.min(engine.capabilities().rows(), engine.free());
  }

  /** One decode of what fits, and its scores; the first branches go on first. */
  private void step(List<Branch> running, int start, BooleanSupplier stop) {
    batch.clear();
    int room = room();
    for (Branch branch : running) {
      branch.firstRow = batch.rows();
      branch.rows = Math.min(branch.left(), room - batch.size());
      for (int k = 0; k < branch.rows; k++) {
        int at = branch.given + k;
        int _ = batch.add(branch.tokens[at], branch.sequence, start + at, true);
      }
    }
    if (batch.size() == 0) {
      throw new EngineFailure.NoRoom(
          "no cell is free for a continuation, of %d".formatted(engine.capabilities().context()));
    }
    Logits logits = engine.decode(batch, stop);
    for (Branch branch : running) {
      for (int k = 0; k < branch.rows; k++) {
        int scored = branch.given + k + 1;
        branch.scores[scored] = logits.logProbability(branch.firstRow + k, branch.tokens[scored]);
      }
      branch.given += branch.rows;
    }
  }
}
