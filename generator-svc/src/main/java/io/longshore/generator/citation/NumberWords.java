package io.longshore.generator.citation;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Words for numbers and their scales, of the languages that Longshore speaks; lower case. */
final class NumberWords {
  /** No number that German writes in one word is longer. */
  private static final int WORD_MAX = 60;

  private static final String DIGITS = "〇一二三四五六七八九";
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
  private static final Pattern REST =
      Pattern.compile("\\s+(?<value>\\p{L}+)(?:-\\p{L}+)?(?:[\\s-]+(?<next>\\p{L}+))?");
  private static final BigDecimal HAN_MYRIAD = BigDecimal.valueOf(10_000);

  /** "One" and its like are seldom meant as a number. */
  private static final Map<String, BigDecimal> VALUES = new HashMap<>();

  private static final Map<String, BigDecimal> SCALES = new HashMap<>();

  static {
    values(
        2,
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
            + " sixteen seventeen eighteen nineteen");
    values(
        2,
        "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn"
            + " sechzehn siebzehn achtzehn neunzehn");
    values(2, "dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas");
    var tens = List.of("twenty thirty forty fifty sixty seventy eighty ninety".split(" ", -1));
    var zehner =
        List.of("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split(" ", -1));
    var units = List.of("ein zwei drei vier fünf sechs sieben acht neun".split(" ", -1));
    for (int ten = 0; ten < tens.size(); ten++) {
      value(tens.get(ten), 10 * (ten + 2));
      value(zehner.get(ten), 10 * (ten + 2));
      for (int unit = 0; unit < units.size(); unit++) {
        value(units.get(unit) + "und" + zehner.get(ten), 10 * (ten + 2) + unit + 1);
      }
    }
    value("seratus", 100);
    value("seribu", 1000);
    value("sejuta", 1_000_000);
    scales(1, "puluh");
    scales(2, "hundred hundreds hundert hunderte ratus");
    scales(3, "thousand thousands tausend tausende ribu");
    scales(6, "million millions mn mio millionen juta");
    scales(9, "billion billions bn milliarde milliarden mrd miliar milyar");
    scales(12, "trillion trillions billionen triliun");
    SCALES.put("dozen", BigDecimal.valueOf(12));
    SCALES.put("dutzend", BigDecimal.valueOf(12));
  }

  private NumberWords() {}

  private static void values(int from, String words) {
    int value = from;
    for (String word : words.split(" ", -1)) {
      value(word, value++);
    }
  }

  private static void value(String word, int value) {
    VALUES.put(word, BigDecimal.valueOf(value));
  }

  private static void scales(int zeros, String words) {
    for (String word : words.split(" ", -1)) {
      SCALES.put(word, BigDecimal.TEN.pow(zeros));
    }
  }

  /** Of a word; Lima is a city. */
  static @Nullable BigDecimal value(String word) {
    if (word.equals("Lima")) {
      return null;
    }
    String lower = word.toLowerCase(Locale.ROOT);
    BigDecimal value = VALUES.get(lower);
    return value == null && !SCALES.containsKey(lower) ? german(lower) : value;
  }

  /** A number that German writes in one word: zweitausendfünfhundert. */
  private static @Nullable BigDecimal german(String word) {
    if (word.length() > WORD_MAX) {
      return null;
    }
    for (String scale : List.of("tausend", "hundert")) {
      int at = word.indexOf(scale);
      if (at >= 0) {
        String behind = word.substring(at + scale.length()).replaceFirst("^und(?=.)", "");
        BigDecimal times = part(word.substring(0, at), BigDecimal.ONE);
        BigDecimal rest = part(behind, BigDecimal.ZERO);
        return times == null || rest == null
            ? null
            : times.multiply(Objects.requireNonNull(SCALES.get(scale))).add(rest);
      }
    }
    return null;
  }

  private static @Nullable BigDecimal part(String word, BigDecimal empty) {
    return switch (word) {
      case "" -> empty;
      case "ein", "eins" -> BigDecimal.ONE;
      case "hundert" -> BigDecimal.valueOf(100);
      default -> value(word);
    };
  }

  static @Nullable BigDecimal scale(String lowerCase) {
    return SCALES.get(lowerCase);
  }

  /**
   * Whether the rest of a number follows an "and": "two hundred and fifty", not "and two hundred".
   *
   * @param room what the rest is less than
   */
  static boolean isRest(String text, int from, BigDecimal room) {
    Matcher rest = REST.matcher(text).region(from, text.length());
    if (!rest.lookingAt()) {
      return false;
    }
    @Nullable BigDecimal value = value(rest.group("value"));
    @Nullable String next = rest.group("next");
    @Nullable BigDecimal scale = next == null ? null : scale(next.toLowerCase(Locale.ROOT));
    return value != null
        && value.compareTo(HUNDRED) < 0
        && (scale == null || (scale.compareTo(THOUSAND) == 0 && room.compareTo(HUNDRED) == 0));
  }

  static boolean isTens(BigDecimal value) {
    return value.compareTo(BigDecimal.TEN) > 0
        && value.remainder(BigDecimal.TEN).signum() == 0
        && value.compareTo(HUNDRED) < 0;
  }

  /** Of Han numerals that say a number of their own: 三十, 一九三一; null for 万一 and its like. */
  static @Nullable BigDecimal han(String numerals) {
    if ("百千万亿".indexOf(numerals.charAt(0)) >= 0) {
      return null;
    }
    if (numerals.chars().noneMatch(c -> "十百千万亿".indexOf(c) >= 0)) {
      var digits = new StringBuilder();
      numerals.chars().forEach(c -> digits.append(digit((char) c)));
      return new BigDecimal(digits.toString());
    }
    BigDecimal total = BigDecimal.ZERO;
    long section = 0;
    long digit = 0;
    for (int i = 0; i < numerals.length(); i++) {
      char c = numerals.charAt(i);
      switch (c) {
        case '十', '百', '千' -> {
          section += Math.max(digit, 1) * hanScale(c).longValue();
          digit = 0;
        }
        case '万' -> {
          total = total.add(BigDecimal.valueOf(section + digit).multiply(HAN_MYRIAD));
          section = 0;
          digit = 0;
        }
        case '亿' -> {
          total = total.add(BigDecimal.valueOf(section + digit)).multiply(hanScale(c));
          section = 0;
          digit = 0;
        }
        default -> digit = digit(c);
      }
    }
    return total.add(BigDecimal.valueOf(section + digit));
  }

  /** What Han scales multiply a number by that stands before them in digits: 万, 百万. */
  static @Nullable BigDecimal hanScale(String numerals) {
    BigDecimal scale = BigDecimal.ONE;
    for (int i = 0; i < numerals.length(); i++) {
      char c = numerals.charAt(i);
      if ("十百千万亿".indexOf(c) < 0) {
        return null;
      }
      scale = scale.multiply(hanScale(c));
    }
    return scale;
  }

  /** How many scales stand first: two in 百万三千. */
  static int leadingScales(String numerals) {
    int scales = 0;
    while (scales < numerals.length() && "十百千万亿".indexOf(numerals.charAt(scales)) >= 0) {
      scales++;
    }
    return scales;
  }

  private static BigDecimal hanScale(char c) {
    return switch (c) {
      case '十' -> BigDecimal.TEN;
      case '百' -> BigDecimal.valueOf(100);
      case '千' -> BigDecimal.valueOf(1000);
      case '万' -> HAN_MYRIAD;
      default -> HAN_MYRIAD.pow(2);
    };
  }

  private static int digit(char c) {
    return switch (c) {
      case '零' -> 0;
      case '两' -> 2;
      default -> DIGITS.indexOf(c);
    };
  }
}
