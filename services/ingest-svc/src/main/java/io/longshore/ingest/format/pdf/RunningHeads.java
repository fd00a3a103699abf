package io.longshore.ingest.format.pdf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the lines that a document repeats at the top or foot of its pages: set apart, the same
 * words but for numbers, at the same height of at least three pages and of two pages in five. What
 * is found once counts for all later pages.
 */
final class RunningHeads {
  private static final int EDGE_LINES = 3;
  private static final float GAP = 1.5f;
  private static final int MIN_PAGES = 3;
  private static final double MIN_SHARE = 0.4;
  private static final float HEIGHT_STEP = 6;

  private final Set<String> known = new HashSet<>();

  /** The pages without them. */
  List<List<Line>> remove(List<List<Line>> pages) {
    Map<String, Integer> seen = new HashMap<>();
    for (List<Line> page : pages) {
      edges(page).stream()
          .map(RunningHeads::key)
          .distinct()
          .forEach(k -> seen.merge(k, 1, Integer::sum));
    }
    seen.forEach((key, count) -> {
      if (count >= MIN_PAGES && count >= MIN_SHARE * pages.size()) {
        known.add(key);
      }
    });
    return pages.stream().map(this::without).toList();
  }

  private List<Line> without(List<Line> page) {
    Set<Line> heads =
        edges(page).stream().filter(line -> known.contains(key(line))).collect(Collectors.toSet());
    return page.stream().filter(line -> !heads.contains(line)).toList();
  }

  /** Lines at the top and foot that a gap parts from the rest of the page. */
  private static List<Line> edges(List<Line> page) {
    List<Line> byHeight =
        page.stream().sorted(Comparator.comparingDouble(line -> line.y())).toList();
    List<Line> edges = new ArrayList<>(edge(byHeight));
    edges.addAll(edge(byHeight.reversed()));
    return edges;
  }

  private static List<Line> edge(List<Line> inwards) {
    for (int i = 0; i + 1 < inwards.size() && i < EDGE_LINES; i++) {
      Line line = inwards.get(i);
      if (Math.abs(inwards.get(i + 1).y() - line.y()) > GAP * line.size()) {
        return inwards.subList(0, i + 1);
      }
    }
    return List.of();
  }

  private static String key(Line line) {
    return Math.round(line.y() / HEIGHT_STEP)
        + " "
        + line.text().replaceAll("[0-9]+|\\b[ivxlc]+\\b", "#");
  }
}
