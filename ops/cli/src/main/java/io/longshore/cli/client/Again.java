package io.longshore.cli.client;

import io.longshore.local.LocalFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An earlier question once more, as its receipt says, and what differs. */
final class Again {
  private static final String PASSAGE = "passage.";

  private final JsonNode before;

  /**
   * @param before with its explanation
   */
  Again(JsonNode before) {
    this.before = before;
    if (!before.path("explain").path("scope").isObject()) {
      throw new LocalFailure(
          "Nothing is kept of how this answer came about: it failed, runs, or is an older one.");
    }
  }

  /**
   * What to ask: the question as it was understood then, without its conversation.
   *
   * @param collections that may be read now
   */
  ObjectNode body(Supplier<ArrayNode> collections) {
    JsonNode explain = before.path("explain");
    JsonNode scope = explain.path("scope");
    ObjectNode body =
        Api.JSON
            .createObjectNode()
            .put(
                "question",
                what(before, "recall", "standalone").orElse(before.path("question").asString()));
    if (scope.path("documents").isEmpty()) {
      body.put("collection", collection(scope, collections.get()));
    } else {
      body.set("documents", scope.path("documents"));
    }
    if (scope.path("filter").isObject()) {
      body.set("filter", scope.path("filter"));
    }
    body.putObject("options").setAll((ObjectNode) explain.path("options")).put("explain", true);
    return body;
  }

  private static String collection(JsonNode scope, ArrayNode collections) {
    String id = scope.path("collections").path(0).asString("");
    return collections
        .valueStream()
        .filter(one -> one.path("id").asString("").equals(id))
        .map(one -> one.path("name").asString())
        .findFirst()
        .orElseThrow(() -> new LocalFailure("The collection that was asked is there no more."));
  }

  /** Both answers, and the names of what differs. */
  ObjectNode compared(JsonNode after) {
    ObjectNode compared = Api.JSON.createObjectNode();
    compared.set("before", before);
    compared.set("after", after);
    ArrayNode differs = compared.putArray("differs");
    differences(after).forEach(one -> differs.add(one.name()));
    return compared;
  }

  /** For people; nothing of an answer that failed, which says so itself. */
  String text(JsonNode after) {
    if (after.path("status").asString("").equals("failed")) {
      return "";
    }
    List<Difference> differences = differences(after);
    if (differences.isEmpty()) {
      return "\n  as before: answer, model, prompt, index, passages\n";
    }
    var text = new StringBuilder("\n  before, and now:\n");
    for (Difference one : differences) {
      text.append("  ").append(one.name()).append(": ").append(one.before()).append('\n');
      text.append(" ".repeat(one.name().length() + 4)).append(one.after()).append('\n');
    }
    return text.toString();
  }

  private record Difference(String name, String before, String after) {}

  private List<Difference> differences(JsonNode after) {
    List<Difference> all = new ArrayList<>();
    for (String name : List.of("model", "sha256", "prompt", "draft")) {
      add(all, name, what(before, "draft", name), what(after, "draft", name));
    }
    add(
        all,
        "index",
        what(before, "retrieval", "generation"),
        what(after, "retrieval", "generation"));
    add(
        all,
        Set.copyOf(passages(before)).equals(Set.copyOf(passages(after)))
            ? "order of passages"
            : "passages",
        Optional.of(String.join(" ", passages(before))),
        Optional.of(String.join(" ", passages(after))));
    add(all, "outcome", what(before, "decide", "outcome"), what(after, "decide", "outcome"));
    add(all, "why", what(before, "decide", "why"), what(after, "decide", "why"));
    add(all, "answer", Optional.of(said(before)), Optional.of(said(after)));
    return all;
  }

  private static void add(
      List<Difference> all, String name, Optional<String> before, Optional<String> after) {
    if (!before.equals(after)) {
      all.add(new Difference(name, before.orElse("none"), after.orElse("none")));
    }
  }

  private static String said(JsonNode answer) {
    return answer.path("answer").asString("none");
  }

  /** Best first. */
  private static List<String> passages(JsonNode answer) {
    return step(answer, "choose")
        .flatMap(step -> step.path("what").propertyStream())
        .filter(one -> one.getKey().startsWith(PASSAGE))
        .sorted(Map.Entry.comparingByKey(AnswerText.BY_NUMBER))
        .map(one -> one.getValue().asString())
        .toList();
  }

  private static Optional<String> what(JsonNode answer, String step, String name) {
    return step(answer, step)
        .map(one -> one.path("what").path(name))
        .filter(JsonNode::isString)
        .map(JsonNode::asString)
        .findFirst();
  }

  private static Stream<JsonNode> step(JsonNode answer, String name) {
    return answer
        .path("explain")
        .path("steps")
        .valueStream()
        .filter(step -> step.path("name").asString("").equals(name));
  }
}
