package io.longshore.generator.citation;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Units that stand right behind a number, in one form: km of kilometres and 公里. */
final class Units {
  private static final Map<String, String> WORDS = new HashMap<>();

  static {
    unit("m", "metre metres meter metern 米");
    unit("km", "kilometre kilometres kilometer kilometers kilometern 公里 千米");
    unit("cm", "centimetre centimetres centimeter centimeters zentimeter 厘米");
    unit("mm", "millimetre millimetres millimeter millimeters 毫米");
    unit("mile", "miles meile meilen mil 英里");
    unit("foot", "feet ft fuß 英尺");
    unit("inch", "inches zoll 英寸");
    unit("yard", "yards");
    unit("acre", "acres");
    unit("m²", "quadratmeter 平方米");
    unit("km²", "quadratkilometer 平方公里 平方千米");
    unit("m³", "kubikmeter 立方米");
    unit("ha", "hectare hectares hektar 公顷");
    unit("g", "gram grams gramm 克");
    unit("mg", "milligram milligrams milligramm 毫克");
    unit("kg", "kilogram kilograms kilo kilos kilogramm 公斤 千克");
    unit("t", "ton tons tonne tonnes tonnen 吨");
    unit("l", "litre litres liter liters litern 升");
    unit("ml", "millilitre millilitres milliliter milliliters 毫升");
    unit("pound", "pounds lb lbs pfund £ 英镑 磅");
    unit("dollar", "dollars $ usd 美元");
    unit("euro", "euros € eur 欧元");
    unit("yuan", "¥ rmb 元");
    unit("rupiah", "rp");
    unit("second", "seconds sekunde sekunden detik 秒");
    unit("minute", "minutes minuten min menit 分钟");
    unit("hour", "hours h stunde stunden jam 小时");
    unit("day", "days tag tage tagen hari 天");
    unit("week", "weeks woche wochen minggu 周 星期");
    unit("month", "months monat monate monaten bulan 个月");
    unit("year", "years jahr jahre jahren tahun 年");
    unit("decade", "decades jahrzehnt jahrzehnte jahrzehnten dekade");
    unit("century", "centuries jahrhundert jahrhunderte jahrhunderten abad 世纪");
    unit("%", "％ percent prozent persen");
    WORDS.put("per cent", "%");
    unit("°c", "摄氏度");
    unit("°", "degree degrees grad derajat 度");
    unit("kb", "kilobyte kilobytes");
    unit("mb", "megabyte megabytes");
    unit("gb", "gigabyte gigabytes");
    unit("tb", "terabyte terabytes");
    unit("w", "watt watts 瓦");
    unit("kw", "kilowatt kilowatts 千瓦");
    unit("mw", "megawatt megawatts 兆瓦");
    unit("hz", "hertz 赫兹");
    unit("mph", "mph");
    unit("knot", "knots knoten 节");
  }

  /** Han words that count, behind which a single numeral is a number. */
  private static final String COUNTS = "月|日|号|岁|个|名|位|座|条|次|人|只|本|层|楼|倍|种|部|所|家|艘|列|页|章";

  /** Characters before a unit among which its number is looked for. */
  private static final int BEFORE_MAX = 40;

  /** A number or a word at the end of a text. */
  private static final Pattern NUMBER =
      Pattern.compile("(?:\\p{Nd}|(?<!\\p{L})(?<word>\\p{L}+))[\\s\\p{Z}-]*$");

