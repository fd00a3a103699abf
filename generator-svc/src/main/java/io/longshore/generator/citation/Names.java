package io.longshore.generator.citation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names in Latin letters, where words can't be compared because the languages differ. Where nouns
 * begin with a capital too, only several such words in a row are one. What has another name in
 * another language is none: months, weekdays, titles, countries and the cities known best.
 */
final class Names {
  private static final Pattern RUN =
      Pattern.compile(
          "(?<![\\p{L}&&[^\\p{IsHan}]])\\p{Lu}[\\p{L}\\p{M}&&[^\\p{IsHan}]]*(?:[ -]\\p{Lu}[\\p{L}\\p{M}&&[^\\p{IsHan}]]*)*");
  private static final Pattern LETTERS_BEFORE = Pattern.compile("^\\P{L}*$");
  private static final Set<String> LANGUAGES_WITHOUT_CAPITAL_NOUNS = Set.of("en", "id", "zh");
  private static final Set<String> TRANSLATED =
      Set.copyOf(
          Arrays.asList(
              ("january february march april may june july august september october november december"
                      + " monday tuesday wednesday thursday friday saturday sunday"
                      + " januar februar märz mai juni juli oktober dezember ende anfang mitte"
                      + " montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag"
                      + " januari februari maret mei agustus desember"
                      + " senin selasa rabu kamis jumat sabtu minggu"
                      + " germany german germans austria austrian austrians switzerland swiss france french italy italian"
                      + " italians spain spanish poland polish denmark danish netherlands dutch belgium belgian greece greek"
                      + " greeks turkey turkish russia russian russians china chinese japan japanese england english britain"
                      + " british scotland scottish ireland irish america american americans europe european europeans"
                      + " munich cologne vienna nuremberg hanover brunswick prague warsaw rome milan venice florence geneva"
                      + " zurich lisbon brussels copenhagen moscow athens beijing bavaria bavarian saxony prussia prussian"
                      + " rhine danube"
                      + " deutschland österreich schweiz frankreich italien spanien polen dänemark niederlande belgien"
                      + " griechenland türkei russland japan großbritannien schottland irland amerika europa staaten"
                      + " münchen köln wien nürnberg braunschweig prag warschau rom mailand venedig florenz genf lissabon"
                      + " brüssel kopenhagen moskau athen peking"
                      + " jerman belanda inggris jepang prancis cina tiongkok rusia italia spanyol eropa serikat")
                  .split(" ")));

  private static final Pattern GERMAN_TITLE =
      Pattern.compile(
          "\\p{L}*(?:präsident|minister|kanzler|meister|kapitän|könig|kaiser|prinz|herzog|graf|fürst|papst|bischof"
              + "|general|professor|doktor|direktor|architekt|ingenieur|sankt|frau|herr)(?:in|s|en|es)?");

  private Names() {}

  /**
   * The words of them, lower case.
   *
   * @param language ISO 639-1, as far as it is known
   */
  static Set<String> of(String sentence, String language) {
    Set<String> names = new HashSet<>();
    Matcher run = RUN.matcher(sentence);
    while (run.find()) {
      List<String> words =
          new ArrayList<>(List.of(run.group().toLowerCase(Locale.ROOT).split("[ -]", -1)));
      boolean opens = LETTERS_BEFORE.matcher(sentence.substring(0, run.start())).matches();
      while (!words.isEmpty() && claimsNothing(words.getFirst())) {
        words.removeFirst();
        opens = false;
      }
      if (!LANGUAGES_WITHOUT_CAPITAL_NOUNS.contains(language)) {
        int from = words.size() < 2 ? words.size() : words.size() - 2;
        names.addAll(words.subList(from, words.size()));
      } else if (words.size() > 1 || !opens) {
        names.addAll(words);
      }
    }
    names.removeIf(name -> claimsNothing(name) || isTranslated(name));
    return names;
  }

  private static boolean claimsNothing(String lower) {
    return lower.length() < 2
        || FunctionWords.contains(lower)
        || FunctionWords.opens(lower)
        || (Numbers.isWord(lower) && !lower.equals("lima"))
        || Units.isOne(lower);
  }

  private static boolean isTranslated(String lower) {
    return TRANSLATED.contains(lower.replaceFirst("days$", "day"))
        || GERMAN_TITLE.matcher(lower).matches();
  }
}
