package io.longshore.modelserver.generation;

import io.longshore.modelserver.copying.CopyRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads sampling parameters as vLLM's back end takes them, a JSON object. A name that isn't known
 * and a value of the wrong kind are refused: what was asked for must not be passed over.
 */
public final class SamplingJson {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Set<String> NAMES =
      Set.of(
          "max_tokens",
          "min_tokens",
          "temperature",
          "top_p",
          "top_k",
          "seed",
          "stop",
          "logprobs",
          "copy");
  private static final Set<String> COPY_NAMES = Set.of("sources", "spans", "separator", "refusal");
  private static final String SEPARATOR = "; ";

  private SamplingJson() {}

  /** Throws {@link IllegalArgumentException} that says what is wrong. */
  public static SamplingParameters read(String json) {
    JsonNode node;
    try {
      node = JSON.readTree(json);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "sampling_parameters is no JSON: " + e.getOriginalMessage(), e);
    }
    known("sampling_parameters", node, NAMES);
    int logprobs = integer(node, "logprobs", 0);
    if (logprobs != 0 && logprobs != 1) {
      throw new IllegalArgumentException(
          "logprobs is 0 or 1 here, those of other tokens aren't given; got " + logprobs);
    }
    SamplingParameters otherwise = SamplingParameters.DEFAULT;
    int topK = integer(node, "top_k", otherwise.topK());
    return new SamplingParameters(
        integer(node, "max_tokens", otherwise.maxTokens()),
        integer(node, "min_tokens", otherwise.minTokens()),
        number(node, "temperature", otherwise.temperature()),
        number(node, "top_p", otherwise.topP()),
        topK == -1 ? 0 : topK,
        given(node, "seed") == null ? null : whole(node, "seed"),
        stop(node),
        copy(given(node, "copy")));
  }

  private static void known(String where, JsonNode node, Set<String> names) {
    if (!node.isObject()) {
      throw new IllegalArgumentException(where + " is a JSON object");
    }
    for (String name : node.propertyNames()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            "%s has no '%s', only %s".formatted(where, name, names.stream().sorted().toList()));
      }
    }
  }

  private static @Nullable JsonNode given(JsonNode node, String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private static int integer(JsonNode node, String name, int otherwise) {
    if (given(node, name) == null) {
      return otherwise;
    }
    return Math.clamp(whole(node, name), Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  private static long whole(JsonNode node, String name) {
    JsonNode value = node.get(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new IllegalArgumentException(
          "%s is a whole number, got %s".formatted(name, shown(value)));
    }
    return value.longValue();
  }

  private static double number(JsonNode node, String name, double otherwise) {
    JsonNode value = given(node, name);
    if (value == null) {
      return otherwise;
    }
    if (!value.isNumber()) {
      throw new IllegalArgumentException("%s is a number, got %s".formatted(name, shown(value)));
    }
    return value.doubleValue();
  }

  private static List<String> stop(JsonNode node) {
    JsonNode value = given(node, "stop");
    if (value == null) {
      return List.of();
    }
    return value.isString() ? List.of(value.stringValue()) : strings("stop", value);
  }

  private static List<String> strings(String name, JsonNode value) {
    List<String> strings = new ArrayList<>();
    if (!value.isArray()) {
      throw new IllegalArgumentException(name + " is a list of strings");
    }
    for (JsonNode each : value) {
      strings.add(string(name, each));
    }
    return strings;
  }

  private static String string(String name, JsonNode value) {
    if (!value.isString()) {
      throw new IllegalArgumentException("%s takes strings, got %s".formatted(name, shown(value)));
    }
    return value.stringValue();
  }

  private static @Nullable CopyRules copy(@Nullable JsonNode node) {
    if (node == null) {
      return null;
    }
    known("copy", node, COPY_NAMES);
    JsonNode sources = given(node, "sources");
    JsonNode separator = given(node, "separator");
    JsonNode refusal = given(node, "refusal");
    return new CopyRules(
        sources == null ? List.of() : strings("copy.sources", sources),
        integer(node, "spans", 1),
        separator == null ? SEPARATOR : string("copy.separator", separator),
        refusal == null ? null : string("copy.refusal", refusal));
  }

  /** Enough of a value to recognise it. */
  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
