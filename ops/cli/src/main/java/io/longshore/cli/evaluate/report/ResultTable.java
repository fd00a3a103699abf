package io.longshore.cli.evaluate.report;

import io.longshore.cli.evaluate.frame.Result;
import io.longshore.cli.evaluate.measure.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A result for people. */
public final class ResultTable {
  private ResultTable() {}

  public static String of(Result result) {
    var text = new StringBuilder();
    text.append(
        "%s on %s, split %s, %d cases, seed %d, commit %s%s%n"
            .formatted(
                result.suite(),
                result.data(),
                result.split().text(),
                result.n(),
                result.seed(),
                result.commit(),
                result.model() == null ? "" : ", model " + result.model()));
    var ran = new LinkedHashMap<String, Map<String, Interval>>();
    result
        .arms()
        .forEach((name, arm) -> {
          switch (arm) {
            case Result.Ran measured -> ran.put(name, measured.metrics());
            case Result.Skipped skipped ->
                text.append("%s was skipped: %s%n".formatted(name, skipped.reason()));
          }
        });
    if (!result.unread().isEmpty()) {
      text.append(
          "%d documents could not be taken in, their cases were left out: %s%n"
              .formatted(result.unread().size(), result.unread()));
    }
    text.append(table("95 % intervals in brackets", ran));
    if (!result.differences().isEmpty()) {
      text.append(
          table("paired differences, * where the interval is clear of 0", result.differences()));
    }
    return text.toString();
  }

  private static String table(String title, Map<String, Map<String, Interval>> columns) {
    Set<String> metrics = new LinkedHashSet<>();
    columns.values().forEach(column -> metrics.addAll(column.keySet()));
    boolean signed = columns.keySet().stream().anyMatch(name -> name.contains(" - "));
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of(""));
    head.addAll(columns.keySet());
    rows.add(head);
    for (String metric : metrics) {
      List<String> row = new ArrayList<>(List.of(metric));
      columns.values().forEach(column -> row.add(cell(column.get(metric), signed)));
      rows.add(row);
    }
    return "%n%s%n%s".formatted(title, aligned(rows));
  }

  private static String cell(@Nullable Interval interval, boolean signed) {
    if (interval == null) {
      return "";
    }
    String format = signed ? "%+.3f [%+.3f, %+.3f]%s" : "%.3f [%.3f, %.3f]%s";
    return format.formatted(
        interval.value(), interval.low(), interval.high(), signed && interval.isClear() ? "*" : "");
  }

  private static String aligned(List<List<String>> rows) {
    var text = new StringBuilder();
    int columns = rows.getFirst().size();
    for (List<String> row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        int at = i;
        int width = rows.stream().mapToInt(one -> one.get(at).length()).max().orElse(0);
        line.append(String.format(Locale.ROOT, "%-" + (width + 2) + "s", row.get(i)));
      }
      text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
    return text.toString();
  }
}
