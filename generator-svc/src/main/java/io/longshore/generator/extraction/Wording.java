package io.longshore.generator.extraction;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What can be told from the wording of a sentence. Questions may be long and hostile: no expression
 * may read any part of one more than a few times.
 */
public final class Wording {
  private static final int FRAGMENT_CHARS_MAX = 60;
  private static final int FRAGMENT_HAN_CHARS_MAX = 15;
  private static final double SAME_SHARE = 0.8;

  private static final Pattern ENDS =
      Pattern.compile(".*[.!?。！？…:：;；][\"'”’」』)\\]]*$", Pattern.DOTALL);
  private static final Pattern ASKS = Pattern.compile(".*[?？][\"'”’」』)\\]]*$", Pattern.DOTALL);
  private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
  private static final Pattern ANAPHOR =
      Pattern.compile(
          "^[\"“‘'(]*(?:(?i:(?:but|and|then|so|aber|und|dann|tetapi|lalu)\\s+)?"
              + "(?i:he|she|it|they|this|these|those|that|his|her|its|their|such|er|sie|es|dies|diese|dieser|dieses"
              + "|sein|seine|ihr|ihre|dabei|dazu|dadurch|dia|ia|mereka|beliau|ini|itu|hal\\s+(?:ini|itu)|tersebut)\\b"
              + "|他|她|它|这|那|该|此|其(?!他))");

