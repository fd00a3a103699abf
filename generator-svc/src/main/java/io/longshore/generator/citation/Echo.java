package io.longshore.generator.citation;

import io.longshore.generator.abstention.Language;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells a sentence that only says again what was asked from one that answers: it has the question's
 * words that carry meaning, in whatever ending, but for those that ask, and none, no number and no
 * name more. What words of a question can answer by themselves is no echo: whether something is so,
 * which of those that are named, more than another, all or none of them, before or after, one where
 * it is asked how many.
 */
public final class Echo {
  /** With the noun that is asked for: "which year", "wie viele Türme", 什么颜色. */
  private static final Pattern ASKING =
      Pattern.compile(
          "\\b(?:(?:what|which|whose|how\\s+(?:many|much)|welche[mnrs]?|wessen|wie\\s?viele?|was\\s+für(?:\\s+eine?[mnr]?)?|berapa)(?:\\s+\\p{L}+)?"
              + "|who|whom|when|where|why|how|wer|wen|wem|wann|wo|woher|wohin|womit|wodurch|woraus|worin|woran|wovon|wofür|warum|wieso|weshalb|wie"
              + "|siapa(?:kah)?|kapan(?:kah)?|mana|mengapa|kenapa|bagaimana)\\b"
              + "|(?:什么|哪[一两些几]?\\p{IsHan}?|多少|几\\p{IsHan}?)\\p{IsHan}{0,2}|谁|何[时地人处]|为何|为什么|如何|怎么|怎样|多(?=[大长久高远深重])",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern GERMAN_WHAT =
      Pattern.compile("^\\W*was\\b", Pattern.CASE_INSENSITIVE);

  /** Yes, no, or one of those that are named. */
  private static final Pattern CHOICE =
      Pattern.compile(
          "(?:(?:^|[,;:.!?])\\W{0,8}+|\\b(?:and|und)\\s+)(?:is|are|were|do|does|did|can|could|will|would|has|have|had|should|may|might|must"
              + "|ist|sind|war|waren|hat|haben|hatte|hatten|wird|werden|wurde|wurden|kann|können|konnte|konnten|soll|sollen|sollte"
              + "|darf|dürfen|durfte|muss|müssen|musste|gibt|gab|apakah|adakah)\\b"
              + "|\\b(?:or|oder|atau)\\b|还是|或|吗|是否|(\\p{IsHan})[不没]\\1",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern ENGLISH_WAS =
      Pattern.compile("(?:(?:^|[,;:.!?])\\W{0,8}+|\\band\\s+)was\\b", Pattern.CASE_INSENSITIVE);

  /** Small words that may be all of an answer. */
  private static final Pattern TELLING =
      Pattern.compile(
          "\\b(?:all|both|each|any|some|other|more|most|only|also|than|before|after|during|between|through|over|under|up|out|off"
              + "|als|daripada|vor|nach|über|unter|bis|durch|auch)\\b|[上下里内外前后都只]",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern HOW_MANY =
      Pattern.compile("\\bhow\\s+many\\b|\\bwie\\s?viele?\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern ONE =
      Pattern.compile("\\b(?:an?|eine?[mnr]?)\\b", Pattern.CASE_INSENSITIVE);

  private static final Set<String> ENDINGS =
      Set.of(
          "", "s", "es", "ed", "d", "ing", "e", "en", "n", "t", "et", "te", "ten", "st", "y", "ies",
          "ied");
  private static final int SHORTEST_STEM = 4;

  private final String question;
  private final boolean open;

  /** All of it, and what doesn't ask. */
  private final Claims asked;

  private final Claims said;

  public Echo(String question) {
    this.question = question;
    this.open = isOpen(question);
    this.asked = Claims.ofQuestion(question);
    this.said = Claims.ofQuestion(ASKING.matcher(question).replaceAll(" "));
  }

  private static boolean isOpen(String question) {
    boolean german = Language.of(question).equals("de");
    boolean asks =
        ASKING.matcher(question).find() || (german && GERMAN_WHAT.matcher(question).find());
    return asks
        && !CHOICE.matcher(question).find()
        && (german || !ENGLISH_WAS.matcher(question).find());
  }

  /** Whether a sentence is nothing but what was asked; a question may be that of any question. */
  public boolean isOne(String sentence) {
    Claims claims = Claims.of(sentence);
    return !claims.isEmpty()
        && (open || isQuestion(sentence))
        && holds(asked, claims)
        && holds(claims, said)
        && asked.links().containsAll(claims.links())
        && Negation.in(sentence) == Negation.in(question)
        && telling(question).containsAll(telling(sentence));
  }

  private static boolean isQuestion(String sentence) {
    String text = sentence.strip();
    return text.endsWith("?") || text.endsWith("？");
  }

  /** Whether all numbers and words of the others are there, of Chinese all characters. */
  private static boolean holds(Claims claims, Claims others) {
    return Numbers.missing(others.numbers(), claims.numbers()).isEmpty()
        && others.words().stream()
            .filter(word -> !Language.isHan(word))
            .allMatch(word -> claims.words().stream().anyMatch(one -> isLike(one, word)))
        && others.names().stream().filter(Language::isHan).allMatch(claims.names()::contains);
  }

  /** Not as where support is looked for: there "bakers" is like "bake", and may be the answer. */
  private static boolean isLike(String one, String other) {
    int common = 0;
    int shorter = Math.min(one.length(), other.length());
    while (common < shorter && one.charAt(common) == other.charAt(common)) {
      common++;
    }
    return one.equals(other)
        || (common >= SHORTEST_STEM
            && ENDINGS.contains(one.substring(common))
            && ENDINGS.contains(other.substring(common)));
  }

  private Set<String> telling(String text) {
    Stream<String> words = found(TELLING, text);
    return (HOW_MANY.matcher(question).find() ? Stream.concat(words, found(ONE, text)) : words)
        .collect(Collectors.toSet());
  }

  private static Stream<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .map(one -> one.toLowerCase(Locale.ROOT));
  }
}
