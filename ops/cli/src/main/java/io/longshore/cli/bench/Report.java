package io.longshore.cli.bench;

import io.longshore.cli.evaluate.frame.Commit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Figures of a run, for people a table of arms and metrics, for programs {@code
 * {"bench","commit","arms":{ARM:{METRIC:{"value","goal"}}}}}; {@code goal} is there where one is
 * asked for.
 */
record Report(String bench, List<Figure> figures) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  String json() {
    ObjectNode root = JSON.createObjectNode();
    root.put("bench", bench);
    root.put("commit", Commit.ofSources());
    ObjectNode arms = root.putObject("arms");
    for (Figure figure : figures) {
      ObjectNode metric =
          arms.withObjectProperty(figure.arm())
              .putObject(figure.metric())
              .put("value", figure.value());
      if (figure.goal() != null) {
        metric.put("goal", figure.goal());
      }
    }
    return root.toPrettyString() + "\n";
  }

  String table() {
    Set<String> arms = new LinkedHashSet<>();
    Set<String> metrics = new LinkedHashSet<>();
    figures.forEach(figure -> {
      arms.add(figure.arm());
      metrics.add(figure.metric());
    });
    var text = new StringBuilder("%-18s".formatted(bench));
    arms.forEach(arm -> text.append("%14s".formatted(arm)));
    for (String metric : metrics) {
      text.append("\n%-18s".formatted(metric));
      for (String arm : arms) {
        text.append("%14s".formatted(cell(arm, metric)));
      }
    }
    text.append('\n');
    figures.stream()
        .filter(figure -> figure.goal() != null)
        .forEach(figure ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "%s %s: %.2f, goal %.2f: %s%n",
                    figure.arm(),
                    figure.metric(),
                    figure.value(),
                    figure.goal(),
                    figure.isMissed() ? "missed" : "reached")));
    return text.toString();
  }

  private String cell(String arm, String metric) {
    return figures.stream()
        .filter(figure -> figure.arm().equals(arm) && figure.metric().equals(metric))
        .map(figure ->
            String.format(Locale.ROOT, figure.value() < 100 ? "%.2f" : "%.0f", figure.value()))
        .findFirst()
        .orElse("");
  }
}
