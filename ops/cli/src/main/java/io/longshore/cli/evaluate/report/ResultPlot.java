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

/**
 * A result as a picture (SVG 1.1): a panel a metric, a line an arm, a dot at the value and a bar
 * over its 95 % interval. Its one grey and its blue are readable on white and on black.
 */
public final class ResultPlot {
  private static final String GREY = "#767676";
  private static final String BLUE = "#3b82c4";
  private static final int WIDTH = 760;
  private static final int LEFT = 150;
  private static final int RIGHT = 190;
  private static final int LINE = 22;
  private static final int HEAD = 58;
  private static final int TITLE = 30;
  private static final int GAP = 26;

  private final StringBuilder svg = new StringBuilder();
  private final Map<String, Map<String, Interval>> arms = new LinkedHashMap<>();
  private final Map<String, String> skipped = new LinkedHashMap<>();
  private final Result result;

  private ResultPlot(Result result) {
    this.result = result;
    result
        .arms()
        .forEach((name, arm) -> {
          switch (arm) {
            case Result.Ran ran -> arms.put(name, ran.metrics());
            case Result.Skipped missing -> skipped.put(name, missing.reason());
          }
        });
  }

  public static String of(Result result) {
    return new ResultPlot(result).drawn();
  }

  private String drawn() {
    Set<String> metrics = new LinkedHashSet<>();
    arms.values()
        .forEach(one -> one.keySet().stream().filter(ResultPlot::isShown).forEach(metrics::add));
    int panel = TITLE + LINE * Math.max(1, arms.size()) + GAP;
    int height = HEAD + LINE * skipped.size() + panel * metrics.size();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" font-family="system-ui, sans-serif" font-size="13" fill="%s" role="img">
        <title>%s</title>
        """
            .formatted(WIDTH, height, WIDTH, height, GREY, escaped(title())));
    text(16, 24, "start", title(), "font-weight=\"600\" font-size=\"15\"");
    text(16, 44, "start", "Dots are values, bars their 95 % intervals.", "");
    int y = HEAD;
    for (var one : skipped.entrySet()) {
      text(16, y + 8, "start", one.getKey() + " was skipped: " + one.getValue(), "");
      y += LINE;
    }
    for (String metric : metrics) {
      panel(metric, y);
      y += panel;
    }
    return svg.append("</svg>\n").toString();
  }

  /** Slices of slices, such as languages of a setting, are in the table and in JSON. */
  private static boolean isShown(String metric) {
    return metric.chars().filter(c -> c == '.').count() < 2;
  }

  private String title() {
    return "%s, %s, split %s, %d cases%s"
        .formatted(
            result.suite(),
            shortened(result.data()),
            result.split().text(),
            result.n(),
            result.model() == null ? "" : ", " + result.model());
  }

  private void panel(String metric, int top) {
    List<Interval> all = new ArrayList<>();
    arms.values()
        .forEach(one -> {
          var interval = one.get(metric);
          if (interval != null) {
            all.add(interval);
          }
        });
    double most = scale(all.stream().mapToDouble(Interval::high).max().orElse(1));
    text(16, top + 18, "start", metric, "font-weight=\"600\"");
    int bottom = top + TITLE + LINE * arms.size();
    for (int tick = 0; tick <= 4; tick++) {
      double x = x(most * tick / 4, most);
      svg.append(
          "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\" stroke-opacity=\"0.35\"/>%n"
              .formatted(x, top + TITLE - 4, x, bottom, GREY));
      text(x, bottom + 13, "middle", mark(most * tick / 4), "font-size=\"11\"");
    }
    int y = top + TITLE + LINE / 2;
    for (var arm : arms.entrySet()) {
      text(LEFT - 12, y + 4, "end", arm.getKey(), "");
      var interval = arm.getValue().get(metric);
      if (interval != null) {
        dot(interval, most, y);
      }
      y += LINE;
    }
  }

  private void dot(Interval interval, double most, int y) {
    svg.append(
        "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\" stroke-width=\"5\" stroke-opacity=\"0.45\" stroke-linecap=\"round\"/>%n"
            .formatted(x(interval.low(), most), y, x(interval.high(), most), y, BLUE));
    svg.append(
        "<circle cx=\"%.1f\" cy=\"%d\" r=\"5\" fill=\"%s\"/>%n"
            .formatted(x(interval.value(), most), y, BLUE));
    text(
        WIDTH - RIGHT + 16,
        y + 4,
        "start",
        "%s [%s, %s]"
            .formatted(number(interval.value()), number(interval.low()), number(interval.high())),
        "");
  }

  private static double x(double value, double most) {
    return LEFT + (WIDTH - LEFT - RIGHT) * Math.clamp(value / most, 0, 1);
  }

  /** Shares end at 1, anything larger at the next round number. */
  private static double scale(double most) {
    if (most <= 1) {
      return 1;
    }
    double step = Math.pow(10, Math.floor(Math.log10(most)));
    return Math.ceil(most / step) * step;
  }

  private void text(double x, int y, String anchor, String words, String more) {
    svg.append(
        "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\" %s>%s</text>%n"
            .formatted(x, y, anchor, more, escaped(words)));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.3f", value);
  }

  private static String mark(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** The last two steps of a path. */
  private static String shortened(String data) {
    String[] steps = data.split("/", -1);
    return steps.length < 3 ? data : steps[steps.length - 2] + "/" + steps[steps.length - 1];
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
