package io.longshore.embedder.retrieval;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much retrieval looks at and hands on.
 *
 * @param candidates that each leg gives to fusion, 50 to 1,000
 * @param modelWithin longest time that the model may take for a question's vector, 100 ms to 30 s;
 *     never more than half of what is left until the deadline
 * @param passageBytes of JSON that the passages of a question may take, 16 KiB to 256 KiB: the
 *     record has room for what the later rooms add
 */
@ConfigurationProperties("longshore.retrieval")
record RetrievalProperties(
    @DefaultValue("100") int candidates,
    @DefaultValue("5s") Duration modelWithin,
    @DefaultValue("196608") int passageBytes) {
  RetrievalProperties {
    if (candidates < 50 || candidates > 1_000) {
      throw new IllegalArgumentException("candidates must be 50 to 1000, not " + candidates);
    }
    if (modelWithin.toMillis() < 100 || modelWithin.toMillis() > 30_000) {
      throw new IllegalArgumentException("model-within must be 100ms to 30s, not " + modelWithin);
    }
    if (passageBytes < 16 * 1024 || passageBytes > 256 * 1024) {
      throw new IllegalArgumentException(
          "passage-bytes must be 16384 to 262144, not " + passageBytes);
    }
  }
}
