package io.longshore.generator.citation;

import io.longshore.contracts.question.Passage;
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
  private static final Pattern INSTRUCTION =
      Pattern.compile(
          // to drop what it was told
          "\\b(?:ignor\\p{L}*|disregard|forget|override|vergiss|vergesst|oublie[zr]?|olvida|abaikan|lupakan|negeer|zignoruj\\p{L}*|игнорируй\\p{L}*|забудь)\\b"
              + ".{0,40}?\\b(?:instruc\\p{L}*|instruk\\p{L}*|istruzion\\p{L}*|инструкц\\p{L}*|anweisung\\p{L}*|regeln|rules|prompts?|above|documents|consignes|perintah|everything)\\b"
              + "|忽略.{0,12}(?:指令|指示|说明|规则|提示)|指示.{0,10}無視|지시.{0,10}무시|تجاهل.{0,30}التعليمات|talimat\\p{L}*.{0,12}yok say"
              // who it is to be now
              + "|\\byou are (?:now|a pirate|an unrestricted)\\b|\\bdu bist jetzt\\b|\\bvous êtes désormais\\b|\\bahora eres\\b|\\bkamu sekarang\\b|你现在是"
              + "|\\b(?:as an|if you are an?) (?:ai|(?:large )?language model|assistant)\\b|\\badmin mode\\b"
              // what it is to say
              + "|\\b(?:system ?prompts?|systemprompts?|new instructions|(?:your|deine|deinen|vos|tus|from now on)\\b.{0,12}\\b(?:instructions|prompt|rules|systemprompt|answer only))\\b|系统提示"
              + "|\\b(?:reply|respond|answer|antworte|antwoord|réponds|responde|rispondi|responda|jawab|odpowiedz)\\b.{0,12}\\b(?:only|nothing but|every question|nur|alleen|uniquement|solo|soltanto|apenas|hanya|tylko)\\b"
              + "|\\b(?:reply|respond) with\\b|отвечай только|只(?:回复|回答|输出)|とだけ答え|만 답하"
              + "|\\b(?:do not|don't|never) answer\\b.{0,20}\\bquestions?\\b|\\bbeantworte die frage nicht\\b|\\bjangan jawab pertanyaan\\b|不要回答.{0,6}问题"
              + "|\\btell (?:the )?(?:user|reader)\\b|\\bthe user should\\b"
              // turns of a conversation
              + "|^\\W*(?:system|assistant|user|systemhinweis)\\s*:|\"role\"\\s*:|<\\s?[|｜]|<\\s?/?(?:start|end)_of_turn|\\[\\s?/?INST\\b",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

  /** What is not seen: it may stand inside of words to hide them. */
  private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}+");

  private Instructions() {}

  /**
   * The sentences of a passage that speak to its readers: neither instructions nor what follows
   * right behind one.
   */
  public static List<Sentences.Range> without(Passage passage) {
    List<Sentences.Range> rest = new ArrayList<>();
    boolean before = false;
    for (var range : Sentences.of(passage.text(), passage.language())) {
      boolean instruction = isOne(range.of(passage.text()));
      if (!instruction && !before) {
        rest.add(range);
      }
      before = instruction;
    }
    return rest;
  }

  /** Whether a text speaks to a model. */
  public static boolean isOne(String sentence) {
    return INSTRUCTION.matcher(UNSEEN.matcher(sentence).replaceAll("")).find();
  }
}
