package io.longshore.cli.dlq;

import io.longshore.contracts.DeadLetters;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A dead letter for people and for scripts. */
final class LetterText {
  static final JsonMapper JSON = JsonMapper.builder().build();

  private LetterText() {}

  /** One line. */
  static String line(Letter letter) {
    var mark = letter.mark();
    return "%s  %s  group %s  offset %s  %s  %s%s"
        .formatted(
            letter.id(),
            printable(letter.header(DeadLetters.REASON)),
            printable(letter.header(DeadLetters.GROUP)),
            printable(letter.source()),
            printable(letter.header(DeadLetters.AT)),
            printable(letter.subject()),
            mark == null ? "" : "  replayed " + mark.at());
  }

  static ObjectNode json(Letter letter) {
    var mark = letter.mark();
    var json = JSON.createObjectNode();
    json.put("id", letter.id().toString());
    json.put("topic", letter.id().topic());
    json.put("reason", letter.header(DeadLetters.REASON));
    json.put("detail", letter.header(DeadLetters.DETAIL));
    json.put("group", letter.header(DeadLetters.GROUP));
    json.put("source", letter.source());
    json.put("at", letter.header(DeadLetters.AT));
    json.put("subject", letter.subject());
    json.put("bytes", letter.bytes());
    json.put("replayed_at", mark == null ? null : mark.at().toString());
    return json;
  }

  /** All headers, an empty line, the record. */
  static String whole(Letter letter) {
    var text = new StringBuilder(letter.id().toString()).append('\n');
    var mark = letter.mark();
    if (mark != null) {
      text.append("replayed ").append(mark.at()).append('\n');
    }
    for (Header header : letter.record().headers()) {
      text.append(printable(header.key())).append(": ").append(printable(header)).append('\n');
    }
    byte[] key = letter.record().key();
    text.append("key: ")
        .append(key == null ? "" : printable(new String(key, StandardCharsets.UTF_8)))
        .append("\n\n");
    return text.append(body(letter)).append('\n').toString();
  }

  private static String body(Letter letter) {
    try {
      return JSON.readTree(letter.value()).toPrettyString(); // escapes what a terminal would obey
    } catch (JacksonException e) {
      return printable(letter.value());
    }
  }

  static String printable(Header header) {
    return header.value() == null
        ? ""
        : printable(new String(header.value(), StandardCharsets.UTF_8));
  }

  /** What comes from a record is shown, and never obeyed by the terminal. */
  static String printable(String text) {
    var shown = new StringBuilder();
    text.codePoints()
        .forEach(point -> {
          if (Character.isISOControl(point) && point != '\n') {
            shown.append("\\u%04x".formatted(point));
          } else {
            shown.appendCodePoint(point);
          }
        });
    return shown.toString();
  }
}
