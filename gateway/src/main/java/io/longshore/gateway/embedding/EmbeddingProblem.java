package io.longshore.gateway.embedding;

import io.longshore.contracts.embedding.EmbeddingRequest;
import io.longshore.contracts.embedding.LongMode;
import io.longshore.contracts.embedding.TextVector;
import io.longshore.runtime.problem.Problems;
import io.longshore.runtime.request.RequestFailed;
import io.longshore.runtime.request.RequestTimedOut;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Why texts have no vectors. */
final class EmbeddingProblem extends ErrorResponseException {
  /** The name that clients of such APIs know. */
  private static final String TOO_LONG = "context_length_exceeded";

  private static final String RETRY_AFTER_SECONDS = "5";

  private EmbeddingProblem(HttpStatus status, String code, String detail) {
    super(status, Problems.of(status, code, detail), null);
  }

  static EmbeddingProblem badRequest(String code, String detail) {
    return new EmbeddingProblem(HttpStatus.BAD_REQUEST, code, detail);
  }

  static EmbeddingProblem tooLarge(String code, String detail) {
    return new EmbeddingProblem(HttpStatus.CONTENT_TOO_LARGE, code, detail);
  }

  /** Names the text, its tokens and how many can be read, for people and for programs. */
  static EmbeddingProblem tooLong(int index, TextVector text, LongMode mode) {
    var problem =
        badRequest(
            TOO_LONG,
            "input[%d] has %d tokens, the model reads %d (its prefix and special tokens included; longMode %s). Send it in pieces, choose a longMode that reads more, or say \"truncate\": true to have only its beginning embedded."
                .formatted(index, text.tokensGiven(), text.tokensSeen(), mode.label()));
    problem.getBody().setProperty("index", index);
    problem.getBody().setProperty("tokens", text.tokensGiven());
    problem.getBody().setProperty("window", text.tokensSeen());
    return problem;
  }

  static EmbeddingProblem tooMany(int calls) {
    return later(
        "too-many-embeddings",
        "%d calls are being embedded already. Send more texts a call, or try again."
            .formatted(calls));
  }

  static EmbeddingProblem modelChanged() {
    return later(
        "model-changed",
        "The model was changed while it worked, and vectors of two models don't mix. Send all texts again.");
  }

  /**
   * What a request to the embedder failed with.
   *
   * @param done texts that had their vectors by then
   */
  static EmbeddingProblem of(RequestFailed failed, int done, int texts, Duration deadline) {
    if (failed instanceof RequestTimedOut) {
      return new EmbeddingProblem(
          HttpStatus.GATEWAY_TIMEOUT,
          "deadline",
          "%d of %d texts had their vectors after %d s. Send fewer a call, or try again when less is imported."
              .formatted(done, texts, deadline.toSeconds()));
    }
    return switch (failed.code()) {
      case "long-mode-refused" ->
          new EmbeddingProblem(
              HttpStatus.CONFLICT,
              failed.code(),
              failed.getMessage() + ". Choose another longMode, or none.");
      case EmbeddingRequest.NOT_INSTALLED ->
          new EmbeddingProblem(
              HttpStatus.CONFLICT,
              failed.code(),
              failed.getMessage()
                  + ". `./longshore models list` names the encoders and the command that fetches each (embedder-long: `./longshore models fetch nomic-embed-text-v1.5`); the next `./longshore up` serves it.");
      case "room-away" ->
          later(
              "embedder-unavailable",
              "No embedder is running, and only it makes vectors. Start it (./longshore start embedder), or try again.");
      case "model-unavailable" ->
          later(
              "model-unavailable",
              "The embedder's model can't be reached or is full. Try again; `./longshore status` shows whether it runs.");
      default ->
          later(
              "embeddings-unavailable",
              "The embedder could not do it (%s: %s). Try again."
                  .formatted(failed.code(), failed.getMessage()));
    };
  }

  private static EmbeddingProblem later(String code, String detail) {
    var problem = new EmbeddingProblem(HttpStatus.SERVICE_UNAVAILABLE, code, detail);
    problem.getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    return problem;
  }
}
