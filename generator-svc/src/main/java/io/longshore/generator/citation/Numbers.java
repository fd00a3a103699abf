package io.longshore.generator.citation;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
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
          "(?<digits>\\p{Nd}+(?:[.,'’\\u00a0\\u202f]\\p{Nd}+)*)|(?<word>[\\p{L}\\p{M}&&[^\\p{IsHan}]]+)"
              + "|(?<han>["
              + HAN_NUMERALS
              + "]+)");
  private static final Pattern THOUSANDS =
      Pattern.compile("[.,'’\\u00a0\\u202f](?=\\p{Nd}{3}(?!\\p{Nd}))");
  private static final Pattern DECIMAL = Pattern.compile("\\d+(?:\\.\\d+)?");

  /** Between the parts of a number. */
  private static final Pattern GAP = Pattern.compile("[\\s\\p{Z}-]*");

  /** A number or a word at the end of a text. */
  private static final Pattern END = Pattern.compile("(?:\\p{Nd}|(?<word>\\p{L}+))[\\s\\p{Z}-]*$");

  private static final Set<String> ONE = Set.of("a", "an", "one", "ein", "eine", "einer", "einem");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
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

  private Numbers(String text) {
    this.text = text;
  }

  /** Each with its unit. */
  static Set<String> of(String text) {
    var numbers = new Numbers(text);
    numbers.read();
    return numbers.found;
  }

  private void read() {
    Matcher token = TOKEN.matcher(text);
    while (token.find()) {
      if (token.group("digits") != null) {
        digits(token.group(), token.start(), token.end());
      } else if (token.group("word") != null) {
        word(token.group().toLowerCase(Locale.ROOT), token.start(), token.end());
      } else {
        han(token.group(), token.start(), token.end());
      }
    }
    close();
  }

  private void digits(String digits, int from, int to) {
    close();
    String number = normal(digits);
    if (DECIMAL.matcher(number).matches()) {
      begin(new BigDecimal(number), from, to);
    } else {
      found.add(number);
    }
  }

  private void word(String word, int from, int to) {
    @Nullable BigDecimal value = NumberWords.value(word);
    @Nullable BigDecimal scale = NumberWords.scale(word);
    boolean isNext = isNext(end, from);
    if (scale != null) {
      if (open == null || !isNext) {
        close();
        if (!isNext(one, from)) {
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
    } else if (value != null) {
      if (open != null && isNext && value.compareTo(room) < 0) {
        add(value, to);
      } else {
        close();
        begin(value, from, to);
        room = isTens(value) ? BigDecimal.TEN : BigDecimal.ZERO;
      }
    }
  }

  private static boolean isTens(BigDecimal value) {
    return value.compareTo(BigDecimal.TEN) > 0
        && value.remainder(BigDecimal.TEN).signum() == 0
        && value.compareTo(HUNDRED) < 0;
  }

  private void han(String numerals, int from, int to) {
    @Nullable BigDecimal scale = NumberWords.hanScale(numerals);
    if (scale != null && open != null && isNext(end, from)) {
      multiply(scale, to);
      return;
    }
    close();
    @Nullable BigDecimal value = NumberWords.han(numerals);
    boolean single = numerals.length() == 1;
    if (value != null && (!single || (!numerals.equals("一") && Units.isCounted(text, from, to)))) {
      begin(value, from, to);
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
    room = isTens(value) ? BigDecimal.TEN : BigDecimal.ZERO;
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
  static boolean isWord(String lowerCase) {
    return NumberWords.value(lowerCase) != null || NumberWords.scale(lowerCase) != null;
  }

  /** Whether a word is the unit of the number that it stands right behind. */
  static boolean isUnit(String text, MatchResult word) {
    return Units.isOne(word.group().toLowerCase(Locale.ROOT))
        && END.matcher(text.substring(0, word.start()))
            .results()
            .anyMatch(end ->
                end.group("word") == null || isWord(end.group("word").toLowerCase(Locale.ROOT)));
  }

  /** Whether a Han character is a numeral. */
  static boolean isHan(int character) {
    return HAN_NUMERALS.indexOf(character) >= 0;
  }

  /** What stands between the numerals of a Han text. */
  static List<String> withoutHan(String han) {
    return Arrays.stream(han.split("[" + HAN_NUMERALS + "]+", -1))
        .filter(part -> !part.isEmpty())
        .toList();
  }

  /** Those that are not held: of another value, or of another unit where both have one. */
  static List<String> missing(Set<String> wanted, Set<String> held) {
    return wanted.stream().filter(one -> !holds(held, one)).toList();
  }

  static boolean holds(Set<String> held, String wanted) {
    if (held.contains(wanted)) {
      return true;
    }
    int unit = wanted.indexOf(' ');
    return unit < 0
        ? held.stream().anyMatch(other -> other.startsWith(wanted + " "))
        : held.contains(wanted.substring(0, unit));
  }
}
