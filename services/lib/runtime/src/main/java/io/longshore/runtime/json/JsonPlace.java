package io.longshore.runtime.json;

import static java.util.stream.Collectors.joining;

import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.ValueInstantiationException;

/**
 * Where JSON could not be read, in words that hold nothing of its content; and which rule of a
 * record it broke.
 */
public final class JsonPlace {
  private JsonPlace() {}

  /** Such as {@code not JSON at line 1, column 7}, {@code wrong at options.k, line 1, ...}. */
  public static String of(JacksonException e) {
    var location = e.getLocation();
    String place =
        location == null || location.getLineNr() < 1
            ? ""
            : "line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    if (e instanceof StreamReadException) {
      return place.isEmpty() ? "not JSON" : "not JSON at " + place;
    }
    String path = e instanceof DatabindException bind ? path(bind) : "";
    String at = Stream.of(path, place).filter(p -> !p.isEmpty()).collect(joining(", "));
    String wrong = at.isEmpty() ? "wrong" : "wrong at " + at;
    return e instanceof ValueInstantiationException refused
            && refused.getCause() instanceof IllegalArgumentException rule
        ? wrong + ": " + rule.getMessage()
        : wrong;
  }

  private static String path(DatabindException e) {
    return e.getPath().stream()
        .map(step ->
            step.getPropertyName() == null
                ? "[" + step.getIndex() + "]"
                : "." + step.getPropertyName())
        .collect(joining())
        .replaceFirst("^\\.", "");
  }
}
