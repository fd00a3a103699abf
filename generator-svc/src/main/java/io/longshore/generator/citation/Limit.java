package io.longshore.generator.citation;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words that make a limit of a number, of the languages that Longshore speaks: "at least 67" is not
 * 67. Words such as "about" make none.
 */
public final class Limit {
  /** In front of the number, up to it. */
  private static final Pattern BEFORE =
      Pattern.compile(
          "(?:(?<!\\p{L})(?:at (?:least|most)|up to|(?:no |not )?(?:more|less|fewer|greater|higher|lower|earlier|later) than"
              + "|mindestens|höchstens|wenigstens|bis zu|(?:nicht )?(?:mehr|weniger|höher|niedriger|früher|später) als"
              + "|(?:paling )?(?:sedikitnya|banyaknya)|setidaknya|paling (?:sedikit|banyak)|(?:lebih|kurang) dari)\\s+(?:the |a |an )?"
              + "|至少|最少|最多|至多|超过|不超过|多于|少于|不到|不足)\\s*$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** Behind it. */
  private static final Pattern BEHIND =
      Pattern.compile(
          "^(?:\\s+(?:or|oder|atau)\\s+(?:more|less|fewer|higher|lower|earlier|later|mehr|weniger|höher|niedriger|früher|später|lebih|kurang)(?!\\p{L})"
              + "|\\s*(?:以上|以下|以内))",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** Longer than any of these with what stands between them and the number. */
  private static final int CHARS_MAX = 48;

  private static final Pattern FIRST = Pattern.compile("[\\p{Sc}\\s]*(\\p{Nd}|[\\p{L}-]+)");

  /** What counts, and is none of the words that sentences are compared by. */
  private static final Pattern COUNTS =
      Pattern.compile(
          "one|half|twice|ein(?:e[mnrs]?)?|halb\\p{L}*|satu|setengah|[一二三四五六七八九十百千万亿两半].*");

  private Limit() {}

  /**
   * Where a span begins with the words that limit the number at its beginning.
   *
   * @param start index of the span in the text, in UTF-16 units
   */
  public static int begin(String text, int start) {
    Matcher before =
        BEFORE
            .matcher(text)
            .region(Math.max(0, start - CHARS_MAX), start)
            .useTransparentBounds(true);
    return beginsWithNumber(text, start) && before.find() ? before.start() : start;
  }

  /**
   * Where it ends with such words behind a number that it is, or ends with.
   *
   * @param end index in UTF-16 units
   */
  public static int end(String text, int start, int end) {
    Matcher behind = BEHIND.matcher(text).region(end, Math.min(text.length(), end + CHARS_MAX));
    return beginsWithNumber(text, start) && behind.find() ? behind.end() : end;
  }

  private static boolean beginsWithNumber(String text, int start) {
    Matcher first = FIRST.matcher(text).region(start, Math.min(text.length(), start + CHARS_MAX));
    if (!first.lookingAt()) {
      return false;
    }
    String word = first.group(1).toLowerCase(Locale.ROOT);
    return Character.isDigit(word.codePointAt(0))
        || Numbers.isWord(word)
        || COUNTS.matcher(word).matches();
  }
}
