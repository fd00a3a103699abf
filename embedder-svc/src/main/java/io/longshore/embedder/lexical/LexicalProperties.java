package io.longshore.embedder.lexical;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a question may cost the lexical leg.
 *
 * @param words different words of a question that are looked up, 1 to 512
 * @param postings read for one question, 1,000 to 10,000,000; the most frequent words are left out
 *     first
 */
@ConfigurationProperties("longshore.lexical")
public record LexicalProperties(
    @DefaultValue("64") int words, @DefaultValue("2000000") int postings) {
  public LexicalProperties {
    if (words < 1 || words > 512) {
      throw new IllegalArgumentException("words must be 1 to 512, not " + words);
    }
    if (postings < 1_000 || postings > 10_000_000) {
      throw new IllegalArgumentException("postings must be 1000 to 10000000, not " + postings);
    }
  }
}
