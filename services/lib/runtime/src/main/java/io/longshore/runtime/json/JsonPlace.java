package io.longshore.runtime.json;

import static java.util.stream.Collectors.joining;

import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/**
 * Where JSON could not be read, in words that hold nothing of its content; and which rule of a
 * record it broke.
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
    return e.getKnownPropertyIds().stream().map(String::valueOf).sorted().collect(joining(", "));
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

  /** A field that is not known has a name that somebody else chose. */
  private static String shortened(String name) {
    return name.length() <= NAME_MAX ? name : name.substring(0, NAME_MAX) + "…";
  }
}