  private static final Pattern BEHIND =
      Pattern.compile(
          "[\\s\\p{Z}-]*+(?:(?:°|degrees?|grad)\\s*(?<scale>[cf])(?:elsius|ahrenheit)?\\b"
              + "|(?<power>square\\s|sq\\s|cubic\\s)?\\s*+(?<word>per cent\\b|[%％°£$€¥]|[\\p{L}&&[^\\p{IsHan}]]+|个?(?:"
              + han()
              + "))(?<square>[²³]|(?<=[kcdm]m|[\\s\\p{Nd}]m)[23](?![\\p{L}\\p{Nd}]))?"
              + "(?<speed>\\s?/\\s?h\\b|\\s(?:per hour|an hour|pro Stunde|per jam)\\b)?)",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern COUNTED =
      Pattern.compile("[\\s\\p{Z}]*+(?:个?(?:" + han() + ")|" + COUNTS + ")");
  private static final Pattern HAN = Pattern.compile("个?(?:" + han() + ")");
  private static final Pattern BEFORE =
      Pattern.compile("(?:(?<money>[£$€¥])|(?<celsius>摄氏)|百分之)[\\s\\p{Z}]?$");

  private Units() {}

  private static void unit(String form, String words) {
    WORDS.put(form, form);
    for (String word : words.split(" ", -1)) {
      WORDS.put(word, form);
    }
  }

  /** The longest first. */
  private static String han() {
    return WORDS.keySet().stream()
        .filter(word -> Character.isIdeographic(word.codePointAt(0)))
        .sorted(Comparator.comparingInt(String::length).reversed())
        .collect(Collectors.joining("|"));
  }

  static boolean isOne(String lowerCase) {
    return WORDS.containsKey(lowerCase);
  }

  /** Whether a word is the unit of the number that it stands right behind. */
  static boolean isOfNumber(String text, MatchResult word) {
    return isOne(word.group().toLowerCase(Locale.ROOT))
        && NUMBER
            .matcher(text.substring(Math.max(0, word.start() - BEFORE_MAX), word.start()))
            .results()
            .anyMatch(end -> end.group("word") == null || Numbers.isWord(end.group("word")));
  }

  /**
   * The unit of a number; empty when it has none.
   *
   * @param start of the number
   * @param end behind it
   */
  static String of(String text, int start, int end) {
    Matcher before = BEFORE.matcher(text.substring(0, start));
    if (before.find()) {
      return before.group("celsius") != null
          ? "°c"
          : before.group("money") == null ? "%" : WORDS.getOrDefault(before.group("money"), "");
    }
    Matcher behind = BEHIND.matcher(text).region(end, text.length());
    if (!behind.lookingAt()) {
      return "";
    }
    if (behind.group("scale") != null) {
      return "°" + behind.group("scale").toLowerCase(Locale.ROOT);
    }
    String word = behind.group("word").toLowerCase(Locale.ROOT);
    String unit = WORDS.getOrDefault(word, WORDS.getOrDefault(word.replaceFirst("^个", ""), ""));
    if (behind.group("speed") != null && (unit.equals("mile") || unit.equals("km"))) {
      return unit.equals("km") ? "km/h" : "mph";
    }
    return unit.isEmpty() ? "" : unit + power(behind);
  }

  private static String power(Matcher behind) {
    if (behind.group("square") != null) {
      return behind.group("square").replace('2', '²').replace('3', '³');
    }
    String power = behind.group("power");
    return power == null ? "" : power.toLowerCase(Locale.ROOT).startsWith("c") ? "³" : "²";
  }

  /** Where a unit in Han script ends that begins there. */
  static int endOfHan(String text, int start) {
    Matcher unit = HAN.matcher(text).region(start, text.length());
    return unit.lookingAt() ? unit.end() : start;
  }

  /** Whether 千 before that place belongs to the unit: 千米, 千克, 千瓦. */
  static boolean isOfThousands(String text, int at) {
    return at < text.length() && "米克瓦".indexOf(text.charAt(at)) >= 0;
  }

  /** Whether a number that begins there is of money: "$5m" are millions. */
  static boolean isMoney(String text, int start) {
    Matcher before = BEFORE.matcher(text.substring(0, start));
    return before.find() && before.group("money") != null;
  }

  /** Whether two units may be the same, as degrees are that say no scale. */
  static boolean areLike(String one, String other) {
    return one.equals(other)
        || (one.equals("°") && other.startsWith("°"))
        || (other.equals("°") && one.startsWith("°"));
  }

  /** Whether a Han numeral that ends there counts something. */
  static boolean isCounted(String text, int start, int end) {
    return text.substring(0, start).endsWith("百分之")
        || COUNTED.matcher(text).region(end, text.length()).lookingAt();
  }
}
