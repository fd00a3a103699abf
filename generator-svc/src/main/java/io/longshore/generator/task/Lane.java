package io.longshore.generator.task;

import io.longshore.contracts.question.Question;
import java.util.Locale;

/** Short tasks never wait for long ones: some workers take nothing else. */
enum Lane {
  SHORT,
  LONG;

  /** By how much there is to read. */
  static Lane of(Question question, int longFrom) {
    long codePoints =
        question.evidence().stream()
            .map(one -> one.passage())
            .mapToLong(one -> one.text().codePointCount(0, one.text().length()))
            .sum();
    return codePoints < longFrom ? SHORT : LONG;
  }

  /** As it stands in the table. */
  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Lane ofColumn(String column) {
    return valueOf(column.toUpperCase(Locale.ROOT));
  }
}
