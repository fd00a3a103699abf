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
 * @param byModel whether a model wrote it: then nobody else can go on with it
 */
record Draft(int quotes, List<Part> parts, boolean abstained, boolean byModel) {
  static final Draft EMPTY = new Draft(0, List.of(), false, false);

  Draft {
    parts = List.copyOf(parts);
  }

  static Draft abstained(String text) {
    return new Draft(0, List.of(new Part(text, null)), true, false);
  }

  /** Nothing yet, by a model. */
  static Draft ofModel() {
    return new Draft(0, List.of(), false, true);
  }

  /** With one more statement, that is said. */
  Draft with(List<Part> more) {
    return new Draft(
        quotes + 1, Stream.concat(parts.stream(), more.stream()).toList(), false, byModel);
  }

  /** With one more statement, that can't be said. */
  Draft without() {
    return new Draft(quotes + 1, parts, abstained, byModel);
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
