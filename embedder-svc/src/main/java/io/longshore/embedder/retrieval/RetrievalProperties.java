package io.longshore.embedder.retrieval;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much retrieval looks at and hands on.
 *
 * @param candidates that each leg gives to fusion, 50 to 1,000
 * @param passageBytes of JSON that the passages of a question may take, 16 KiB to 256 KiB: the
 *     record has room for what the later rooms add
 */
@ConfigurationProperties("longshore.retrieval")
record RetrievalProperties(
    @DefaultValue("100") int candidates, @DefaultValue("196608") int passageBytes) {
  RetrievalProperties {
    if (candidates < 50 || candidates > 1_000) {
      throw new IllegalArgumentException("candidates must be 50 to 1000, not " + candidates);
    }
    if (passageBytes < 16 * 1024 || passageBytes > 256 * 1024) {
      throw new IllegalArgumentException(
          "passage-bytes must be 16384 to 262144, not " + passageBytes);
    }
  }
}
