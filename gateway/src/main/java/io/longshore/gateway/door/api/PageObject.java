package io.longshore.gateway.door.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.longshore.gateway.library.Page;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Some of a list, and how to go on. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record PageObject<T>(
    List<T> data,
    @JsonProperty("has_more") boolean hasMore,
    @Schema(nullable = true, description = "To be sent as `after` for the next page.")
        @Nullable String next) {
  PageObject {
    data = List.copyOf(data);
  }

  static <T> PageObject<T> of(Page<T> page) {
    return new PageObject<>(page.data(), page.next() != null, page.next());
  }

  /** The limit that a request names, checked. */
  static int limit(@Nullable Integer asked) {
    int limit = asked == null ? Page.LIMIT : asked;
    if (limit < 1 || limit > Page.LIMIT_MAX) {
      throw ApiProblem.badRequest("limit-invalid", "limit is 1 to %d.".formatted(Page.LIMIT_MAX));
    }
    return limit;
  }

  /** The cursor that a request names, checked. */
  static <T> @Nullable T after(@Nullable String asked, Function<UUID, T> id) {
    if (asked == null || asked.isBlank()) {
      return null;
    }
    return Ids.parse(asked, id).orElseThrow(PageObject::afterInvalid);
  }

  static ApiProblem afterInvalid() {
    return ApiProblem.badRequest("after-invalid", "after is the `next` of a page.");
  }
}
