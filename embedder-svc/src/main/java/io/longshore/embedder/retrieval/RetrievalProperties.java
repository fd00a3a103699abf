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
 * @param documents whose own vectors are the nearest give their best passages to fusion too, 0 to
 *     200
 * @param documentPassages that each of these gives, 1 to 20
 * @param documentVectorWeight of a document's own vectors beside those of its passages, each as a
 *     distance from the mean in standard deviations, 0 to 4
 * @param passageBytes of JSON that the passages of a question may take, 16 KiB to 256 KiB: the
 *     record has room for what the later rooms add
 */
@ConfigurationProperties("longshore.retrieval")
record RetrievalProperties(
    @DefaultValue("100") int candidates,
    @DefaultValue("10") int documents,
    @DefaultValue("3") int documentPassages,
    @DefaultValue("0") double documentVectorWeight,
    @DefaultValue("5s") Duration modelWithin,
    @DefaultValue("196608") int passageBytes) {
  RetrievalProperties {
    if (candidates < 50 || candidates > 1_000) {
      throw new IllegalArgumentException("candidates must be 50 to 1000, not " + candidates);
    }
    if (documents < 0 || documents > 200) {
      throw new IllegalArgumentException("documents must be 0 to 200, not " + documents);
    }
    if (documentPassages < 1 || documentPassages > 20) {
      throw new IllegalArgumentException(
          "document-passages must be 1 to 20, not " + documentPassages);
    }
    if (!(documentVectorWeight >= 0 && documentVectorWeight <= 4)) {
      throw new IllegalArgumentException(
          "document-vector-weight must be 0 to 4, not " + documentVectorWeight);
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
