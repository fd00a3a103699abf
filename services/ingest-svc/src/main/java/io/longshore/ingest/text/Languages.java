package io.longshore.ingest.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells a text's language by its script and, where several languages share one, by their commonest
 * words. Made for documents, not for single lines.
 */
public final class Languages {
  public static final String UNKNOWN = "und";

  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{M}]+");

  /** Below this share of all words, common words prove nothing. */
  private static final double ENOUGH = 0.06;

  /** Kana among Chinese characters: Japanese texts have about half. */
  private static final double JAPANESE = 0.05;

  private static final Map<UnicodeScript, String> BY_SCRIPT =
      Map.ofEntries(
          Map.entry(UnicodeScript.HANGUL, "ko"),
          Map.entry(UnicodeScript.GREEK, "el"),
          Map.entry(UnicodeScript.HEBREW, "he"),
          Map.entry(UnicodeScript.THAI, "th"),
          Map.entry(UnicodeScript.ARMENIAN, "hy"),
          Map.entry(UnicodeScript.GEORGIAN, "ka"),
          Map.entry(UnicodeScript.BENGALI, "bn"),
          Map.entry(UnicodeScript.TAMIL, "ta"),
          Map.entry(UnicodeScript.TELUGU, "te"),
          Map.entry(UnicodeScript.KANNADA, "kn"),
          Map.entry(UnicodeScript.MALAYALAM, "ml"),
          Map.entry(UnicodeScript.GUJARATI, "gu"),
          Map.entry(UnicodeScript.GURMUKHI, "pa"),
          Map.entry(UnicodeScript.SINHALA, "si"),
          Map.entry(UnicodeScript.MYANMAR, "my"),
          Map.entry(UnicodeScript.KHMER, "km"),
          Map.entry(UnicodeScript.LAO, "lo"),
          Map.entry(UnicodeScript.ETHIOPIC, "am"));

  private final Map<String, Set<String>> commonWords = read();

  /** BCP 47 tag, {@link #UNKNOWN} when nothing speaks for any. */
  public String detect(String sample) {
    Map<UnicodeScript, Integer> scripts = new EnumMap<>(UnicodeScript.class);
    sample
        .codePoints()
        .filter(Character::isLetter)
        .forEach(c -> scripts.merge(UnicodeScript.of(c), 1, Integer::sum));
    int kana =
        scripts.getOrDefault(UnicodeScript.HIRAGANA, 0)
            + scripts.getOrDefault(UnicodeScript.KATAKANA, 0);
    int han = scripts.getOrDefault(UnicodeScript.HAN, 0);
    scripts.remove(UnicodeScript.HIRAGANA);
    scripts.remove(UnicodeScript.KATAKANA);
    scripts.remove(UnicodeScript.COMMON);
    if (kana + han > 0) {
      scripts.put(UnicodeScript.HAN, kana + han);
    }
    return scripts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(script ->
            script.getKey() == UnicodeScript.HAN
                ? kana > JAPANESE * (kana + han) ? "ja" : "zh"
                : Objects.requireNonNullElseGet(
                    BY_SCRIPT.get(script.getKey()), () -> byWords(sample)))
        .orElse(UNKNOWN);
  }

  private String byWords(String sample) {
    List<String> words =
        NO_LETTERS
            .splitAsStream(sample.toLowerCase(Locale.ROOT))
            .filter(word -> !word.isEmpty())
            .toList();
    Map<String, Integer> counts = new HashMap<>();
    for (String word : words) {
      commonWords.forEach((language, common) -> {
        if (common.contains(word)) {
          counts.merge(language, 1, Integer::sum);
        }
      });
    }
    return counts.entrySet().stream()
        .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry::getKey))
        .filter(best -> best.getValue() > ENOUGH * words.size())
        .map(Map.Entry::getKey)
        .orElse(UNKNOWN);
  }

  private static Map<String, Set<String>> read() {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Languages.class.getResourceAsStream("stop-words.txt")),
                StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" "))
          .collect(
              Collectors.toMap(
                  words -> words[0],
                  words -> Arrays.stream(words).skip(1).collect(Collectors.toSet())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
