package io.longshore.generator.extraction;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How an answer is made of sentences. The defaults are measured: see the README.
 *
 * @param passages best passages whose sentences are considered, 1 to {@value #PASSAGES_MAX}
 * @param sentences of an answer at most, 1 to {@value #SENTENCES_MAX}; a neighbour that a pronoun
 *     needs comes on top
 * @param margin how far below the best sentence another may score to be taken too, 0 to 1
 * @param passageWeight of the passage's score (standard deviations) beside the sentence's, 0 to 1
 */
@ConfigurationProperties("longshore.extraction")
public record ExtractionProperties(
    @DefaultValue("5") int passages,
    @DefaultValue("3") int sentences,
    @DefaultValue("0.03") double margin,
    @DefaultValue("0.02") double passageWeight) {
  static final int PASSAGES_MAX = 50;
  static final int SENTENCES_MAX = 10;

  public ExtractionProperties {
    within("passages", passages, 1, PASSAGES_MAX);
    within("sentences", sentences, 1, SENTENCES_MAX);
    within("margin", margin, 0, 1);
    within("passage-weight", passageWeight, 0, 1);
  }

  private static void within(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "longshore.extraction.%s must be %s to %s, not %s".formatted(name, least, most, value));
    }
  }
}
