package io.longshore.modelserver.generation;

import io.longshore.modelserver.engine.Batch;
import io.longshore.modelserver.engine.Logits;
import io.longshore.modelserver.generation.KeptKeys.Lease;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses token after token until the text ends. */
final class Writing implements Course {
  private static final Logger log = LoggerFactory.getLogger(Writing.class);
  private static final int[] NONE = {};

  private final Vocabulary vocabulary;
  private final SamplingParameters sampling;
  private final boolean wantsLogProbability;
  private final Listener<Written> listener;
  private final Sampler sampler;
  private final Answer answer;
  private final int promptTokens;
  private final int most;
  private final int[] next = new int[1];
  private int row;
  private int tokens;
  private int told;
  private int cached;
  private double logProbability;
  private final long asked;
  private long queueMillis;
  private long firstMillis;

  /**
   * @param room tokens that the context has behind the prompt
   * @param asked when it came, in {@link System#nanoTime}
   */
  Writing(
      WriteRequest request,
      Vocabulary vocabulary,
      int promptTokens,
      int room,
      Listener<Written> listener,
      long asked) {
    this.vocabulary = vocabulary;
    this.promptTokens = promptTokens;
    this.listener = listener;
    sampling = request.sampling();
    wantsLogProbability = request.logProbability();
    this.asked = asked;
    most = Math.min(sampling.maxTokens(), room);
    Long seed = sampling.seed();
    sampler =
        new Sampler(sampling, seed == null ? new SplittableRandom() : new SplittableRandom(seed));
    answer = Answer.of(sampling, vocabulary);
  }

  @Override
  public int ahead() {
    return most;
  }

  @Override
  public void leftTheLine() {
    queueMillis = millis();
  }

  @Override
  public boolean begin(Logits logits, int promptRow, Lease lease) {
    cached = lease.cached;
    firstMillis = millis();
    return choose(logits, promptRow);
  }

  @Override
  public int add(Batch batch, KeptKeys keys, Lease lease, int count) {
    row = batch.add(next[0], lease.sequence, lease.length(), true);
    return 1;
  }

  @Override
  public boolean took(Logits logits, KeptKeys keys, Lease lease) {
    keys.decoded(lease, next, 0, 1);
    return choose(logits, row);
  }

  /** Since it was asked for. */
  private long millis() {
    return (System.nanoTime() - asked) / 1_000_000;
  }

  private boolean choose(Logits logits, int from) {
    boolean mayEnd = tokens >= sampling.minTokens();
    int token =
        sampler.choose(logits, from, answer.allowed(mayEnd), mayEnd ? NONE : vocabulary.ends());
    if (token < 0) {
      return finish(Finish.STOP);
    }
    tokens++;
    if (wantsLogProbability) {
      logProbability += logits.logProbability(from, token);
    }
    if (answer.endsWith(token, vocabulary)) {
      return finish(Finish.STOP);
    }
    answer.add(vocabulary.piece(token));
    if (tokens > sampling.minTokens() && answer.stops()) {
      return finish(Finish.STOP);
    }
    if (tokens == most) {
      return finish(Finish.LENGTH);
    }
    next[0] = token;
    tell(answer.take(), null);
    return false;
  }

  private boolean finish(Finish finish) {
    log.debug(
        "{} after {} tokens on a prompt of {}, {} of them kept: begun after {} ms, first after {} ms, in all {} ms",
        finish,
        tokens,
        promptTokens,
        cached,
        queueMillis,
        firstMillis,
        millis());
    tell(answer.end(), finish);
    return true;
  }

  private void tell(Answer.Piece piece, @Nullable Finish finish) {
    if (finish == null && piece.text().isEmpty() && piece.copied().isEmpty()) {
      return;
    }
    int more = tokens - told;
    told = tokens;
    listener.next(
        new Written(
            piece.text(),
            piece.copied(),
            more,
            promptTokens,
            cached,
            logProbability,
            queueMillis,
            firstMillis,
            finish));
  }

  @Override
  public void cancelled() {
    boolean _ = finish(Finish.CANCELLED);
  }

  @Override
  public void failed(RuntimeException failure) {
    listener.failed(failure);
  }
}
