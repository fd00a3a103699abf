package io.longshore.runtime.json;

import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;

/** Where JSON could not be read, in words that hold nothing of its content. */
public final class JsonPlace {
  private JsonPlace() {}

  /** Such as {@code not JSON at line 1, column 7} or {@code wrong value at options.k (line ...)}. */
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
    if (path.isEmpty()) {
      return place.isEmpty() ? "wrong value" : "wrong value at " + place;
    }
    return place.isEmpty() ? "wrong value at " + path : "wrong value at %s (%s)".formatted(path, place);
  }

  private static String path(DatabindException e) {
    return e.getPath().stream()
        .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
        .collect(Collectors.joining())
        .replaceFirst("^\\.", "");
  }
}
