package io.longshore.ingest.format;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Lines of plain text that name a part or chapter. */
final class Chapters {
  private static final int MAX_CHARS = 100;
  private static final String NUMBER =
      "([0-9]{1,4}|[IVXLC]+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|the"
          + " (first|second|third|fourth|fifth|last))";
  private static final Pattern PART =
      Pattern.compile(
          "(?i)\\s*(book|part|volume|buch|teil|band|livre|partie|tome|libro|parte|bagian)\\s+"
              + NUMBER
              + "\\b.*");
  private static final Pattern CHAPTER =
      Pattern.compile(
          "(?i)\\s*(chapter|kapitel|chapitre|capítulo|capitulo|capitolo|bab|hoofdstuk|letter|act)\\s+"
              + NUMBER
              + "\\b.*");
  private static final Pattern CHINESE =
      Pattern.compile("\\s*(\\S{1,6}\\s+)?第[0-9一二三四五六七八九十百千零〇两]{1,7}[回章卷部节節篇](\\s.*)?");
  private static final Pattern CLOSES = Pattern.compile(".*[,;，。；！？]\\s*", Pattern.DOTALL);

  private Chapters() {}

  /** Rank from 1, empty when the line names no chapter. */
  static OptionalInt level(String line) {
    String stripped = line.strip();
    if (stripped.length() > MAX_CHARS || stripped.isEmpty() || CLOSES.matcher(stripped).matches()) {
      return OptionalInt.empty();
    }
    if (PART.matcher(stripped).matches()) {
      return OptionalInt.of(1);
    }
    if (CHAPTER.matcher(stripped).matches() || isUnmistakable(line)) {
      return OptionalInt.of(2);
    }
    return OptionalInt.empty();
  }

  /** Such a line needs no blank lines around it. */
  static boolean isUnmistakable(String line) {
    String stripped = line.replace('\u3000', ' ').strip();
    return stripped.length() <= MAX_CHARS && CHINESE.matcher(stripped).matches();
  }
}
