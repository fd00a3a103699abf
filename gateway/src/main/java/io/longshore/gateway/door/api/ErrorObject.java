package io.longshore.gateway.door.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.ProblemDetail;

@Schema(name = "Error")
record ErrorObject(
    @Schema(description = "Stable.", example = "model-unavailable") String code,
    @Schema(description = "What to do, in words.") String message) {
  static ErrorObject of(ProblemDetail problem) {
    var properties = Objects.requireNonNullElse(problem.getProperties(), Map.of());
    return new ErrorObject(
        String.valueOf(properties.get("code")), String.valueOf(problem.getDetail()));
  }
}
