package io.longshore.memory.followup;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether and how a question leans on what was said before. */
sealed interface Leaning {
  /** It stands alone. */
  record Not() implements Leaning {}

  /** It has no topic of its own: a bare question word, or a pronoun for something said before. */
  record OnTopic() implements Leaning {}

  /**
   * It names only what is different.
   *
   * @param rest what is left without the cue, such as {@code in 2019}
   */
  record Fragment(String rest) implements Leaning {}

  /** A question with more content than this has a topic of its own, whatever its pronouns. */
  int ANAPHOR_CONTENT_MAX = 3;

  int FRAGMENT_WORDS_MAX = 6;

  Pattern STRONG_CUE =
      Pattern.compile(
          "^(?:(?:ok(?:ay)?|and|but|so|then|und|aber|dan|tapi|lalu)[,.]?\\s+)*(?:what\\s+about|how\\s+about|what\\s+of"
              + "|was\\s+ist\\s+mit|wie\\s+(?:ist|steht|sieht)\\s+es\\s+(?:aus\\s+)?(?:mit|bei)|bagaimana\\s+(?:dengan|kalau))"
              + "\\s+(.+?)(?:\\s+aus)?$",
          Pattern.CASE_INSENSITIVE);
  Pattern WEAK_CUE =
      Pattern.compile(
          "^(?:and|und|dan|lalu|kalau|but|or|aber|oder|atau)\\s+(?:for\\s+example\\s+)?(.+)$",
          Pattern.CASE_INSENSITIVE);
  Pattern ONLY_WHEN =
      Pattern.compile(
          "^((?:in|im|during|since|before|after|by|until|seit|vor|nach|bis|pada|sejak|tahun)\\s+(?:the\\s+year\\s+|dem\\s+Jahr\\s+|Jahr\\s+|tahun\\s+)?[12]\\d{3}s?|[12]\\d{3})$",
          Pattern.CASE_INSENSITIVE);
  Pattern CHINESE_FRAGMENT = Pattern.compile("^(?:那么|那|还有|而)?(.{1,12}?)呢$");
  Pattern CHINESE_QUESTION_WORD = Pattern.compile("什么|谁|哪|多少|几|为何|怎|如何|是否|吗");
  Pattern CHINESE_PRONOUN =
      Pattern.compile("^(?:那|那么|为什么|什么时候|谁是?|在)?(?<!其)(?:他们|她们|它们|他|她|它|这个|那个|这些|那些)");
  int CHINESE_ANAPHOR_CHARS_MAX = 14;

  /** The subject right after the first auxiliary: nothing before it can be what it stands for. */
  Pattern SUBJECT_AFTER_AUXILIARY =
      Pattern.compile(
          "^(?:and\\s+|so\\s+|but\\s+)?(?:what|which|how|when|where|why|who|whom)(?:\\s+[\\p{L}-]+){0,3}?\\s+"
              + "(?:do|does|did|is|was|are|were|has|have|had|can|could|will|would|should)\\s+(?:he|she|it|they)\\b.*");

  Pattern EXPLETIVE =
      Pattern.compile(
          ".*(?:\\bit(?:\\s+\\p{L}+){0,3}\\s+(?:to|that|if|for|when|like)\\b|time\\s+is\\s+it\\b|\\bit\\s+\\p{L}+ing\\b|\\b(?:gibt|gab|geht|ging)\\s+es\\b|\\bes\\s+(?:gibt|gab)\\b).*");

  Set<String> BARE =
      Set.of(
          "why",
          "why not",
          "why so",
          "why is that",
          "why was that",
          "how",
          "how so",
          "how come",
          "when",
          "where",
          "who",
          "who else",
          "how many",
          "how much",
          "how long",
          "how often",
          "since when",
          "until when",
          "which one",
          "which ones",
          "for example",
          "for instance",
          "such as",
          "like what",
          "like who",
          "what else",
          "anything else",
          "any others",
          "any examples",
          "tell me more",
          "more",
          "more details",
          "go on",
          "in what way",
          "by whom",
          "with whom",
          "what for",
          "warum",
          "warum nicht",
          "wieso",
          "weshalb",
          "wie",
          "wann",
          "wo",
          "wer",
          "wer noch",
          "wie viele",
          "wie viel",
          "wie lange",
          "seit wann",
          "bis wann",
          "zum beispiel",
          "was noch",
          "welche",
          "inwiefern",
          "womit",
          "wozu",
          "mehr dazu",
          "mengapa",
          "kenapa",
          "mengapa tidak",
          "kapan",
          "di mana",
          "dimana",
          "siapa",
          "siapa lagi",
          "berapa",
          "berapa lama",
          "bagaimana",
          "contohnya",
          "apa lagi",
          "sejak kapan",
          "为什么",
          "为何",
          "为什么呢",
          "什么时候",
          "何时",
          "在哪里",
          "在哪",
          "哪里",
          "谁",
          "怎么样",
          "怎么做",
          "多少",
          "多久",
          "还有呢",
          "还有什么",
          "例如",
          "比如");

