package io.longshore.inference.generation.endpoint;

import io.longshore.inference.call.ModelRefused;
import io.longshore.inference.call.ModelUnavailable;
import io.longshore.inference.generation.ControlTokens;
import io.longshore.inference.generation.Hearing;
import io.longshore.inference.generation.Prompt;
import io.longshore.inference.generation.Sampling;
import io.longshore.inference.generation.Written.Finish;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A chat completion as JSON: what is asked, and the chunks of what comes back. */
final class Completion {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MESSAGE_CHARS_MAX = 200;

  /** As many as the protocol takes. */
  private static final int STOPS_MAX = 4;

  private Completion() {}

  static String request(String model, Prompt prompt, Sampling sampling) {
    ObjectNode json = JSON.createObjectNode();
    json.put("model", model);
    json.put("stream", true);
    json.putObject("stream_options").put("include_usage", true);
    json.put("max_tokens", sampling.maxTokens());
    json.put("temperature", sampling.temperature());
    if (!sampling.stop().isEmpty()) {
      var stop = json.putArray("stop");
      sampling.stop().stream().limit(STOPS_MAX).forEach(stop::add);
    }
    ArrayNode messages = json.putArray("messages");
    add(messages, "system", prompt.system());
    for (var example : prompt.examples()) {
      add(messages, "user", example.user());
      add(messages, "assistant", example.assistant());
    }
    add(messages, "user", prompt.user());
    return json.toString();
  }

  /** The endpoint puts the turns together, and some read control tokens inside of them as such. */
  private static void add(ArrayNode messages, String role, String text) {
    messages.addObject().put("role", role).put("content", ControlTokens.neutral(text));
  }

  /**
   * Hears one chunk.
   *
   * @throws ModelUnavailable when it is an error, or no JSON
   */
  static void read(String chunk, Hearing hearing) {
    JsonNode json = parsed(chunk);
    if (json.hasNonNull("error")) {
      throw new ModelUnavailable("The endpoint broke off: " + message(json), null);
    }
    JsonNode choice = json.at("/choices/0");
    hearing.piece(choice.at("/delta/content").asString(""), List.of());
    read(json, choice, hearing);
  }

  /**
   * Hears a completion that was not streamed.
   *
   * @throws ModelRefused when it is none
   */
  static void readWhole(String body, Hearing hearing) {
    JsonNode json = parsed(body);
    JsonNode choice = json.at("/choices/0");
    if (!choice.at("/message/content").isString()) {
      throw new ModelRefused("The endpoint answered JSON that is no completion", null);
    }
    hearing.piece(choice.at("/message/content").asString(), List.of());
    read(json, choice, hearing);
  }

  private static void read(JsonNode json, JsonNode choice, Hearing hearing) {
    if (choice.hasNonNull("finish_reason")) {
      hearing.finish(finish(choice.get("finish_reason").asString("")));
    }
    if (json.hasNonNull("usage")) {
      hearing.promptTokens(json.at("/usage/prompt_tokens").asInt(0));
      hearing.cachedTokens(json.at("/usage/prompt_tokens_details/cached_tokens").asInt(0));
      hearing.moreTokens(json.at("/usage/completion_tokens").asInt(0));
    }
  }

  private static Finish finish(String reason) {
    return switch (reason) {
      case "stop" -> Finish.STOP;
      case "length" -> Finish.LENGTH;
      default -> Finish.OTHER;
    };
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (JacksonException e) {
      throw new ModelUnavailable("The endpoint's answer is no JSON", e);
    }
  }

  /** What an error's body says, in one short line. */
  static String message(String body) {
    try {
      return message(JSON.readTree(body));
    } catch (JacksonException e) {
      return "";
    }
  }

  private static String message(JsonNode json) {
    JsonNode error = json.path("error");
    String text = error.isString() ? error.asString() : error.path("message").asString("");
    String line = text.replaceAll("\\s+", " ");
    return line.length() > MESSAGE_CHARS_MAX ? line.substring(0, MESSAGE_CHARS_MAX) + "…" : line;
  }
}
