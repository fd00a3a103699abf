package io.longshore.cli.client;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes sure that scripts find every promised field, whatever the API leaves out. */
final class Shape {
  static final List<String> RESULT =
      List.of("document", "name", "text", "start", "end", "page", "score");
  static final List<String> CITATION = List.of("document", "name", "quote", "start", "end", "page");
  static final List<String> ANSWER =
      List.of(
          "id",
          "status",
          "answer",
          "abstained",
          "error",
          "citations",
          "timings",
          "degraded",
          "skipped");
  static final List<String> DOCUMENT =
      List.of("id", "name", "collection", "version", "state", "progress", "words", "error");

  private Shape() {}

  /** The node with null for each field that it lacks. */
  static JsonNode with(List<String> fields, JsonNode node) {
    if (node instanceof ObjectNode object) {
      fields.stream().filter(field -> !object.has(field)).forEach(object::putNull);
    }
    return node;
  }

  static JsonNode each(List<String> fields, JsonNode list) {
    list.forEach(node -> with(fields, node));
    return list;
  }
}
