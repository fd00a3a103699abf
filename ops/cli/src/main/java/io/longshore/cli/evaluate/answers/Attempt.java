package io.longshore.cli.evaluate.answers;

import io.longshore.cli.client.Refused;
import io.longshore.cli.evaluate.frame.Arm;
import io.longshore.cli.evaluate.frame.Shelf;
import io.longshore.cli.evaluate.frame.Tried;
import io.longshore.cli.evaluate.measure.Cited;
import io.longshore.cli.evaluate.measure.Overlap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One question asked once, and what came of it. */
final class Attempt {
  /** 1 when the answer holds a gold answer, word by word. Of answerable questions, as all these. */
  static final String CONTAINS = "contains";

  static final String F1 = "f1";

  /** 1 when it was not refused. */
  static final String ANSWERED = "answered";

  /** The share of the citations that are true to the text. */
  static final String VERIFIED = "verified";

  static final String PRECISION = "precision";
  static final String RECALL = "recall";

  /** 1 when a citation is of the right passage, whether it shows the answer or not. */
  static final String PASSAGE = "passage-cited";

  /** Of all questions, as the rest: 1 or 0. */
  static final String ABSTAINED = "abstained";

  static final String UNANSWERABLE = "unanswerable";
  static final String DEGRADED = "degraded";
  static final String FAILED = "failed";
  static final String SECONDS = "seconds";

  /** Until a model is given up that was never there. */
  private static final int TRIES = 3;

  /** Of citations, as they stand in an answer. */
  private static final Pattern MARK = Pattern.compile("\\[\\d{1,3}]");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final AnswerCase one;
  private final Arm arm;
  private final Shelf shelf;
  private final Map<String, Double> row = new HashMap<>();
  private final ObjectNode seen = JSON.createObjectNode();

  Attempt(AnswerCase one, Arm arm, Shelf shelf) {
    this.one = one;
    this.arm = arm;
    this.shelf = shelf;
  }

  Tried tried() {
    seen.put("question", one.question());
    one.gold().answers().forEach(seen.putArray("gold")::add);
    row.put(UNANSWERABLE, one.gold().answerable() ? 0.0 : 1.0);
    try {
      @Nullable String conversation = null;
      for (String before : one.before()) {
        conversation = ask(before, conversation).path("conversation").asString(null);
      }
      long began = System.nanoTime();
      JsonNode answer = ask(one.question(), conversation);
      for (int more = 1; more < TRIES && misses(answer); more++) {
        began = System.nanoTime();
        answer = ask(one.question(), conversation);
      }
      seen.set("answer", answer);
      double seconds = (System.nanoTime() - began) / 1e9;
      if (answer.path("status").asString("").equals("finished")) {
        var writing = writing(answer);
        writing.requireFit(isModelSeen());
        writing.model().ifPresent(shelf::did);
        row.put(DEGRADED, writing.isDegraded() ? 1.0 : 0.0);
        row.put(SECONDS, seconds);
        finished(answer);
      } else {
        failed();
      }
    } catch (Refused e) {
      seen.put("refused", e.getMessage());
      failed();
    }
    return new Tried(row, seen);
  }

  /** Whether the model that the arm needs wasn't there, which may be so for a moment. */
  private boolean misses(JsonNode answer) {
    return !isModelSeen() && writing(answer).misses();
  }

  private Writing writing(JsonNode answer) {
    return new Writing(answer, arm, shelf.isModelWanted());
  }

  private boolean isModelSeen() {
    return shelf.models() != null;
  }

  private JsonNode ask(String question, @Nullable String conversation) {
    ObjectNode body = JSON.createObjectNode().put("question", question);
    if (one.scope().isEmpty()) {
      body.put("collection", shelf.collection());
    } else {
      ArrayNode documents = body.putArray("documents");
      shelf.ids(one.scope()).forEach(documents::add);
    }
    if (conversation != null) {
      body.put("conversation", conversation);
    }
    body.set("options", arm.options());
    return shelf.api().ask(body);
  }

  /** No answer is none that is right, and none that was refused for a reason. */
  private void failed() {
    row.put(FAILED, 1.0);
    row.put(ABSTAINED, 0.0);
    if (one.gold().answerable()) {
      row.put(ANSWERED, 0.0);
      right("", List.of());
    }
  }

  private void finished(JsonNode answer) {
    boolean abstained = answer.path("abstained").asBoolean(false);
    row.put(FAILED, 0.0);
    row.put(ABSTAINED, abstained ? 1.0 : 0.0);
    List<JsonNode> citations = answer.path("citations").valueStream().toList();
    long verified = citations.stream().filter(this::isTrue).count();
    row.put(VERIFIED, citations.isEmpty() ? Double.NaN : (double) verified / citations.size());
    if (one.gold().answerable()) {
      row.put(ANSWERED, abstained ? 0.0 : 1.0);
      String text = MARK.matcher(answer.path("answer").asString("")).replaceAll(" ");
      right(abstained ? "" : text, citations.stream().map(this::quote).toList());
    }
  }

  private void right(String text, List<Cited.Quote> quotes) {
    var gold = one.gold();
    if (!gold.answers().isEmpty()) {
      row.put(CONTAINS, Overlap.contains(text, gold.answers()) ? 1.0 : 0.0);
      row.put(F1, Overlap.f1(text, gold.answers()));
    }
    row.put(PRECISION, Cited.precision(quotes, gold.sources()));
    row.put(RECALL, Cited.recall(quotes, gold.sources()));
    row.put(PASSAGE, Cited.passage(quotes, gold.sources()));
  }

  private Cited.Quote quote(JsonNode citation) {
    return new Cited.Quote(
        shelf.name(citation.path("document").asString("")), citation.path("quote").asString(""));
  }

  /** Whether the document says at that place what is quoted. */
  private boolean isTrue(JsonNode citation) {
    try {
      JsonNode read =
          shelf
              .api()
              .text(
                  citation.path("document").asString(""),
                  citation.path("start").asInt(),
                  citation.path("end").asInt(),
                  citation.path("text_hash").asString(""));
      return read.path("text").asString("").equals(citation.path("quote").asString(null));
    } catch (Refused e) {
      return false;
    }
  }
}
