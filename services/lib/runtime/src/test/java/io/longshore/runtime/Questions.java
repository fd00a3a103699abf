package io.longshore.runtime;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.question.Options;
import io.longshore.contracts.question.Question;
import io.longshore.contracts.question.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Questions for tests. */
public final class Questions {
  private Questions() {}

  public static Question asking(String text, @Nullable String trace) {
    return new Question(
        QuestionId.random(),
        new Principal(1, "local", List.of()),
        null,
        text,
        List.of(),
        new Scope(List.of(CollectionId.random()), List.of()),
        new Options(Options.Goal.ANSWER, 10),
        Instant.parse("2026-11-25T10:00:00Z"),
        null,
        null,
        null,
        List.of(),
        List.of(),
        Map.of(),
        trace);
  }
}
