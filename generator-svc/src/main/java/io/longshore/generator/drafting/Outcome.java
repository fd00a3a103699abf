package io.longshore.generator.drafting;

import io.longshore.contracts.PassageId;
import io.longshore.inference.generation.Written;
import java.util.List;
import java.util.Optional;

/**
 * How a draft ended.
 *
 * @param written what the model did; empty when it did not come to its end
 * @param dropped sentences that the evidence doesn't support
 * @param reason why it broke, a stable code; else empty
 * @param passages that the model read
 */
public record Outcome(
    End end, Optional<Written> written, int dropped, String reason, List<PassageId> passages) {
  public Outcome {
    passages = List.copyOf(passages);
  }

  /** Why nothing more comes. */
  public enum End {
    /** All is said. */
    COMPLETE,
    /** The model says that the texts don't hold the answer. */
    NOT_STATED,
    /** Nothing is said: the model had something, and was not sure of it. */
    UNSURE,
    /** Nothing is said: what the model had is no answer, by its own doubt and the evidence's. */
    UNLIKELY,
    /** The model failed, or took too long; what was said stands. */
    BROKEN
  }

  static Outcome complete(Written written, int dropped) {
    return new Outcome(End.COMPLETE, Optional.of(written), dropped, "", List.of());
  }

  static Outcome unsure(Written written, int dropped) {
    return new Outcome(End.UNSURE, Optional.of(written), dropped, "", List.of());
  }

  static Outcome unlikely(Written written, int dropped) {
    return new Outcome(End.UNLIKELY, Optional.of(written), dropped, "", List.of());
  }

  static Outcome notStated(Written written, int dropped) {
    return new Outcome(End.NOT_STATED, Optional.of(written), dropped, "", List.of());
  }

  /**
   * @param reason a stable code
   */
  static Outcome broken(String reason, int dropped) {
    return new Outcome(End.BROKEN, Optional.empty(), dropped, reason, List.of());
  }

  Outcome of(Reading reading) {
    return new Outcome(
        end,
        written,
        dropped,
        reason,
        reading.evidence().stream().map(one -> one.passage().id()).toList());
  }
}
