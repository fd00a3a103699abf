package io.longshore.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a room says about work that it has not finished (topic {@code progress}).
 *
 * @param kind null when a newer version sent a kind that this one does not know: ignored
 * @param question set when the work is a question
 * @param document set when the work is a document, with its {@code version}
 * @param done steps done, of {@code total}; both 0 where there is nothing to count
 * @param code stable reason of {@code WAITING} and {@code FAILED}
 * @param message what to do, in words
 */
public record Progress(
    String room,
    @Nullable Kind kind,
    Principal principal,
    @Nullable QuestionId question,
    @Nullable DocumentId document,
    int version,
    int done,
    int total,
    @Nullable String code,
    @Nullable String message,
    Instant at) {

  /** What is said. */
  public enum Kind {
    /** A room has the work in its hands. */
    WORKING,
    /** {@code done} of {@code total} steps are done. */
    STEP,
    /** Something outside is missing; the work will be tried again. */
    WAITING,
    /** This can never work. */
    FAILED,
    /** A room holds nothing of the document any more. */
    ERASED,
    /**
     * What was said about the document holds in the index: {@code done} is its revision, {@code
     * version} the version that it is about.
     */
    DESCRIBED
  }

  /** A question is in the hands of a room; said on receipt and again while it stays there. */
  public static Progress working(String room, Principal principal, QuestionId question) {
    return new Progress(
        room, Kind.WORKING, principal, question, null, 0, 0, 0, null, null, Instant.now());
  }

  public static Progress step(
      String room, Principal principal, DocumentId document, int version, int done, int total) {
    return new Progress(
        room,
        Kind.STEP,
        principal,
        null,
        document,
        version,
        done,
        total,
        null,
        null,
        Instant.now());
  }

  public static Progress waiting(
      String room,
      Principal principal,
      DocumentId document,
      int version,
      String code,
      String message) {
    return new Progress(
        room, Kind.WAITING, principal, null, document, version, 0, 0, code, message, Instant.now());
  }

  public static Progress failed(
      String room,
      Principal principal,
      DocumentId document,
      int version,
      String code,
      String message) {
    return new Progress(
        room, Kind.FAILED, principal, null, document, version, 0, 0, code, message, Instant.now());
  }

  public static Progress described(
      String room, Principal principal, DocumentId document, int version, int revision) {
    return new Progress(
        room,
        Kind.DESCRIBED,
        principal,
        null,
        document,
        version,
        revision,
        0,
        null,
        null,
        Instant.now());
  }

  public static Progress erased(
      String room, Principal principal, DocumentId document, int version) {
    return new Progress(
        room, Kind.ERASED, principal, null, document, version, 0, 0, null, null, Instant.now());
  }
}
