package io.longshore.ingest.format.pdf;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells headings by their type: clearly larger than the body's, the larger the higher; or bold,
 * with a number or alone.
 */
final class Headings {
  private static final float LARGER = 1.15f;
  private static final int MAX_CHARS = 120;
  private static final int MAX_LEVEL = 4;
  private static final Pattern NUMBERED =
      Pattern.compile("([0-9]{1,2}(?:\\.[0-9]{1,2}){0,3})\\.?\\s+\\p{L}.*");
  private static final Pattern SENTENCE = Pattern.compile(".*[.,;:?!]", Pattern.DOTALL);
  private static final Pattern CAPTION =
      Pattern.compile("(?i)(table|tab|figure|fig|tabelle|abbildung|abb|tableau|tabel|gambar)\\b.*");
  private static final Pattern LETTERS = Pattern.compile(".*\\p{L}{2}.*", Pattern.DOTALL);

  /** Characters by size in half points, over all pages so far. */
  private final Map<Integer, Integer> charsBySize = new HashMap<>();

  void learn(List<List<Line>> pages) {
    pages.stream()
        .flatMap(List::stream)
        .forEach(line -> charsBySize.merge(step(line.size()), line.text().length(), Integer::sum));
  }

  /** Rank from 1, empty for ordinary text. */
  OptionalInt level(List<Line> page, int index) {
    Line line = page.get(index);
    String text = line.text();
    if (text.length() > MAX_CHARS || !LETTERS.matcher(text).matches()) {
      return OptionalInt.empty();
    }
    int body = bodySize();
    if (line.size() * 2 >= body * LARGER) {
      return OptionalInt.of(rank(step(line.size()), body));
    }
    if (!line.bold() || SENTENCE.matcher(text).matches() || CAPTION.matcher(text).matches()) {
      return OptionalInt.empty();
    }
    Matcher numbered = NUMBERED.matcher(text);
    if (numbered.matches()) {
      int dots = (int) numbered.group(1).chars().filter(c -> c == '.').count();
      return OptionalInt.of(Math.min(MAX_LEVEL, 2 + dots));
    }
    return standsAlone(page, index) ? OptionalInt.of(MAX_LEVEL) : OptionalInt.empty();
  }

  /** Bold between lines that are not. */
  private static boolean standsAlone(List<Line> page, int index) {
    boolean first = index == 0 || !page.get(index - 1).bold();
    return first
        && index + 1 < page.size()
        && !page.get(index + 1).bold()
        && Character.isUpperCase(page.get(index).text().codePointAt(0));
  }

  private int bodySize() {
    return charsBySize.entrySet().stream()
        .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .orElse(0);
  }

  private int rank(int size, int body) {
    long higher =
        charsBySize.keySet().stream()
            .filter(other -> other > size && other >= body * LARGER)
            .count();
    return (int) Math.min(MAX_LEVEL, 1 + higher);
  }

  private static int step(float size) {
    return Math.round(size * 2);
  }
}
