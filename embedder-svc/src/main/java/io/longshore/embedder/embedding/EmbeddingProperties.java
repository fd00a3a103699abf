package io.longshore.embedder.embedding;

import io.longshore.inference.encoder.LongReading;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How texts become vectors. All but {@code within} are a part of the index's generation.
 *
 * @param within longest time for one request's texts, 1 s to 3 min: it stays inside of {@code
 *     max.poll.interval.ms}; never longer than somebody waits
 * @param passages whether each is read alone or with what stands around it
 * @param documents what the vectors of a whole document are made of
 * @param documentPartTokens tokens of a document that one of its vectors is of, 512 to 32,768;
 *     where its passages are pooled and {@code documentVectors} would not do, more
 * @param documentVectors that a document has at most, 1 to 1,024
 */
@ConfigurationProperties("longshore.embedding")
public record EmbeddingProperties(
    @DefaultValue("2m") Duration within,
    @DefaultValue("separate") PassageMode passages,
    @DefaultValue("passages") DocumentMode documents,
    @DefaultValue("2048") int documentPartTokens,
    @DefaultValue("64") int documentVectors) {
  public EmbeddingProperties {
    if (within.toMillis() < 1_000 || within.toMillis() > 180_000) {
      throw new IllegalArgumentException("within must be 1s to 3m, not " + within);
    }
    if (documentPartTokens < 512 || documentPartTokens > 32_768) {
      throw new IllegalArgumentException(
          "document-part-tokens must be 512 to 32768, not " + documentPartTokens);
    }
    if (documentVectors < 1 || documentVectors > 1_024) {
      throw new IllegalArgumentException(
          "document-vectors must be 1 to 1024, not " + documentVectors);
    }
  }

  /** The service's own recipe. */
  public Recipe recipe(int passageTokens) {
    return new Recipe(passageTokens, passages, documents);
  }

  /** What vectors of a recipe must not be mixed across, beside the model and size of passages. */
  public String key(Recipe recipe) {
    String reading =
        recipe.documentReading().map(LongReading::key).orElse(recipe.documents().label());
    return "%s/%s-%dx%d"
        .formatted(recipe.passages().label(), reading, documentVectors, documentPartTokens);
  }
}
