package io.longshore.generator.citation;

import io.longshore.contracts.text.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells sentences of documents that speak to a model from those that speak to a reader. A model's
 * statement never rests on the former; the documents' own sentences may quote them. It knows the
 * usual wordings of a dozen languages and no others: it is the second line behind the rule that
 * nothing is said that no quote supports, not the first.
 */
public final class Instructions {
  /**
   * The beginning of a sentence, or of a line that doesn't go on with one: there may be a mark
   * ([NOTE]) before it.
   */
  private static final String FIRST =
      "(?:^|(?-i:(?<=\\n)(?=\\P{L}{0,60}\\p{Lu})))[\\W&&[^\\[]]{0,60}+(?:\\[[^\\]\\n]{1,40}\\]\\W{0,60}+|\\W{0,8}+)";

  /** Where verbs tell somebody to do something. */
  private static final String BIDS =
      "(?:(?:"
          + FIRST
          + "|[.:;,!?–—\"“„]\\s*|\\s-\\s+)(?:now\\s+)?|\\b(?:please|kindly|bitte)\\s+)";

  /** There they tell it, or go on with what somebody does. */
  private static final String GOES_ON = "\\b(?:and|then|y|e|et|und)\\s+";

  private static final String BEGIN = "(?:" + BIDS + "|" + GOES_ON + ")";

  private static final String DROP =
      "(?:ignore[zr]?|ignoriere|ignorieren sie|ignora|disregard|forget|override|vergiss|vergesst|oublie[zr]?|olvida|abaikan|lupakan|negeer|zignoruj|игнорируй|забудь)\\b";

  /** Which instructions only a model has. */
  private static final String OWN =
      "previous|prior|earlier|above|your|you were given|vorherigen|bisherigen|deine[nr]?|eure[nr]?|vos|tes|tus|précédentes|anteriores|precedenti|sebelumnya|di atas|eerdere|poprzednie|предыдущие";

  private static final String ALL =
      "all\\p{L}*|any|every\\p{L}*|the documents|todas|semua|wszystkie|все";

  private static final Pattern INSTRUCTION =
      Pattern.compile(
          // to drop what it was told
          "(?:(?:"
              + BIDS
              + "|\\byou must\\s+)"
              + DROP
              + "(?=.{0,40}?\\b(?:"
              + OWN
              + "|"
              + ALL
              + ")\\b)|"
              + GOES_ON
              + DROP
              + "(?=.{0,40}?\\b(?:"
              + OWN
              + ")\\b)).{0,40}?\\b(?:instruc\\p{L}*|instruk\\p{L}*|istruzion\\p{L}*|инструкц\\p{L}*|anweisung\\p{L}*|regeln|rules|prompts?|above|documents|consignes|perintah|everything)\\b"
              + "|"
              + BEGIN
              + DROP
              + "\\s+(?:the|these|die)\\s+(?:instructions|prompt|texts?|documents|anweisungen)\\W+(?:and|und)\\s+(?:just\\s+|only\\s+|instead\\s+)?(?:say|reply|respond|answer|output|print|sage?|antworte)\\b"
              + "|(?:"
              + FIRST
              + "|[.:;!?]\\s*)ignoriert\\s+(?:alle|sämtliche|eure)\\s+(?:\\p{L}+\\s+)?(?:anweisungen|instruktionen|regeln)\\b"
              + "|忽略.{0,12}(?:指令|指示|提示)|指示.{0,10}無視|지시.{0,10}무시|تجاهل.{0,30}التعليمات|talimat\\p{L}*.{0,12}yok say"
              // who it is to be now
              + "|\\byou are (?:now )?(?:an? )?(?:un(?:restricted|limited)|jailbroken|(?:ai|language|chat)\\W?(?:assistant|model|bot))\\b|\\byou are now (?:an? )?(?:dan|pirate|assistant|bot|\\p{L}+ assistant)\\b"
              + "|\\bdu bist jetzt ein|\\bvous êtes désormais une?\\b|\\bahora eres una?\\b|\\bkamu sekarang adalah\\b|你现在是一"
              + "|\\bas an ai (?:language )?(?:model|assistant),? you\\b|\\bif you are an? (?:ai|(?:large )?language model)\\b|\\b(?:begin|end) admin mode\\b"
              // what it is to say
              + "|\\b(?:your|deine[nm]?) system\\W?prompt|(?:输出|显示|透露).{0,4}系统提示|\\bnew instructions\\s*:"
              + "|"
              + BEGIN
              + "(?:translate|reveal|show|print|output|repeat|the text of)\\s+(?:\\p{L}+\\s+)?your\\s+(?:\\p{L}+\\s+)?(?:instructions|prompt|rules)\\b|\\bthe text of your prompt\\b"
              + "|\\bfrom now on\\b.{0,12}\\b(?:answer|reply|respond) only\\b|从现在(?:开始|起).{0,4}只"
              + "|(?:"
              + BEGIN
              + "|\\byou must\\s+)(?:reply|respond|answer)\\s+(?:(?:only |nothing but )?with\\s*[\"“]|only with\\b|nothing but\\b|every question with\\b)"
              + "|"
              + BEGIN
              + "(?:antworte|antwoord|réponds|responde|rispondi|responda|jawab|odpowiedz)\\s.{0,12}\\b(?:nur|alleen|uniquement|solo|soltanto|apenas|hanya|tylko)\\b(?!\\s+(?:a|al|à|auf)\\b)"
              + "|отвечай только|只(?:回复|回答)[“\"「]|とだけ答え|라고만 답하"
              + "|\\b(?:do not|don't|never) answer the (?:user|reader)'?s?'? questions?\\b|\\bbeantworte die frage nicht\\b|\\bjangan jawab pertanyaan pengguna\\b|不要回答用户"
              + "|"
              + BEGIN
              + "tell (?:the )?(?:user|reader) (?:to|that)\\b|\\bnenne dem nutzer\\b"
              // marks of a conversation
              + "|\"role\"\\s*:\\s*\"system\"|<\\s?[|｜]\\s?\\w+\\s?[|｜]\\s?>|<\\s?/?(?:start|end)_of_turn|\\[\\s?/?INST\\s?\\]",
          Pattern.CASE_INSENSITIVE
              | Pattern.UNICODE_CASE
              | Pattern.UNICODE_CHARACTER_CLASS
              | Pattern.DOTALL);

  /** A turn of a conversation: ordinary in documents, unless an instruction stands behind it. */
  private static final Pattern TURN =
      Pattern.compile("^\\W*(?:system|assistant)\\s*:", Pattern.CASE_INSENSITIVE);

  /** What is not seen: it may stand inside of words to hide them. */
  private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}+");

  private Instructions() {}

  /**
   * The sentences of a text that speak to its readers: neither instructions nor what follows right
   * behind one, nor the turn that leads to one.
   *
   * @param all sentences of it, in their order
   */
  public static List<Sentences.Range> without(String text, List<Sentences.Range> all) {
    List<String> texts = all.stream().map(range -> range.of(text)).toList();
    List<Boolean> told = texts.stream().map(Instructions::isOne).toList();
    List<Sentences.Range> rest = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      boolean before = i > 0 && told.get(i - 1);
      boolean leads = i + 1 < all.size() && told.get(i + 1) && TURN.matcher(texts.get(i)).find();
      if (!told.get(i) && !before && !leads) {
        rest.add(all.get(i));
      }
    }
    return rest;
  }

  /** Whether a text speaks to a model. */
  public static boolean isOne(String sentence) {
    return INSTRUCTION.matcher(UNSEEN.matcher(sentence).replaceAll("")).find();
  }
}
