package io.longshore.generator.abstention;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What tells weak evidence from strong. */
enum Signal {
  /** MaxSim of the best sentence. */
  @JsonProperty("sentence")
  SENTENCE,
  /** Cosine of the best passage. */
  @JsonProperty("dense")
  DENSE,
  /** Share of the question's words, weighted by rarity, that stand in one passage. */
  @JsonProperty("coverage")
  COVERAGE,
  /** Whether the question is in Han characters, where all similarities are higher. */
  @JsonProperty("han")
  HAN
}
