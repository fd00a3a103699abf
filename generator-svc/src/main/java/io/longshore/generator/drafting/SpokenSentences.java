package io.longshore.generator.drafting;

import io.longshore.contracts.text.Sentences;
import io.longshore.generator.abstention.Language;
import io.longshore.generator.citation.Attachment;
import io.longshore.generator.citation.Stretch;
import io.longshore.generator.extraction.Quote;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a text into sentences while it is written, and says those that the evidence supports. For
 * one thread.
 */
final class SpokenSentences {
  private static final Pattern MARK =
      Pattern.compile("\\s*[\\[【]\\s*(\\d{1,2}(?:\\s*,\\s*\\d{1,2})*)\\s*[\\]】]");

  /** What may become a mark with the next piece. */
  private static final Pattern OPEN_MARK = Pattern.compile("\\s*(?:[\\[【][\\d\\s,]*)?$");

  private static final Pattern NUMBER_OF_A_LIST = Pattern.compile("\\(?\\d{1,2}[.)]");
  private static final Pattern BULLET = Pattern.compile("^(?:[-*•–]\\s+|\\d{1,2}[.)]\\s+)");
  private static final Pattern ENDS =
      Pattern.compile(".*[.!?。！？…][\"'”’」』)\\]]*\\s*$", Pattern.DOTALL);

  /** What is given to the model, as it calls it; licences and people leave things open too. */
  private static final String TEXT =
      "(?:(?:the|these|this|any|either|all|your|given|provided|available|above) ){0,3}(?:text|passage|document|context|excerpt|source|extract|paragraph)s?(?: \\d{1,2}| provided| given| above)?";

