package io.longshore.embedder.retrieval;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many questions are asked of a collection's candidate too, once it is complete.
 *
 * @param share of the questions to its collection, 0 to 1; 0 asks none
 * @param waiting questions at most, 1 to 1,000; more are dropped
 * @param questions kept of a candidate, 1 to 1,000,000: the first ones
 */
@ConfigurationProperties("longshore.shadow")
record ShadowProperties(
    @DefaultValue("1.0") double share,
    @DefaultValue("16") int waiting,
    @DefaultValue("10000") int questions) {
  ShadowProperties {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share must be 0 to 1, not " + share);
    }
    if (waiting < 1 || waiting > 1_000) {
      throw new IllegalArgumentException("waiting must be 1 to 1000, not " + waiting);
    }
    if (questions < 1 || questions > 1_000_000) {
      throw new IllegalArgumentException("questions must be 1 to 1000000, not " + questions);
    }
  }
}
