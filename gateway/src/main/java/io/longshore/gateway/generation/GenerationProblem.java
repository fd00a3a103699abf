package io.longshore.gateway.generation;

import io.longshore.contracts.embedding.EmbeddingRequest;
import io.longshore.contracts.generation.GenerationsRequest;
import io.longshore.runtime.problem.Problems;
import io.longshore.runtime.request.RequestFailed;
import io.longshore.runtime.request.RequestTimedOut;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Why a generation is not as somebody wants it, and what to do. */
final class GenerationProblem extends ErrorResponseException {
  private static final String RETRY_AFTER_SECONDS = "5";

  private GenerationProblem(HttpStatus status, String code, String detail) {
    super(status, Problems.of(status, code, detail), null);
  }

  static GenerationProblem gone(String id) {
    return new GenerationProblem(
        HttpStatus.NOT_FOUND,
        GenerationsRequest.NOT_FOUND,
        "%s is no generation of the collection. GET …/generations lists them.".formatted(id));
  }

  static GenerationProblem of(RequestFailed failed) {
    if (failed instanceof RequestTimedOut) {
      return new GenerationProblem(
          HttpStatus.GATEWAY_TIMEOUT,
          "deadline",
          "The embedder did not answer in time; it may have done it. GET …/generations shows how they are.");
    }
    String why = failed.getMessage() + ".";
    return switch (failed.code()) {
      case GenerationsRequest.NOT_FOUND ->
          new GenerationProblem(
              HttpStatus.NOT_FOUND, failed.code(), why + " GET …/generations lists them.");
      case GenerationsRequest.NOT_READY, GenerationsRequest.CONFLICT ->
          new GenerationProblem(HttpStatus.CONFLICT, failed.code(), why);
      case GenerationsRequest.BAD_RECIPE ->
          new GenerationProblem(HttpStatus.BAD_REQUEST, failed.code(), why);
      case EmbeddingRequest.NOT_INSTALLED ->
          new GenerationProblem(
              HttpStatus.CONFLICT, failed.code(), why + " Leave model out, or say embedder.");
      case "long-mode-refused" ->
          new GenerationProblem(
              HttpStatus.CONFLICT,
              failed.code(),
              why + " Choose another mode for documents, or passages.");
      case "room-away" ->
          later(
              "embedder-unavailable",
              "No embedder is running, and only it knows. Start it (./longshore start embedder), or try again.");
      case "model-unavailable" ->
          later(
              "model-unavailable",
              "The embedder's model can't be reached. Try again; `./longshore status` shows whether it runs.");
      default ->
          later(
              "generations-unavailable",
              "The embedder could not do it (%s: %s). Try again.".formatted(failed.code(), why));
    };
  }

  private static GenerationProblem later(String code, String detail) {
    var problem = new GenerationProblem(HttpStatus.SERVICE_UNAVAILABLE, code, detail);
    problem.getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    return problem;
  }
}
