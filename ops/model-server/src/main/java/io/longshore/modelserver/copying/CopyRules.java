package io.longshore.modelserver.copying;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may be said.
 *
 * @param sources texts that may be copied from
 * @param spans most spans in an answer
 * @param separator between two spans
 * @param refusal the only other answer; null when there is none
 */
public record CopyRules(
    List<String> sources, int spans, String separator, @Nullable String refusal) {
  static final int MOST_SOURCES = 256;
  static final int MOST_CHARACTERS = 262_144;
  static final int MOST_SPANS = 64;
  static final int LONGEST_LITERAL = 256;

  public CopyRules {
    sources = List.copyOf(sources);
    if (sources.isEmpty() || sources.size() > MOST_SOURCES) {
      throw new IllegalArgumentException(
          "copy.sources are 1 to %d texts, got %d".formatted(MOST_SOURCES, sources.size()));
    }
    long characters = sources.stream().mapToLong(String::length).sum();
    if (characters > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "copy.sources have at most %d characters together, got %d"
              .formatted(MOST_CHARACTERS, characters));
    }
    if (spans < 1 || spans > MOST_SPANS) {
      throw new IllegalArgumentException(
          "copy.spans is 1 to %d, got %d".formatted(MOST_SPANS, spans));
    }
    literal("copy.separator", separator);
    if (refusal != null) {
      literal("copy.refusal", refusal);
    }
  }

  private static void literal(String name, String value) {
    if (value.isEmpty() || value.length() > LONGEST_LITERAL) {
      throw new IllegalArgumentException(
          "%s has 1 to %d characters, got %d".formatted(name, LONGEST_LITERAL, value.length()));
    }
  }
}
