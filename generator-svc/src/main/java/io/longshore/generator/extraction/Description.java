package io.longshore.generator.extraction;

import java.util.regex.Pattern;

/**
 * Whether a question asks for sentences: what something is, how it works, why, whether it is so, or
 * a mere topic. What else is asked for are words that stand in a text, a name or a number. Where
 * neither can be told it is a description: a whole sentence says too much, a cut-off phrase
 * nothing. How the parts of a question begin decides; one that asks for a description makes the
 * whole question one. Questions may be long and hostile: no expression may read any part of one
 * more than a few times.
 */
public final class Description {
  private static final String WORDS =
      "(?:who|whom|whose|whos|which|what|when|where|we[rnm]|wessen|wann|wo|wo(?:r(?:an|auf|aus|über)|von|vor|gegen|hin|her|mit|nach)|welche[mnrs]?|siapa|kapan|mana|berapa"
          + "|how (?:many|much|long|old|tall|far|large|big|high|often|deep|wide|heavy|fast|small|late|early|soon|close|quickly|frequently)"
          + "|wie ?(?:viele?n?|lang(?:er?)?|hoch|alt|groß|weit|oft|schnell|schwer|tief|breit|teuer|spät))\\b";

  private static final String AUXILIARY =
      "(?:am|is|are|was|were|do|does|did|can|could|may|might|must|should|shall|has|have|had|will|won|would)(?:n?'t)?";

  private static final String BEFORE_WORDS =
      "(?:in|on|at|by|to|from|for|of|with|since|until|during|under|after|before|about|through|into|between|among|within|als|gegen|an|auf|aus|bei|für|mit|nach|seit|von|vor|zu|di|ke|dari|pada)";

  private static final Pattern SENTENCE = Pattern.compile("[?？。！；]|[.;:!](?= |$)");

  private static final Pattern PART =
      anyOf(
          """
          [,，]
          \\s(?:and|or|but|so|then|because|und|oder|aber|dan|atau|tapi)\\s(?=(?:why|how|what|under what|to what|warum|wieso|weshalb|wie|wozu|mengapa|kenapa|bagaimana|apa)\\b)
          \\sund\\s(?=was\\b)
          """);

  /** A greeting, a conjunction, a bid. */
  private static final Pattern BEFORE =
      anyOf(
          """
          [^\\p{L}\\p{N}]++
          (?:and|but|so|then|or|please|ok|okay|hi|hello|und|aber|oder|dann|bitte|hallo|dan|tapi|tolong|halo)\\b
          (?:can|could|will|would)\\syou\\b|do\\syou\\s(?=know\\b)
          """);

  /** What stands behind it is asked. */
  private static final Pattern WANTS_TO_KNOW =
      anyOf(
          "(?!WORDS|(?:why|how|warum|wie|was)\\b).{0,200}?\\b(?:tell|know|say|remember|understand|wonder(?:ing)?|sagen?|wissen|weißt?|tahu)\\b(?! (?:me |us )?(?:the|an?|your)\\b)(?: (?:me|us|mir|uns|sie|du|ihr|saya|kami)\\b){0,3}");

  private static final Pattern WHAT_IS =
      anyOf(
          """
          what(?:'?s|\\s(?:is|are|was|were))\\s(?!.*\\b(?:doing|happening)\\b)
          was\\s(?:ist|sind|war|waren)\\s(?!.*\\b(?:gemeint|passiert|geschehen)\\b)
          (?:tell|give|show|send|provide|get|find|know)\\s(?:me\\s|us\\s)?(?=(?:an?|the|your)\\b)
          """);

  private static final Pattern DESCRIBES =
      anyOf(
          """
          (?:why|describe|explain|summari[sz]e|compare|outline|elaborate)\\b
          (?!WORDS)how\\b(?! (?:is|are|was|were|do|does)\\b.*\\b(?:called|named|spelled|spelt|spell|pronounced?|abbreviated)\\b)
          what (?:if|about|happens?|happened|causes?|caused|makes|to)\\b
          what AUXILIARY .*\\b(?:do|doing|mean|happen|happening|say about)\\b
          (?:under|to|in|for|by) what (?:circumstances|extent|conditions|ways?|manner|reasons?|purpose|means)\\b
          (?:warum|wieso|weshalb|weswegen|wozu|inwiefern)\\b
          (?!WORDS)wie\\b(?! (?:hei(?:ß|ss)|hieß|nennt|nannte|laute)|.*\\b(?:genannt|bezeichnet|abgekürzt)\\b|.*(?:name|nummer|adresse|titel)\\b)
          was (?:bedeute|hei(?:ß|ss)|passier|geschieht|geschah|versteht man|macht?\\b|machen|tut|tun|bewirk|verursach)
          was .*\\b(?:tun|machen|gemacht|verstanden|gemeint|passiert|geschehen)\\b
          (?:beschreib|erklär|erläuter|erzähl|vergleich)
          (?:mengapa|kenapa|bagaimana|gimana|jelaskan|ceritakan|bandingkan|uraikan|apakah)\\b
          apa (?:itu|artinya|yang (?:dimaksud|terjadi|menyebabkan|membedakan|harus)|perbedaan|pengertian|fungsi|penyebab|tujuan|manfaat|alasan|arti|maksud|dampak|pengaruh|peran|definisi|makna|hubungan|isi|saya|kita|kami|anda|bisa|boleh|ada)\\b
          .* itu apa$
          """);

