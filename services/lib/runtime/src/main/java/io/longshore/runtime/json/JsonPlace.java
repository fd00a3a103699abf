package io.longshore.runtime.json;

import static java.util.stream.Collectors.joining;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/**
 * Where JSON could not be read, in words that hold nothing of its content but the beginning of a
 * field's name; and which rule of a record it broke.
 */
public final class JsonPlace {
  private static final int NAME_MAX = 60;

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
    return switch (e) {
      case UnrecognizedPropertyException unknown ->
          wrong + ": there is no such field, only " + known(unknown);
      case ValueInstantiationException refused
          when refused.getCause() instanceof IllegalArgumentException rule ->
          wrong + ": " + rule.getMessage();
      default -> wrong;
    };
  }

  private static String known(UnrecognizedPropertyException e) {
    return Objects.requireNonNullElse(e.getKnownPropertyIds(), List.of()).stream()
        .map(String::valueOf)
        .sorted()
        .collect(joining(", "));
  }

  private static String path(DatabindException e) {
    return e.getPath().stream()
        .map(step ->
            step.getPropertyName() == null
                ? "[" + step.getIndex() + "]"
                : "." + shortened(step.getPropertyName()))
        .collect(joining())
        .replaceFirst("^\\.", "");
  }

  /** A field that is not known has a name that somebody else chose, of any length. */
  private static String shortened(String name) {
    String beginning = name.substring(0, Math.min(name.length(), NAME_MAX));
    return new String(beginning.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