  private static final String DEUTSCHER_TEXT =
      "(?:im|in|den|dem|der|die|das|diese[mnrs]?|laut|aus|vorliegende[nr]?)\\s+(?:\\p{L}+en\\s+)?(?:text|abschnitt|passage|dokument|kontext|auszug|textstelle|quelle)(?:e|en|n|es|s)?";
  private static final String STATED =
      "(?:stated|mentioned|specified|provided|given|included|contained|answered|found)";
  private static final String UNSAID = "(?:均|都|也|并)?(?:未|没有)(?:被)?(?:明确|具体)?(?:提及|说明|提到)";
  private static final Pattern REFUSES =
      Pattern.compile(
          "^\\W*not (?:stated|mentioned|specified|provided|given)\\b(?! (?:is|are|was|were)\\b)"
              + "|(?:^\\W*|[,:;] |\\b(?:but|that|because|since|as|while) )"
              + TEXT
              + " (?:do(?:es)? not|do(?:es)?n['’]t) (?:\\p{L}+ )?(?:contain|mention|provide|state|specify|say|include|give|answer|tell)\\b"
              + "|(?:^\\W*|[,:;] |\\b(?:but|that|because|since|as|while) )"
              + TEXT
              + " (?:contain|provide|give|include|offer)s? no (?:\\p{L}+ )?(?:information|details?|answer|mention)\\b"
              + "|\\b(?:is|are|was|were) not (?:\\p{L}+ )?"
              + STATED
              + " (?:in|by) "
              + TEXT
              + "\\b|^\\W*(?:the|an|this) (?:answer|information) is not "
              + STATED
              + "\\b"
              + "|^\\W*nicht (?:angegeben|erwähnt|genannt)\\b|^\\W*keine angaben?\\W*$"
              + "|\\b"
              + DEUTSCHER_TEXT
              + "\\b.{0,80}\\b(?:nicht (?:angegeben|erwähnt|genannt|enthalten)|keine (?:angaben?|informationen?))\\b"
              + "|\\b(?:nicht (?:angegeben|erwähnt|genannt|enthalten)|keine (?:angaben?|informationen?))\\b.{0,80}\\b"
              + DEUTSCHER_TEXT
              + "\\b|\\btidak (?:disebutkan|dinyatakan|dijelaskan|ada informasi)\\b(?:\\W*$|.{0,40}\\b(?:teks|dokumen|konteks|bacaan)\\b)"
              + "|(?:^|文中|原文|文本|文章|文档|文件|资料|材料|段落|上下文|文字|文段)[里中内]?"
              + UNSAID
              + "|(?:文中|原文|文本|文章|文档|段落|上下文|文段)[里中内]?(?:均|都|也|并)?(?:未|没有)(?:明确)?(?:提供|给出)(?!给)"
              + "|(?:该|此|相关|这[一项条个]?)(?:信息|内容|问题|答案)(?:在文中)?"
              + UNSAID,
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

  private final String language;
  private final boolean across;
  private final Attachment attachment;
  private final Consumer<Statement> says;

  /** What may hold half of a mark. */
  private final StringBuilder unread = new StringBuilder();

  /** Without marks. */
  private final StringBuilder open = new StringBuilder();

  /** Where marks stood in what is open, and the places that they name. */
  private final NavigableMap<Integer, Set<Integer>> marks = new TreeMap<>();

  private int said;
  private int dropped;
  private boolean refused;

  /**
   * @param shown to the model, in the order in which it was numbered
   */
  SpokenSentences(String question, List<Stretch> shown, Consumer<Statement> says) {
    this.language = Language.of(question);
    this.across = Language.differ(question, shown.getFirst().passages().getFirst());
    this.attachment = new Attachment(question, shown);
    this.says = says;
  }

  int dropped() {
    return dropped;
  }

  /** Whether the model said nothing but that the texts don't hold the answer. */
  boolean isRefusal() {
    return refused && said == 0;
  }

  /** A sentence is complete when another one has begun. */
  void hear(String piece) {
    unread.append(piece);
    Matcher half = OPEN_MARK.matcher(unread);
    read(half.find() ? half.start() : unread.length());
    List<Sentences.Range> ranges = Sentences.of(open.toString(), language);
    while (ranges.size() > 1) {
      sentence(ranges.get(1).start());
      ranges = Sentences.of(open.toString(), language);
    }
  }

  /** Takes the marks out of what came. */
  private void read(int end) {
    String text = unread.substring(0, end);
    unread.delete(0, end);
    Matcher found = MARK.matcher(text);
    int from = 0;
    while (found.find()) {
      open.append(text, from, found.start());
      Set<Integer> places = marks.computeIfAbsent(open.length(), _ -> new HashSet<>());
      for (String number : found.group(1).split(",", -1)) {
        places.add(Integer.parseInt(number.strip()) - 1);
      }
      from = found.end();
    }
    open.append(text, from, text.length());
  }

  /**
   * What is left is the last sentence.
   *
   * @param cut whether the text was longer than allowed: then half a sentence is none
   */
  void end(boolean cut) {
    read(unread.length());
    List<Sentences.Range> ranges = Sentences.of(open.toString(), language);
    for (int left = ranges.size(); left > 1; left--) {
      sentence(Sentences.of(open.toString(), language).get(1).start());
    }
    if (!cut || ENDS.matcher(open).matches()) {
      sentence(open.length());
    }
  }

  /** The first one of what is open. */
  private void sentence(int end) {
    String raw = open.substring(0, end);
    open.delete(0, end);
    Set<Integer> hints = new HashSet<>();
    NavigableMap<Integer, Set<Integer>> own = marks.headMap(end, true);
    own.values().forEach(hints::addAll);
    own.clear();
    NavigableMap<Integer, Set<Integer>> rest = new TreeMap<>();
    marks.forEach((at, places) -> rest.put(at - end, places));
    marks.clear();
    marks.putAll(rest);
    judge(raw.replaceAll("[\\s\\p{Z}]+", " ").strip(), hints);
  }

  private void judge(String sentence, Set<Integer> hints) {
    String text = BULLET.matcher(sentence).replaceFirst("").strip();
    if (NUMBER_OF_A_LIST.matcher(text).matches()
        || text.codePoints().noneMatch(Character::isLetterOrDigit)) {
      return;
    }
    if (REFUSES.matcher(text).find()) {
      refused = true;
      return;
    }
    List<Quote> quotes = attachment.support(text, across, hints);
    if (quotes.isEmpty()) {
      dropped++;
    } else {
      said++;
      says.accept(Statement.sentence(text, quotes));
    }
  }
}
