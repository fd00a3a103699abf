package io.longshore.generator.abstention;

import io.longshore.contracts.question.Passage;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells the languages apart in which Longshore can say that it doesn't know. */
public final class Language {
  public static final String UNKNOWN = "und";

  private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
  private static final Pattern KANA_OR_HANGUL =
      Pattern.compile("[\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}]");

  /** Frequent words that the other two don't have. */
  private static final Map<String, Set<String>> WORDS =
      Map.of(
          "en",
          Set.of(
              "the", "what", "which", "who", "when", "where", "why", "how", "is", "are", "were",
              "did", "does", "do", "of", "and", "to", "for", "with", "by", "from", "has", "have",
              "can", "that", "this", "many", "much"),
          "de",
          Set.of(
              "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "und", "ist",
              "sind", "wie", "wer", "wo", "wann", "warum", "welche", "welcher", "welches", "wurde",
              "wurden", "wird", "von", "für", "mit", "zu", "auf", "hat", "haben", "nicht", "im",
              "bei", "nach", "viele", "über"),
          "id",
          Set.of(
              "yang",
              "dan",
              "di",
              "apa",
              "apakah",
              "siapa",
              "siapakah",
              "kapan",
              "kapankah",
              "mana",
              "mengapa",
              "kenapa",
              "bagaimana",
              "berapa",
              "berapakah",
              "adalah",
              "dengan",
              "untuk",
              "dari",
              "pada",
              "oleh",
              "dalam",
              "itu",
              "ini",
              "tidak",
              "dapat",
              "akan",
              "tahun"));

  private Language() {}

  /** ISO 639-1 code, or {@value #UNKNOWN}. */
  public static String of(String text) {
    if (isHan(text)) {
      return KANA_OR_HANGUL.matcher(text).find() ? UNKNOWN : "zh";
    }
    var words = Arrays.asList(text.toLowerCase(Locale.ROOT).split("[^\\p{L}]+"));
    String best = UNKNOWN;
    long most = 0;
    boolean tie = false;
    for (var language : WORDS.entrySet()) {
      long count = words.stream().filter(language.getValue()::contains).count();
      tie = count == most || (tie && count < most);
      if (count > most) {
        most = count;
        best = language.getKey();
      }
    }
    return tie ? UNKNOWN : best;
  }

  /** Whether a text is in another language than a passage, as far as both can be told. */
  public static boolean differ(String text, Passage passage) {
    String said = of(text);
    String written =
        passage.language().equals(UNKNOWN)
            ? of(passage.text())
            : passage.language().split("-", 2)[0];
    return !said.equals(UNKNOWN) && !written.equals(UNKNOWN) && !said.equals(written);
  }

  public static boolean isHan(String text) {
    return HAN.matcher(text).find();
  }
}