  Set<String> PRONOUNS =
      Set.of(
          "he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "theirs", "this",
          "these", "those", "er", "sie", "es", "ihn", "ihm", "ihre", "ihren", "ihrem", "ihrer",
          "seine", "seinen", "seinem", "seiner", "dieser", "diese", "dieses", "diesem", "diesen",
          "deren", "dessen", "davon", "dafür", "darüber", "dabei", "dia", "ia", "mereka", "beliau");

  Set<String> ONLY_AT_THE_END = Set.of("that", "there", "das", "dort", "itu", "tersebut", "sana");
  Set<String> BE = Set.of("is", "are", "was", "were", "be", "been");

  static Leaning of(String question) {
    String text = question.strip().replaceFirst("[\\s?？!！.。…]+$", "");
    String lower = text.toLowerCase(Locale.ROOT);
    if (BARE.contains(
        lower.replaceFirst("^(?:and|but|so|und|aber|dan|tapi|lalu|那|那么)[,，]?\\s*", ""))) {
      return new OnTopic();
    }
    if (Words.isChinese(text)) {
      return ofChinese(text);
    }
    Matcher strong = STRONG_CUE.matcher(text);
    if (strong.matches() && Words.of(strong.group(1)).size() <= FRAGMENT_WORDS_MAX) {
      return new Fragment(strong.group(1));
    }
    Matcher when = ONLY_WHEN.matcher(text);
    if (when.matches()) {
      return new Fragment(text);
    }
    Matcher weak = WEAK_CUE.matcher(text);
    if (weak.matches() && Slots.isSlot(weak.group(1))) {
      return new Fragment(weak.group(1));
    }
    return isAnaphoric(text, lower) ? new OnTopic() : new Not();
  }

  private static Leaning ofChinese(String text) {
    Matcher fragment = CHINESE_FRAGMENT.matcher(text);
    if (fragment.matches() && !CHINESE_QUESTION_WORD.matcher(fragment.group(1)).find()) {
      return new Fragment(fragment.group(1));
    }
    boolean pronoun =
        text.length() <= CHINESE_ANAPHOR_CHARS_MAX && CHINESE_PRONOUN.matcher(text).find();
    return pronoun ? new OnTopic() : new Not();
  }

  private static boolean isAnaphoric(String text, String lower) {
    List<String> words = Words.of(text);
    if (Words.content(text).size() > ANAPHOR_CONTENT_MAX || EXPLETIVE.matcher(lower).matches()) {
      return false;
    }
    if (SUBJECT_AFTER_AUXILIARY.matcher(lower).matches()) {
      return true;
    }
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      // A capital in the middle is German's polite address or a name, never a pronoun for a thing.
      boolean lowerCase = Character.isLowerCase(word.codePointAt(0)) || i == 0;
      String folded = Words.folded(word);
      if (lowerCase && PRONOUNS.contains(folded)) {
        return true;
      }
      boolean last = i == words.size() - 1;
      if (last && i > 0 && ONLY_AT_THE_END.contains(folded)) {
        return !folded.equals("there") || !BE.contains(Words.folded(words.get(i - 1)));
      }
      if (!Words.isFunctionWord(word, text)) {
        return last && isPossessed(text, words);
      }
    }
    return false;
  }

  /** Indonesian "presidennya": the suffix points back when nothing else is named. */
  private static boolean isPossessed(String text, List<String> words) {
    String last = Words.folded(words.getLast());
    return words.size() <= 4
        && last.length() > 6
        && last.endsWith("nya")
        && Words.isIndonesian(text);
  }
}
