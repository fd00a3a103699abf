package io.longshore.embedder.lexical;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The different words of a question, numbered from 0, each with its term in every language of the
 * scope. A word that says nothing in one language counts only in the others.
 */
final class QuestionWords {
  private final Map<Long, Integer> wordOf = new HashMap<>();
  private int size;

  /** A word is at the same in all languages; an identifier may be where a word is. */
  private record Position(int start, int end, boolean isIdentifier) {}

  /**
   * Finds them.
   *
   * @param most words; those further back are left out
   */
  QuestionWords(String question, Set<String> languages, int most) {
    Map<Position, Set<Long>> byPosition = new LinkedHashMap<>();
    for (String language : languages) {
      for (Analysis.Term term : Analysis.terms(question, language)) {
        byPosition
            .computeIfAbsent(
                new Position(term.start(), term.end(), term.isIdentifier()), at -> new HashSet<>())
            .add(term.key());
      }
    }
    for (Set<Long> terms : byPosition.values()) {
      if (size < most && terms.stream().noneMatch(wordOf::containsKey)) {
        terms.forEach(term -> wordOf.put(term, size));
        size++;
      }
    }
  }

  int size() {
    return size;
  }

  Collection<Long> terms() {
    return wordOf.keySet();
  }

  /** The number of the word that has this term, -1 when the question has none. */
  int word(long term) {
    return wordOf.getOrDefault(term, -1);
  }
}
