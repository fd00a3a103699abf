package io.longshore.generator.extraction;

import java.util.regex.Pattern;

/**
 * Whether a question asks for sentences: what something is, how it works, why, whether it is so, or
 * a mere topic. What else is asked for are words that stand in a text, a name or a number.
 * Questions may be long and hostile: no expression may read any part of one more than a few times.
 */
public final class Description {
  /** A sentence, or a part of one that begins with a conjunction. */
  private static final String BEGIN =
      "(?:^\\W*|[.;:!?。；！？]\\s*|\\b(?:and|but|so|then|und|aber|dan|tapi),?\\s+)";

  private static final String SENTENCE =
      "(?:^\\W*|[.;:!?]\\s*)(?:(?:and|but|so|then|und|aber)\\s+)?";

  /** Behind which a question of yes or no asks for something else. */
  private static final String WHAT =
      "who|whom|whose|when|where|which|what|how|wer|wen|wem|wann|wo|welche[mnrs]?|was|wie|siapa|kapan|mana|berapa";

  /** What is defined: at most five words, none of which narrows it to one of its features. */
  private static final String THING =
      "(?!\\p{L}+ed\\s*\\?*$)(?:(?!(?:the|this|your|my|its|his|their|of|in|on|at|by|as|with|from|for|to|that|which|who|called|name|von|für|im|der|die|das|des|dem)\\b)[\\p{L}\\p{N}'’.-]+[\\s?]*+){1,5}+$";

  private static final Pattern ENGLISH =
      Pattern.compile(
          BEGIN
              + "(?:why\\b|how\\s+(?:do|does|did|can|could|to|should|shall|would|will|is|are|was|were|come|about)\\b"
              + "|what\\s+(?:if|about|(?:will\\s+|would\\s+)?happen(?:s|ed)?)\\b|what(?:['’]s|\\s+(?:is|are|was|were))\\s+the\\s+(?:differences?|purpose|process|procedure|relationship|steps|meaning|role|(?:dis)?advantages|benefits)\\b|what\\s+(?:do|does|did|would|will)\\b[^?]{0,120}+(?<=\\b(?:do|mean|happen))\\s*\\??\\s*$"
              + "|what(?:['’]s|\\s+(?:is|are|was|were))\\s+(?:an?\\s+|(?-i:the\\s+(?=\\p{Lu})))?"
              + THING
              + "|(?:please\\s+|can\\s+you\\s+)?(?:describe|explain|summari[sz]e|compare|tell\\s+me\\s+(?:more\\s+)?about)\\b)"
              + "|"
              + SENTENCE
              + "(?:is|are|was(?=\\s+(?:the|an?|it|he|she|there|th[iea][st]e?|any|his|her|their|(?-i:\\p{Lu}))\\b)|were|do|does|did|can|could|may|might|must|should|shall|has|have|had|will|would)(?:n['’]t)?\\s+(?!you\\s+(?:please\\s+)?(?:know|tell|say|name|give|find)\\b)(?![^?]{0,200}\\b(?:"
              + WHAT
              + ")\\b)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern GERMAN =
      Pattern.compile(
          BEGIN
              + "(?:warum|wieso|weshalb|weswegen|wie\\s+(?!viele?\\b|lange\\b|hoch\\b|alt\\b|groß\\b|weit\\b|oft\\b|hei(?:ß|ss)|hieß|nennt\\b|nannte|schnell\\b|schwer\\b|tief\\b|breit\\b|teuer\\b|lautet|[^?]{0,200}(?:genannt|bezeichnet|abgekürzt)\\b)"
              + "|was\\s+(?:ist|sind|war|waren)\\s+(?:eine?\\s+|(?:der|die|das)\\s+(?=\\S+\\s*\\?*$))?"
              + THING
              + "|was\\s+bedeute[tn]|(?:bitte\\s+)?(?:beschreibe?|erkläre?|erzähle?|vergleiche?)\\b)"
              + "|"
              + SENTENCE
              + "(?:ist|sind|war|waren|hat|haben|hatte|kann|können|könnte|darf|dürfen|soll|sollte|muss|müssen|wird|werden|gibt\\s+es|gab\\s+es)\\s+(?![^?]{0,200}\\b(?:"
              + WHAT
              + ")\\b)",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern OTHERS =
      Pattern.compile(
          BEGIN
              + "(?:mengapa|kenapa|bagaimana|apakah|apa\\s+itu|jelaskan|ceritakan|bandingkan)\\b"
              + "|(?<![称名认视誉改译定变成])为什么|为何|怎么(?!称呼|叫|读|写)|如何(?!称呼)|怎样|什么是|是什么意思|是否|能否|吗\\s*[?？]?\\s*$|介绍|解释|描述|有什么区别",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern ASKS =
      Pattern.compile(
          "[?？]|\\b(?:"
              + WHAT
              + "|name|list|give|find|nenne\\p{L}*|apa)\\b|列[出举]|什么|谁|何|哪|多少|几|多[大长久高远]",
          Pattern.CASE_INSENSITIVE);

  private Description() {}

  /** Also by a topic without a question. */
  public static boolean isAskedFor(String question) {
    return !ASKS.matcher(question).find()
        || ENGLISH.matcher(question).find()
        || GERMAN.matcher(question).find()
        || OTHERS.matcher(question).find();
  }
}
