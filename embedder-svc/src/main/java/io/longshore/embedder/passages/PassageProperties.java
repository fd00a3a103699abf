package io.longshore.embedder.passages;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How passages are cut.
 *
 * @param maxTokens tokens of a passage's text, 32 to 400; part of the index's generation
 * @param headingTokens tokens of the heading path that are embedded in front of it, 0 to 64;
 *     together with the text they stay inside of the window of any encoder
 */
@ConfigurationProperties("longshore.passages")
public record PassageProperties(
    @DefaultValue("128") int maxTokens, @DefaultValue("32") int headingTokens) {
  public PassageProperties {
    if (maxTokens < 32 || maxTokens > 400) {
      throw new IllegalArgumentException("max-tokens must be 32 to 400, not " + maxTokens);
    }
    if (headingTokens < 0 || headingTokens > 64) {
      throw new IllegalArgumentException("heading-tokens must be 0 to 64, not " + headingTokens);
    }
  }
}
