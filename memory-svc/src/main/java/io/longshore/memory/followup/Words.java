package io.longshore.memory.followup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The words of a question, and which of them say what it is about. */
final class Words {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:[-'’.&][\\p{L}\\p{N}]+)*");
  private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
  private static final Pattern CHINESE_FUNCTION =
      Pattern.compile(
          "为什么|什么时候|什么|哪里|哪些|哪个|哪|谁|多少|怎么样|怎么|如何|何时|为何|是否|有没有|请问|告诉我|可以|吗|呢|吧|的|了|是|在|有|和|与|几|[\\p{P}\\p{S}\\s]");

  private static final Language ENGLISH =
      Language.of(
          """
          a an the of in on at to for from by with about as into onto over under and or but so if then than that this these
          those it its it's he she they him her them his hers their theirs is are was were be been being am isn't aren't wasn't
          weren't do does did done doing don't doesn't didn't have has had having can can't could couldn't will would shall
          should may might must what what's which who who's whom whose when where why how many much long often far more most
          also too else other another there here i i'm me my mine we our us you your not no yes any some all such each every
          just only really exactly please tell explain give me say said ok okay thanks thank well oh like get got\
          """);
  private static final Language GERMAN =
      Language.of(
          """
          der die das den dem des ein eine einen einem einer eines und oder aber denn wenn dann als wie was wer wen wem wessen
          wo wohin woher wann warum wieso weshalb welche welcher welches welchen welchem viel viele lange oft ist sind war waren
          sei wird werden wurde wurden worden hat haben hatte hatten kann können konnte konnten muss müssen soll sollte darf
          in im an am auf aus von vom für bei nach über unter zu zum zur mit seit vor bis durch gegen um er sie es ihn ihm ihr
          ihre ihren ihrem ihrer seine seinen seinem seiner dieser diese dieses diesem diesen deren dessen davon dafür darüber
          dabei dort da hier nicht kein keine auch noch nur sehr mehr ich wir uns mich mir man bitte sich gibt gab\
          """);
  private static final Language INDONESIAN =
      Language.of(
          """
          apa apakah siapa kapan di mana dimana ke dari mengapa kenapa bagaimana berapa yang dan atau tetapi tapi dengan untuk
          pada oleh dalam adalah ialah merupakan itu ini tersebut dia ia mereka beliau nya tidak bukan juga ada akan sudah telah
          sedang bisa dapat harus sebagai saja lagi lalu kalau jika para sang si tahun saya kami kita anda sana sini tolong\
          """);

  private Words() {}

  static List<String> of(String text) {
    return WORD.matcher(text).results().map(MatchResult::group).toList();
  }

  static String folded(String word) {
    return word.toLowerCase(Locale.ROOT).replace('’', '\'');
  }

  /** The words that say what the question is about, in their order. */
  static List<String> content(String text) {
    if (isChinese(text)) {
      List<String> parts = new ArrayList<>();
      for (String part : CHINESE_FUNCTION.split(text)) {
        if (!part.isBlank()) {
          parts.add(part);
        }
      }
      return parts;
    }
    Language language = languageOf(text);
    return of(text).stream()
        .filter(word -> !language.functionWords.contains(folded(word)))
        .toList();
  }

  static boolean isChinese(String text) {
    return HAN.matcher(text).find();
  }

  static boolean isGerman(String text) {
    return languageOf(text).equals(GERMAN);
  }

  static boolean isIndonesian(String text) {
    return languageOf(text).equals(INDONESIAN);
  }

  static boolean isFunctionWord(String word, String text) {
    return languageOf(text).functionWords.contains(folded(word));
  }

  /** The one that most words of the text belong to; English when none is ahead. */
  private static Language languageOf(String text) {
    List<String> words = of(text).stream().map(Words::folded).toList();
    Language best = ENGLISH;
    for (Language language : List.of(GERMAN, INDONESIAN)) {
      if (language.count(words) > best.count(words)) {
        best = language;
      }
    }
    return best;
  }

  /**
   * A language.
   *
   * @param functionWords the words that say how things belong together, not what they are about
   */
  private record Language(Set<String> functionWords) {
    static Language of(String words) {
      return new Language(Set.copyOf(List.of(words.strip().split("\\s+"))));
    }

    long count(List<String> words) {
      return words.stream().filter(functionWords::contains).count();
    }
  }
}
