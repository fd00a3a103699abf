package io.longshore.generator.drafting;

import io.longshore.contracts.question.Options;
import io.longshore.inference.generation.GeneratorInfo;
import java.util.Optional;

/**
 * How an answer is drafted.
 *
 * @param draft never {@code AUTO}
 * @param info of the model; empty when none drafts
 * @param why for those who want to know how it came about
 * @param degraded what was missing, a stable code; empty when nothing was
 */
public record Choice(
    Options.Draft draft, Optional<GeneratorInfo> info, String why, Optional<String> degraded) {

  /** Name of the weights that draft; empty when none do. */
  public String model() {
    return info.map(GeneratorInfo::model).orElse("");
  }

  static Choice of(Options.Draft draft, GeneratorInfo info, String why) {
    return new Choice(draft, Optional.of(info), why, Optional.empty());
  }

  static Choice extractive(String why) {
    return new Choice(Options.Draft.EXTRACTIVE, Optional.empty(), why, Optional.empty());
  }

  static Choice degraded(String code, String why) {
    return new Choice(Options.Draft.EXTRACTIVE, Optional.empty(), why, Optional.of(code));
  }
}
