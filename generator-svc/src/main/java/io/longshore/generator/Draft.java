package io.longshore.generator;

import io.longshore.contracts.answer.Citation;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An answer as far as it is written; the checkpoint of its task.
 *
 * @param quotes that were looked at, whether they could be said or not
 * @param abstained whether it says only that the documents don't answer the question
 */
record Draft(int quotes, List<Part> parts, boolean abstained) {
  static final Draft EMPTY = new Draft(0, List.of(), false);

  Draft {
    parts = List.copyOf(parts);
  }

  static Draft abstained(String text) {
    return new Draft(0, List.of(new Part(text, null)), true);
  }

  /** With one more quote, that is said. */
  Draft with(Part part) {
    return new Draft(quotes + 1, Stream.concat(parts.stream(), Stream.of(part)).toList(), false);
  }

  /** With one more quote, that can't be said. */
  Draft without() {
    return new Draft(quotes + 1, parts, abstained);
  }

  String text() {
    return String.join("", parts.stream().map(Part::text).toList());
  }

  List<Citation> citations() {
    return parts.stream().map(Part::citation).filter(Objects::nonNull).toList();
  }

  /** A piece of the answer, and the source that supports it. */
  record Part(String text, @Nullable Citation citation) {}
}