  private static final Pattern ASKS_FOR_A_NUMBER =
      Pattern.compile(
          "\\b(?:how\\s+(?:many|much|long|old|tall|far|large|big|high|often)|when|(?:what|which)\\s+(?:year|date|percentage|number)"
              + "|wie\\s?viele?|wann|wie\\s+(?:lange|hoch|alt|groß|weit|oft)|berapa|kapan)\\b"
              + "|多少|几|何时|哪一?年|什么时候|多大|多长|多久|多高",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NUMBER =
      Pattern.compile(
          "\\p{Nd}|[一二三四五六七八九十百千万亿]{2,}"
              + "|\\b(?:two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|million|billion"
              + "|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern FIGURE = Pattern.compile("\\p{Nd}+(?:[.,:]\\p{Nd}+)*");

  /** Where a sentence that tells somebody to do something begins. */
  private static final String BIDS =
      "(?:^|[.!?:;]\\s)\\W{0,8}+(?:please,?\\s+|bitte\\s+|(?:can|could|would|will)\\s+you\\s+(?:please\\s+)?)?";

  /** German singulars that end as plurals do. */
  private static final String SINGULAR =
      "\\p{L}*(?:ion|zahl|farbe|form|größe|höhe|länge|rolle|sprache|strafe|aufgabe|nummer|person|temperatur)\\s";

  /** Behind a verb: somebody else does it, and what is asked for may be one thing. */
  private static final String OTHER_SUBJECT =
      "\\s+(?:die|diese|sie|wir|ihre?|alle|viele|einige|beide|manche|zwei|drei|vier)\\b";

  /**
   * Nouns before "are" tell that there are several; German ones by their vowels (Länder) or by
   * their verb (Städte liegen), and not beside a singular one: "Welche Werke schrieb Kafka?"
   */
  private static final Pattern ASKS_FOR_SEVERAL =
      Pattern.compile(
          "\\b(?:what|which)\\s+(?:(?:(?!of\\b)\\p{L}+\\s+){0,2}(?:\\p{L}*[^\\Wsiu]s|people|men|women|children|species)\\s+)?(?:are|were)\\b"
              + "|\\bwho\\s+(?:are|were)\\s+(?:all|the|those)\\b|\\bwhy\\b|\\bhow\\s+(?:do|does|did|can)\\b"
              + "|"
              + BIDS
              + "(?:name(?!\\s+(?:of|an?|one)\\b)|list|describe|explain)\\b"
              + "|\\b(?:was|wer|welches?)\\s+(?:sind|waren)\\b|\\b(?:warum|wieso|weshalb)\\b"
              + "|\\bwelche\\s+(?:\\p{L}+en\\b|\\p{L}*[äöü]u?[^\\Waeiouyäöü]+er\\b|beiden|zwei|drei|vier|fünf)"
              + "|(?:^|[.!?:;]\\s)\\W{0,8}+welche\\s+(?!"
              + SINGULAR
              + ")(?-i:(?:\\p{Ll}+\\s+)?\\p{Lu}\\p{L}*[elnrs]\\s+(?!neben|gegen|zwischen|wegen|[dks]?einen|jeden|diesen)\\p{Ll}{2,}(?:en|ern|eln)\\b)(?!"
              + OTHER_SUBJECT
              + ")"
              + "|\\bwelche\\s+(?:\\p{L}+\\s+)?(?!"
              + SINGULAR
              + ")\\p{L}*[elnrs]\\s+(?:sind|waren|haben|hatten|werden|wurden|können|konnten|gibt\\s+es|gab\\s+es)\\b"
              + "|"
              + BIDS
              + "(?:nenne?(?!\\s+eine?n?\\b)|nennen\\s+sie|zähle?|zählen\\s+sie|beschreiben?|erklären?)\\b"
              + "|\\b(?:apa\\s+saja|mengapa|kenapa|bagaimana|sebutkan|jelaskan)\\b"
              + "|哪些|哪几|为什么|为何|(?:如何|怎么|怎样)(?!称呼|叫|命名)|(?:^|[。！？])请?(?:列出|列举|说明(?!书)|描述)",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

  /** A question word behind "and", or two questions in one. */
  private static final Pattern HAS_PARTS =
      Pattern.compile(
          "\\b(?:and|or|und|sowie|dan|serta)\\s+(?:\\p{L}+\\s+)?(?:who|whom|what|when|where|which|why|how|wer|wen|was|wann|wo|welche\\p{L}*|warum|wie|siapa|apa|kapan|mana|mengapa|bagaimana|berapa)\\b"
              + "|[?？][^?？\\p{L}]*+\\p{L}[^?？]*+[?？]"
              + "|(?:和|以及|并且|，).{0,200}?(?:什么|谁|何时|哪|多少|几|为什么|如何)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern ASKS_IN_CHINESE = Pattern.compile("什么|谁|何时|哪|多少|几|为什么|如何");

  private Wording() {}

  /** Whether several things are asked for, one after the other. */
  public static boolean hasParts(String question) {
    return HAS_PARTS.matcher(question).find()
        && (!HAN.matcher(question).find()
            || ASKS_IN_CHINESE.matcher(question).results().count() > 1);
  }

  /** Whether the answer seldom stands in one place: a list, reasons, a description. */
  public static boolean asksForSeveral(String question) {
    return ASKS_FOR_SEVERAL.matcher(question).find();
  }

  static boolean asksForANumber(String question) {
    return ASKS_FOR_A_NUMBER.matcher(question).find();
  }

  static boolean holdsANumber(String sentence) {
    return NUMBER.matcher(sentence).find();
  }

  /** The figures in a text as they are written: years, counts, versions. */
  static Set<String> figures(String text) {
    return FIGURE.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  static boolean isQuestion(String sentence) {
    return ASKS.matcher(sentence.strip()).matches();
  }

  /** A heading, a label, a cell: short and without an end. */
  static boolean isFragment(String sentence) {
    String text = sentence.strip();
    int most = HAN.matcher(text).find() ? FRAGMENT_HAN_CHARS_MAX : FRAGMENT_CHARS_MAX;
    return text.length() <= most && !ENDS.matcher(text).matches();
  }

  /** Whether it starts with a word for something that was said before. */
  static boolean startsWithAnaphor(String sentence) {
    return ANAPHOR.matcher(sentence.strip()).find();
  }

  /** Whether nearly all words of the shorter one stand in the other. */
  static boolean saysTheSame(String a, String b) {
    Set<String> words = Lexical.words(a);
    Set<String> others = Lexical.words(b);
    int shorter = Math.min(words.size(), others.size());
    Set<String> common = new HashSet<>(words);
    common.retainAll(others);
    return shorter == 0 ? a.equals(b) : common.size() >= SAME_SHARE * shorter;
  }
}
