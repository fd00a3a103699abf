package io.longshore.cli.client;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** An answer for people. */
public final class AnswerText {
  private static final Pattern NUMBER = Pattern.compile("\\.(\\d{1,9})$");

  /** Names of what a step tells: passage.2 before passage.10. */
  static final Comparator<String> BY_NUMBER =
      Comparator.comparing((String name) -> NUMBER.matcher(name).replaceFirst(""))
          .thenComparingInt(AnswerText::number);

  private AnswerText() {}

  /** The answer, its quotes with document and page, and where the time went. */
  public static String of(JsonNode answer) {
    var text = new StringBuilder();
    if (answer.path("status").asString("").equals("failed")) {
      JsonNode error = answer.path("error");
      text.append("No answer: ")
          .append(error.path("message").asString(error.path("code").asString("unknown")))
          .append('\n');
    } else {
      text.append(answer.path("answer").asString("")).append('\n');
    }
    int number = 0;
    for (JsonNode citation : answer.path("citations")) {
      number++;
      text.append(
          "\n  [%d] \"%s\"\n      %s%s, characters %d to %d\n"
              .formatted(
                  citation.path("number").asInt(number),
                  citation.path("quote").asString("").strip().replaceAll("\\s+", " "),
                  citation.path("name").asString(""),
                  page(citation),
                  citation.path("start").asInt(),
                  citation.path("end").asInt()));
    }
    if (!answer.path("timings").isEmpty()) {
      text.append("\n  ").append(timings(answer.path("timings"))).append('\n');
    }
    return text.append(missing(answer)).toString();
  }

  /** How it came about, a line a step; nothing where that wasn't asked for. */
  static String steps(JsonNode answer) {
    var text = new StringBuilder();
    for (JsonNode step : answer.path("explain").path("steps")) {
      text.append(
              "  %s (%d ms) ".formatted(step.path("name").asString(), step.path("millis").asLong()))
          .append(
              step.path("what")
                  .propertyStream()
                  .sorted(Map.Entry.comparingByKey(BY_NUMBER))
                  .map(one -> one.getKey() + " " + one.getValue().asString())
                  .collect(Collectors.joining(", ")))
          .append('\n');
    }
    return text.toString();
  }

  private static int number(String name) {
    Matcher found = NUMBER.matcher(name);
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }

  /** What an answer or a search had to do without, a line each. */
  static String missing(JsonNode answer) {
    var text = new StringBuilder();
    append(text, "worked without: ", answer.path("skipped"));
    append(text, "worked with less: ", answer.path("degraded"));
    int pending = answer.path("pending_documents").asInt(0);
    if (pending > 0) {
      text.append("  not ready yet: ").append(pending).append(" documents that were asked too\n");
    }
    return text.toString();
  }

  static String page(JsonNode place) {
    return place.path("page").isNumber() ? ", page " + place.path("page").asInt() : "";
  }

  private static String timings(JsonNode timings) {
    return timings
        .propertyStream()
        .map(stage -> "%s %.0f ms".formatted(stage.getKey(), stage.getValue().asDouble()))
        .collect(Collectors.joining(", "))
        .toLowerCase(Locale.ROOT);
  }

  private static void append(StringBuilder text, String what, JsonNode list) {
    if (!list.isEmpty()) {
      text.append("  ")
          .append(what)
          .append(list.valueStream().map(JsonNode::asString).collect(Collectors.joining(", ")))
          .append('\n');
    }
  }
}
