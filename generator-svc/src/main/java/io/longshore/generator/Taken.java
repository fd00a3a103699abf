package io.longshore.generator;

import io.longshore.contracts.answer.Tokens;
import org.jspecify.annotations.Nullable;

/** What models took for one attempt at an answer, of drafts that were dropped too. */
final class Taken {
  private @Nullable Tokens tokens;

  void add(Tokens more) {
    tokens = tokens == null ? more : tokens.plus(more);
  }

  /** Null where no model wrote, or its server doesn't say. */
  @Nullable Tokens tokens() {
    return tokens;
  }
}
