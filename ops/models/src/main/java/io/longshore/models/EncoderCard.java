package io.longshore.models;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What clients can't see in an encoder's tensors: the parameters of its configuration.
 *
 * @param sha256 of {@code model.onnx}
 * @param window tokens that it was trained to read at once
 * @param positions as in {@link Model}
 * @param stretch rows a position in the stretched part of its table; 0 where there is none
 * @param attentionDivisor what attention scores are divided by, unless a method scales them
 * @param notice for people: why it isn't the preferred model; empty when it is
 * @param longest tokens that it reads at once by turned positions; 0 where they can't be turned
 * @param graphVersion counts what makes other vectors of the same weights
 */
record EncoderCard(
    String model,
    String sha256,
    int window,
    String positions,
    int stretch,
    int dimensions,
    String pooling,
    String queryPrefix,
    String passagePrefix,
    double attentionDivisor,
    String languages,
    String licence,
    String notice,
    int longest,
    int graphVersion) {

  Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("model", model);
    parameters.put("model_sha256", sha256);
    parameters.put("graph_version", Integer.toString(graphVersion));
    parameters.put("window", Integer.toString(window));
    parameters.put("positions", positions);
    parameters.put("stretch", Integer.toString(stretch));
    parameters.put("stretched_from", Integer.toString(window));
    parameters.put("dimensions", Integer.toString(dimensions));
    parameters.put("pooling", pooling);
    parameters.put("query_prefix", queryPrefix);
    parameters.put("passage_prefix", passagePrefix);
    parameters.put("attention_divisor", Double.toString(attentionDivisor));
    parameters.put("languages", languages);
    parameters.put("licence", licence);
    parameters.put("notice", notice);
    if (longest > 0) {
      parameters.put("turns", "true");
      parameters.put("segment_tokens", Integer.toString(longest));
    }
    return parameters;
  }
}