  private static final Pattern DESCRIBES_IN_CHINESE =
      anyOf(
          """
          (?<![称名认视誉改译定变成])为什么|为何
          (?:怎么|怎样|如何)(?!称呼|叫|读|写|命名)
          什么[是叫]|何谓|是什么意思|有什么(?:区别|不同|作用|影响)|是否|能否
          ([能可是有会要应该对])[不没]\\1
          ^[^的]{1,12}是什么$
          (?:原因|理由|区别|差异|不同|作用|用途|目的|意义|影响|含义|定义|过程|流程|方法|功能|关系|内容|后果)(?:是|有)(?:什么|哪些)
          ^(?:请|请你)?(?:简要|简单)?(?:介绍|解释|描述|说明(?!书)|总结|概述|比较)
          ^(?!.*(?:告诉|知道|记得)).*吗$
          """);

  private static final Pattern YES_OR_NO =
      anyOf(
          """
          (?!was\\b)AUXILIARY\\b|was (?:the|an?|it|he|she|there|this|that|these|those|any|i|we|you|they|his|her|their|my|your|our)\\b|was (?-i:\\p{Lu})
          (?:ist|sind|war|waren|hat|haben?|hatten?|kann|können|könnten?|darf|dürfen|soll|sollten?|muss|müssen|wird|werden|wurden?|gibt es|gab es)\\b
          (?:boleh|bisa|ada|dapat|harus|perlu)kah\\b
          """);

  /** Within a question for words, as behind "when I cancel,". */
  private static final Pattern YES_OR_NO_WITHIN = anyOf("AUXILIARY (?:i|you|we|they|he|she|it)\\b");

  private static final Pattern ASKS_FOR_WORDS =
      anyOf(
          """
          (?:BEFORE_WORDS )?WORDS
          (?:how|wie|was|apa|list|name|nenne|nennen|sebutkan)\\b
          """);

  private static final Pattern ASKS_FOR_WORDS_IN_CHINESE =
      anyOf("列[出举]|什么|怎[么样]|谁|何|哪|多少|几(?!乎)|多[大长久高远深宽重快]");

  /** As questions do that leave a word out: "it was built in what year?" */
  private static final Pattern HOLDS_WORDS =
      anyOf(
          """
          .*\\b(?:what|which|whom|whose|how many|how much|wie ?viele?|welche[mnrs]?|siapa|kapan|berapa|mana|BEFORE_WORDS was)\\b
          .*\\b(?:WORDS|was)$
          .*[是为叫在]$
          """);

  private static final String TRADITIONAL = "為麼嗎誰幾樣稱認視譽譯變個會應該對說釋紹區別異義響過關內後簡單總結較舉遠長";
  private static final String SIMPLIFIED = "为么吗谁几样称认视誉译变个会应该对说释绍区别异义响过关内后简单总结较举远长";

  private Description() {}

  /** Also by a topic without a question. */
  public static boolean isAskedFor(String question) {
    boolean words = false;
    boolean open = false; // no period or exclamation mark ends it: Mrs. May, Yahoo!
    String[] sentences = SENTENCE.splitWithDelimiters(normalized(question), 0);
    for (int i = 0; i < sentences.length; i += 2) {
      boolean ends = i + 1 < sentences.length && "?？".contains(sentences[i + 1]);
      for (String part : PART.split(sentences[i], -1)) {
        String asked = without(WANTS_TO_KNOW, without(BEFORE, part));
        Pattern yesOrNo = open ? YES_OR_NO_WITHIN : YES_OR_NO;
        if (describes(asked) || yesOrNo.matcher(asked).lookingAt()) {
          return true;
        }
        if (asksForWords(asked) || (ends && HOLDS_WORDS.matcher(asked).lookingAt())) {
          words = true;
          open = true;
        }
      }
      open &= !ends;
    }
    return !words;
  }

  private static boolean describes(String part) {
    var whatIs = WHAT_IS.matcher(part);
    return (whatIs.lookingAt() && Thing.isDescribed(part.substring(whatIs.end())))
        || DESCRIBES.matcher(part).lookingAt()
        || DESCRIBES_IN_CHINESE.matcher(part).find();
  }

  private static boolean asksForWords(String part) {
    return WHAT_IS.matcher(part).lookingAt()
        || ASKS_FOR_WORDS.matcher(part).lookingAt()
        || ASKS_FOR_WORDS_IN_CHINESE.matcher(part).find();
  }

  /** What stands behind all that a part begins with. */
  private static String without(Pattern begin, String part) {
    var matcher = begin.matcher(part);
    while (matcher.lookingAt()) {
      matcher.region(matcher.end(), part.length());
    }
    return part.substring(matcher.regionStart()).strip();
  }

  /** One space between words, no quotes and brackets, one kind of apostrophes and characters. */
  private static String normalized(String question) {
    String text =
        question
            .replaceAll("[\"“”„«»()\\[\\]]", "")
            .replaceAll("\\s+", " ")
            .replaceAll(" (?=[?!.,])", "")
            .replace('’', '\'')
            .strip();
    for (int i = 0; i < TRADITIONAL.length(); i++) {
      text = text.replace(TRADITIONAL.charAt(i), SIMPLIFIED.charAt(i));
    }
    return text;
  }

  /** Any line of it. */
  private static Pattern anyOf(String lines) {
    return Pattern.compile(
        lines
            .strip()
            .replace("\n", "|")
            .replace("AUXILIARY", AUXILIARY)
            .replace("BEFORE_WORDS", BEFORE_WORDS)
            .replace("WORDS", WORDS),
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
  }
}
