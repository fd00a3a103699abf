package io.longshore.generator.citation;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words that say that something is not so, of the languages that Longshore speaks. */
final class Negation {
  /** In Chinese not where the character is a part of another word. */
  private static final Pattern WORD =
      Pattern.compile(
          "\\b(?:not(?!\\s+only)|never|no(?!\\.\\s*\\p{Nd})|none|nobody|nothing|neither|nor|cannot|without"
              + "|nicht(?!\\s+nur)|nie|niemals|kein\\p{L}*|ohne|weder|niemand|tidak|bukan|belum|tanpa|jangan)\\b"
              + "|n['’]t\\b|(?<!差)不(?!得不|列颠|锈钢|[仅同久断丹少过管论止但])|(?<![沉淹埋吞得])没(?![收落])|未(?!来)"
              + "|(?<![南北东西中])非(?![洲常]|物质)|无(?![线锡数论])",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern ANSWER =
      Pattern.compile("\\P{L}*(?:no|tidak|bukan|不|不是|没有)\\P{L}*", Pattern.CASE_INSENSITIVE);

  private Negation() {}

  static boolean in(String text) {
    return start(text).isPresent();
  }

  static OptionalInt start(String text) {
    Matcher word = WORD.matcher(text);
    return word.find() ? OptionalInt.of(word.start()) : OptionalInt.empty();
  }

  /** Whether a clause only answers with no. */
  static boolean isAnswer(String clause) {
    return ANSWER.matcher(clause).matches();
  }
}
