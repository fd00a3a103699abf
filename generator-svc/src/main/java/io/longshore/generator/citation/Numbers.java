package io.longshore.generator.citation;

import java.math.BigDecimal;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a text in one form: digits without separators of thousands, words and Han numerals
 * as digits, multiplied by the scale behind them; behind a space the unit, where one stands right
 * behind: 3,000,000,000 of "3 billion", "5 km" of "five kilometres", "30 m" of 三十米. A scale without
 * a number is one of its own: "×1000000" of "several millions".
 */
final class Numbers {
  private static final String HAN_NUMERALS = "〇零一二三四五六七八九两十百千万亿";
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<=(?<!\\p{L})[kcdm]?m)[23](?![\\p{L}\\p{Nd}])|(?<digits>\\p{Nd}+(?:[.,'’\\u00a0\\u202f]\\p{Nd}+)*)|(?<word>[\\p{L}\\p{M}&&[^\\p{IsHan}]]+)"
              + "|(?<han>["
              + HAN_NUMERALS
              + "]+)");
  private static final Pattern THOUSANDS =
      Pattern.compile("[.,'’\\u00a0\\u202f](?=\\p{Nd}{3}(?!\\p{Nd}))");
  private static final Pattern DECIMAL = Pattern.compile("\\d+(?:\\.\\d+)?");

  /** Between the parts of a number. */
  private static final Pattern GAP = Pattern.compile("[\\s\\p{Z}-]*");

  private static final Set<String> ONE = Set.of("a", "an", "one", "ein", "eine", "einer", "einem");

  /** Alone they are a hundred and a thousand, unless it is said to be several. */
  private static final Set<String> GERMAN_SCALES = Set.of("hundert", "tausend");

  private static final Set<String> SEVERAL =
      Set.of("mehrere", "einige", "paar", "viele", "wenige", "etliche", "mehreren", "einigen");
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

  private final String text;
  private final Set<String> found = new LinkedHashSet<>();

  /** The number that is read: its thousands and millions, and what a scale may multiply yet. */
  private BigDecimal total = BigDecimal.ZERO;

  private @Nullable BigDecimal open;

  /** What may be added to it in words: below ten behind tens, below a hundred behind hundreds. */
  private BigDecimal room = BigDecimal.ZERO;

  private int start;
  private int end;

  /** End of the word before that says one: "a million". */
  private int one = -1;

  /** End of the word before that says several: "mehrere hundert". */
  private int several = -1;

  /** Places of the Han numerals and units of what is found. */
  private final BitSet numerals = new BitSet();

  private final BitSet units = new BitSet();

  private Numbers(String text) {
    this.text = text;
  }

  /** Each with its unit. */
  static Set<String> of(String text) {
    return reading(text).found;
  }

  private void read() {
    Matcher token = TOKEN.matcher(text);
    while (token.find()) {
      if (token.group("digits") != null) {
        digits(token.group(), token.start(), token.end());
      } else if (token.group("word") != null) {
        word(token.group(), token.start(), token.end());
      } else if (token.group("han") != null) {
        han(token.group(), token.start(), token.end());
      }
    }
    close();
  }

  private void digits(String digits, int from, int to) {
    String number = normal(digits);
    if (isBehindHanScale(from) && DECIMAL.matcher(number).matches()) {
      add(new BigDecimal(number), to);
      return;
    }
    close();
    if (DECIMAL.matcher(number).matches()) {
      begin(new BigDecimal(number), from, to);
    } else {
      found.add(number);
    }
  }

  private void word(String written, int from, int to) {
    String word = written.toLowerCase(Locale.ROOT);
    @Nullable BigDecimal value = NumberWords.value(written);
    @Nullable BigDecimal scale = scale(word, from);
    boolean isNext = isNext(end, from);
    if (scale != null) {
      if (open == null || !isNext) {
        close();
        if (!isNext(one, from) && !(GERMAN_SCALES.contains(word) && !isNext(several, from))) {
          found.add("×" + scale.toPlainString());
          return;
        }
        begin(BigDecimal.ONE, from, to);
      }
      multiply(scale, to);
    } else if (ONE.contains(word)) {
      if (open != null && isNext && room.compareTo(BigDecimal.TEN) == 0) {
        add(BigDecimal.ONE, to);
      }
      one = to;
    } else if (SEVERAL.contains(word)) {
      several = to;
    } else if (word.equals("and")) {
      if (open != null
          && isNext
          && room.compareTo(BigDecimal.TEN) > 0
          && NumberWords.isRest(text, to, room)) {
        end = to;
      }
    } else if (value != null) {
      if (open != null && isNext && value.compareTo(room) < 0) {
        add(value, to);
      } else {
        close();
        begin(value, from, to);
        room = NumberWords.isTens(value) ? BigDecimal.TEN : BigDecimal.ZERO;
      }
    }
  }

  private @Nullable BigDecimal scale(String word, int from) {
    return word.equals("m") && open != null && end == from && Units.isMoney(text, start)
        ? NumberWords.scale("million")
        : NumberWords.scale(word);
  }

  private boolean isBehindHanScale(int from) {
    return open != null && end == from && from > 0 && "万亿".indexOf(text.charAt(from - 1)) >= 0;
  }

  private void han(String run, int from, int to) {
    int scales = open != null && isNext(end, from) ? NumberWords.leadingScales(run) : 0;
    if (run.equals("千") && scales > 0 && Units.isOfThousands(text, to)) {
      return;
    }
    if (scales > 0) {
      multiply(Objects.requireNonNull(NumberWords.hanScale(run.substring(0, scales))), to);
      numerals.set(from, to);
    }
    @Nullable BigDecimal value =
        scales == run.length() ? null : NumberWords.han(run.substring(scales));
    if (scales > 0) {
      if (value != null) {
        add(value, to);
      }
      return;
    }
    close();
    boolean single = run.length() == 1;
    if (value != null && (!single || (!run.equals("一") && Units.isCounted(text, from, to)))) {
      begin(value, from, to);
      numerals.set(from, to);
    }
  }

  private boolean isNext(int before, int from) {
    return before >= 0 && before <= from && GAP.matcher(text.substring(before, from)).matches();
  }

  private void begin(BigDecimal value, int from, int to) {
    total = BigDecimal.ZERO;
    open = value;
    room = BigDecimal.ZERO;
    start = from;
    end = to;
  }

  private void add(BigDecimal value, int to) {
    open = Objects.requireNonNull(open).add(value);
    room = NumberWords.isTens(value) ? BigDecimal.TEN : BigDecimal.ZERO;
    end = to;
  }

  private void multiply(BigDecimal scale, int to) {
    BigDecimal multiplied = Objects.requireNonNull(open).multiply(scale);
    if (scale.compareTo(THOUSAND) < 0) {
      open = multiplied;
      room = scale;
    } else {
      total = total.add(multiplied);
      open = BigDecimal.ZERO;
      room = THOUSAND;
    }
    end = to;
  }

  private void close() {
    if (open != null) {
      BigDecimal value = total.add(open);
      String plain = value.stripTrailingZeros().toPlainString();
      String unit = Units.of(text, start, end);
      found.add(unit.isEmpty() ? plain : plain + " " + unit);
      units.set(end, Units.endOfHan(text, end));
      open = null;
    }
    end = -1;
  }

  private static String normal(String token) {
    var digits = new StringBuilder();
    THOUSANDS
        .matcher(token)
        .replaceAll("")
        .codePoints()
        .forEach(c -> {
          int digit = Character.digit(c, 10);
          digits.append(digit >= 0 ? (char) ('0' + digit) : '.');
        });
    return digits.toString().replaceFirst("^0+(?=\\d)", "");
  }

  /** Whether a word is a number or its scale. */
  static boolean isWord(String word) {
    return NumberWords.value(word) != null
        || NumberWords.scale(word.toLowerCase(Locale.ROOT)) != null;
  }

  /** With spaces for Han numerals that say a number; 星期一 and 四星级 keep theirs. */
  static String withoutHan(String text) {
    return blank(text, reading(text).numerals);
  }

  /** With spaces for Han units of numbers: 千米 and 公里 are the same. */
  static String withoutHanUnits(String text) {
    return blank(text, reading(text).units);
  }

  private static Numbers reading(String text) {
    var numbers = new Numbers(text);
    numbers.read();
    return numbers;
  }

  private static String blank(String text, BitSet places) {
    var others = new StringBuilder(text);
    places.stream().forEach(at -> others.setCharAt(at, ' '));
    return others.toString();
  }

  /** Those that are not held: of another value, or of another unit where both have one. */
  static List<String> missing(Set<String> wanted, Set<String> held) {
    return wanted.stream().filter(one -> !holds(held, one)).toList();
  }

  /** A bare number is held with any unit; it holds one that no other number beside it has. */
  static boolean holds(Set<String> held, String wanted) {
    if (held.contains(wanted)) {
      return true;
    }
    int space = wanted.indexOf(' ');
    if (space < 0) {
      return held.stream().anyMatch(other -> other.startsWith(wanted + " "));
    }
    String value = wanted.substring(0, space);
    String unit = wanted.substring(space + 1);
    return held.stream()
            .anyMatch(other -> other.startsWith(value + " ") && Units.areLike(unit, unitOf(other)))
        || (held.contains(value)
            && held.stream().noneMatch(other -> Units.areLike(unit, unitOf(other))));
  }

  private static String unitOf(String number) {
    return number.substring(number.indexOf(' ') + 1);
  }
}
