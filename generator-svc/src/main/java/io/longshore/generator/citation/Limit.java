package io.longshore.generator.citation;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words that make a limit of a number, of the languages that Longshore speaks: "at least 67" is not
 * 67. Words such as "about" make none.
 */
public final class Limit {
  /** In front of the number, up to it; a negation of these is seldom written. */
  private static final Pattern BOUND =
      Pattern.compile(
          "(?:(?<!\\p{L})(?:at (?:least|most)|up to|an? (?:minimum|maximum) of|mindestens|höchstens|wenigstens|maximal|bis zu"
              + "|setidaknya|sedikitnya|paling (?:sedikit|banyak)|maksimal|minimal)\\s+(?:(?:the|an?|about|around|etwa|rund|sekitar) )?"
              + "|(?:至少|最少|最多|至多|不到|不足)约?\\s*)$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** What a negation turns round, with the one that belongs to it. */
  private static final Pattern COMPARED =
      Pattern.compile(
          "(?:(?<!\\p{L})(?:(?:no |not )?(?:more|less|fewer|greater|higher|lower|earlier|later) than"
              + "|(?:nicht )?(?:mehr|weniger|höher|niedriger|früher|später) als|(?:tidak )?(?:lebih|kurang) dari)\\s+(?:(?:the|an?) )?"
              + "|(?:不[得能应可会]?|没有?|未)?(?:超过|多于|少于|高于|低于|大于|小于)\\s*)$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** Behind it; 以上海为 is none. */
  private static final Pattern BEHIND =
      Pattern.compile(
          "^(?:\\s+(?:or|oder|atau)\\s+(?:more|less|fewer|higher|lower|earlier|later|older|younger|over|under|above|below|mehr|weniger|höher|niedriger|früher|später|älter|jünger|lebih|kurang)(?!\\p{L}|\\s+(?:than|als|dari)\\b)"
              + "|\\s*以(?:上(?!海)|下(?!列)|内(?!陆)))",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Pattern HARDLY =
      Pattern.compile("\\b(?:hardly|barely|scarcely|kaum)\\b", Pattern.CASE_INSENSITIVE);

  private static final Pattern CLAUSE_ENDS = Pattern.compile("[,.;:!?，。；：！？]");

  /** Longer than any of these with what stands between them and the number. */
  private static final int CHARS_MAX = 48;

  private static final Pattern FIRST =
      Pattern.compile("(?:[A-Z]{2,3}(?=\\p{Sc}|\\s*\\p{Nd}))?\\p{Sc}?\\s*(\\p{Nd}|[\\p{L}-]+)");

  /** What counts, and is none of the words that sentences are compared by. */
  private static final Pattern COUNTS =
      Pattern.compile(
          "one|half|twice|ein(?:e[mnrs]?)?|halb\\p{L}*|satu|setengah|[一二三四五六七八九十百千万亿两半].*");

  private Limit() {}

  /**
   * Where a span that begins with a number begins with the words that limit it. Behind another
   * negation nothing is added: "never more than five" may end in "five", not in "more than five".
   *
   * @param start index of the span in the text, in UTF-16 units
   */
  public static int begin(String text, int start) {
    int number = start;
    while (number < text.length() && Character.isWhitespace(text.charAt(number))) {
      number++;
    }
    if (!beginsWithNumber(text, number)) {
      return start;
    }
    int bound = last(BOUND, text, number);
    int compared = bound < number ? number : last(COMPARED, text, number);
    return compared < number && !isDenied(text, compared) ? compared : Math.min(start, bound);
  }

  private static int last(Pattern words, String text, int end) {
    Matcher before =
        words.matcher(text).region(Math.max(0, end - CHARS_MAX), end).useTransparentBounds(true);
    return before.find() ? before.start() : end;
  }

  private static boolean isDenied(String text, int end) {
    String further = text.substring(Math.max(0, end - CHARS_MAX), end);
    String clause = CLAUSE_ENDS.splitAsStream(further).reduce("", (_, last) -> last);
    return Negation.in(clause) || HARDLY.matcher(clause).find();
  }

  /**
   * Where a span that begins with a number ends with such words behind it, unless it is denied.
   *
   * @param end index in UTF-16 units
   */
  public static int end(String text, int start, int end) {
    Matcher behind = BEHIND.matcher(text).region(end, Math.min(text.length(), end + CHARS_MAX));
    return beginsWithNumber(text, start) && behind.find() && !isDenied(text, start)
        ? behind.end()
        : end;
  }

  private static boolean beginsWithNumber(String text, int start) {
    Matcher first = FIRST.matcher(text).region(start, Math.min(text.length(), start + CHARS_MAX));
    if (!first.lookingAt()) {
      return false;
    }
    String word = first.group(1);
    return Character.isDigit(word.codePointAt(0))
        || Numbers.isWord(word)
        || COUNTS.matcher(word.toLowerCase(Locale.ROOT)).matches();
  }
}
