package io.longshore.inference.generation;

import io.longshore.inference.call.ModelUnavailable;
import io.longshore.inference.generation.Piece.Copied;
import io.longshore.inference.generation.Written.Finish;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What was heard of one text so far, and what the server says of it. For one thread. */
public final class Hearing {
  /** How often a hearer is asked whether to go on. */
  public static final Duration PATIENCE = Duration.ofMillis(100);

  /** A server that goes on behind what was asked for is stopped at so many characters a token. */
  private static final int CHARACTERS_A_TOKEN = 24;

  private final Hearer hearer;
  private final int most;
  private final long begun = System.nanoTime();
  private final StringBuilder text = new StringBuilder();
  private long asked = begun;
  private @Nullable Duration first;
  private Finish finish = Finish.OTHER;
  private int promptTokens;
  private int cachedTokens;
  private int tokens;
  private OptionalDouble logProbability = OptionalDouble.empty();
  private Optional<Duration> queue = Optional.empty();
  private Optional<Duration> firstToken = Optional.empty();

  public Hearing(Hearer hearer, Sampling sampling) {
    this.hearer = hearer;
    this.most = sampling.maxTokens() * CHARACTERS_A_TOKEN;
  }

  /** Hands a piece on; an empty one that ends no span is none. */
  public void piece(String piece, List<Copied> copied) {
    if (piece.isEmpty() && copied.isEmpty()) {
      return;
    }
    if (first == null) {
      first = sinceBegun();
    }
    text.append(piece);
    OptionalDouble likelihood =
        logProbability.isPresent() && tokens > 0
            ? OptionalDouble.of(logProbability.getAsDouble() / tokens)
            : OptionalDouble.empty();
    hearer.hear(new Piece(piece, copied, likelihood));
  }

  /**
   * Asks the hearer whether to go on, at most every {@link #PATIENCE}. For each message as well as
   * while nothing comes: messages may be empty, and quick.
   */
  public void waiting() {
    long now = System.nanoTime();
    if (now - asked >= PATIENCE.toNanos()) {
      asked = now;
      hearer.waiting();
    }
  }

  /** Whether more has come than was asked for: the server doesn't keep to the length. */
  public boolean isTooLong() {
    return text.length() > most;
  }

  public boolean hasBegun() {
    return first != null;
  }

  public void finish(Finish why) {
    finish = why;
  }

  public void promptTokens(int count) {
    int more = count - promptTokens;
    promptTokens = count;
    hearer.took(more, 0);
  }

  public void cachedTokens(int count) {
    cachedTokens = count;
  }

  /** As a server counts them for each of its messages. */
  public void moreTokens(int count) {
    tokens += count;
    hearer.took(0, count);
  }

  /** Until the prompt began to be read, as the server says it. */
  public void queue(Duration time) {
    queue = Optional.of(time);
  }

  /** Until the first token, as the server says it. */
  public void firstToken(Duration time) {
    firstToken = Optional.of(time);
  }

  public void logProbability(double value) {
    logProbability = OptionalDouble.of(value);
  }

  public Written written() {
    Duration total = sinceBegun();
    return new Written(
        text.toString(),
        isTooLong() ? Finish.LENGTH : finish,
        promptTokens,
        cachedTokens,
        tokens,
        logProbability,
        queue,
        firstToken,
        first == null ? total : first,
        total);
  }

  /** A call of which something was heard must not be made again: it fails as a whole. */
  public RuntimeException broken(RuntimeException failure) {
    return hasBegun() && failure instanceof ModelUnavailable
        ? new ModelUnavailable("The model broke off: " + failure.getMessage(), failure)
        : failure;
  }

  private Duration sinceBegun() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }
}
