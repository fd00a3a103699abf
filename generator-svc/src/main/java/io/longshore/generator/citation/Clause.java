package io.longshore.generator.citation;

import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A part of a sentence that claims something.
 *
 * @param negated whether it says that something is not so
 * @param before words in front of its negation, such as its subject
 */
record Clause(Claims claims, boolean negated, Set<String> before) {
  static Clause of(String text) {
    OptionalInt negation = Negation.isAnswer(text) ? OptionalInt.empty() : Negation.start(text);
    return new Clause(
        Claims.of(text),
        negation.isPresent(),
        negation.isPresent()
            ? Claims.of(text.substring(0, negation.getAsInt())).words()
            : Set.of());
  }

  Clause denied() {
    return negated ? this : new Clause(claims, true, Set.of());
  }

  boolean holds(String word) {
    return Claims.holds(claims.words(), word) || Numbers.holds(claims.numbers(), word);
  }

  long count(Set<String> said) {
    return said.stream().filter(this::holds).count();
  }

  /** Whether it is said where the negation bears on it; German puts all before it. */
  boolean denies(String word) {
    return negated && holds(word) && !Claims.holds(before, word);
  }

  /** Words and numbers; without those, as long as others are left. */
  Set<String> saidBut(Set<String> words) {
    Set<String> all = new HashSet<>(claims.words());
    all.addAll(claims.numbers());
    Set<String> others = new HashSet<>(all);
    others.removeIf(word -> Claims.holds(words, word));
    return others.isEmpty() ? all : others;
  }
}
