package io.longshore.generator.task;

import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Passage;
import io.longshore.contracts.question.Question;
import java.util.Locale;
import java.util.stream.Stream;

/** Short tasks never wait for long ones: some workers take nothing else. */
enum Lane {
  SHORT,
  LONG;

  /** By how much there is to read. */
  static Lane of(Question question, int longFrom) {
    long codePoints =
        passages(question)
            .mapToLong(one -> one.text().codePointCount(0, one.text().length()))
            .sum();
    return codePoints < longFrom ? SHORT : LONG;
  }

  private static Stream<Passage> passages(Question question) {
    if (question.ranked() != null) {
      return question.ranked().evidence().stream().map(Evidence::passage);
    }
    return question.retrieved() == null ? Stream.empty() : question.retrieved().passages().stream();
  }

  /** As it stands in the table. */
  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Lane ofColumn(String column) {
    return valueOf(column.toUpperCase(Locale.ROOT));
  }
}
