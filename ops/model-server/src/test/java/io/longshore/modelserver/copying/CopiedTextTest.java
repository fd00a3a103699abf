package io.longshore.modelserver.copying;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pieces are chosen by hand or at random from what is allowed; a model would choose by its logits.
 */
class CopiedTextTest {
  private static final String PIER =
      "The winch of Pier 7 pulls 12.5 tonnes.\n  It was built in\t1931 by Müller & Söhne; the old"
          + " one sank.";
  private static final List<String> LANGUAGES =
      List.of(
          PIER,
          "黑斯廷斯战役发生于1066年10月14日,诺曼底公爵威廉获胜。",
          "ราชอาณาจักรไทย เมืองหลวงคือกรุงเทพมหานคร",
          "👩‍👩‍👧‍👦 family 🇩🇪🇫🇷 flags, e\u0301te\u0301 and naïve café — “quoted” (in brackets) …",
          "\u00a0\u2003  wide\u00a0spaces\r\n\r\nand\u3000ideographic　ones \n",
          "القاهرة هي عاصمة مصر. वाराणसी गंगा के तट पर है।",
          "",
          "   \n ");

  private static final class Vocabulary {
    final List<byte[]> pieces = new ArrayList<>();
    final PieceTrie trie;

    Vocabulary(Random random, List<String> texts) {
      for (int value = 0; value < 256; value++) {
        pieces.add(new byte[] {(byte) value});
      }
      for (String text : texts) {
        byte[] bytes = text.replaceAll("\\s+", " ").getBytes(StandardCharsets.UTF_8);
        for (int k = 0; k < 200 && bytes.length > 0; k++) {
          int from = random.nextInt(bytes.length);
          int to = Math.min(bytes.length, from + 1 + random.nextInt(9));
          pieces.add(java.util.Arrays.copyOfRange(bytes, from, to));
        }
      }
      pieces.add(new byte[0]); // a control token
      pieces.add("; ".getBytes(StandardCharsets.UTF_8));
      trie = new PieceTrie(pieces.size(), pieces::get);
    }
  }

  /** Text and spans of all pieces together. */
  private static final class Written {
    final StringBuilder text = new StringBuilder();
    final List<CopiedSpan> spans = new ArrayList<>();

    void add(CopiedText.Piece piece) {
      text.append(piece.text());
      spans.addAll(piece.spans());
    }
  }

  private static CopyRules rules(int spans, String... sources) {
    return new CopyRules(List.of(sources), spans, "; ", "not stated");
  }

  private static Written written(CopyRules rules, String... pieces) {
    List<byte[]> bytes =
        java.util.Arrays.stream(pieces).map(p -> p.getBytes(StandardCharsets.UTF_8)).toList();
    var copied = new CopiedText(rules, new PieceTrie(bytes.size(), bytes::get));
    var written = new Written();
    for (int k = 0; k < bytes.size(); k++) {
      assertThat(copied.allowed().get(k)).as("piece %s is allowed", pieces[k]).isTrue();
      copied.add(bytes.get(k));
      written.add(copied.take());
    }
    written.add(copied.end());
    return written;
  }

  private static String source(CopyRules rules, CopiedSpan span) {
    String text = rules.sources().get(span.source());
    return text.substring(
        text.offsetByCodePoints(0, span.start()), text.offsetByCodePoints(0, span.end()));
  }

  private static void check(CopyRules rules, Written written) {
    String text = written.text.toString();
    if (text.equals(rules.refusal()) && written.spans.isEmpty()) {
      return;
    }
    assertThat(
            String.join(
                rules.separator(), written.spans.stream().map(s -> source(rules, s)).toList()))
        .isEqualTo(text);
    assertThat(written.spans).hasSizeLessThanOrEqualTo(rules.spans());
    for (CopiedSpan span : written.spans) {
      assertThat(source(rules, span)).isEqualTo(source(rules, span).strip()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void whateverIsChosenTheTextIsSpansAtTheReportedPlaces(int seed) {
    var random = new Random(seed);
    for (int round = 0; round < 150; round++) {
      List<String> texts = new ArrayList<>();
      for (int k = 0; k < 1 + random.nextInt(3); k++) {
        texts.add(LANGUAGES.get(random.nextInt(LANGUAGES.size())));
      }
      var rules =
          new CopyRules(
              texts,
              1 + random.nextInt(3),
              List.of("; ", "\n", " ", ", and ", "。").get(random.nextInt(5)),
              random.nextInt(3) == 0 ? "The winch" : "not stated");
      var vocabulary = new Vocabulary(random, texts);
      var copied = new CopiedText(rules, vocabulary.trie);
      var written = new Written();
      int most = random.nextInt(60);
      for (int k = 0; k < most; k++) {
        if (copied.mayEnd() && random.nextInt(4) == 0) {
          break;
        }
        int[] allowed = copied.allowed().stream().toArray();
        if (allowed.length == 0) {
          assertThat(copied.mayEnd()).as("no dead end behind '%s'", written.text).isTrue();
          break;
        }
        copied.add(vocabulary.pieces.get(allowed[random.nextInt(allowed.length)]));
        written.add(copied.take());
      }
      written.add(copied.end());
      check(rules, written);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 12, 13})
  void aPieceIsAllowedExactlyWhenSomeReadingTakesAllItsBytes(int seed) {
    var random = new Random(seed);
    var rules = new CopyRules(LANGUAGES.subList(0, 4), 3, "; ", "not stated");
    var vocabulary = new Vocabulary(random, LANGUAGES.subList(0, 4));
    var automaton = new CopyAutomaton(rules, vocabulary.trie);
    List<Reading> readings = List.of(Reading.NOTHING);
    for (int k = 0; k < 30; k++) {
      var allowed = new TreeSet<Integer>();
      automaton.tokens(readings).stream().forEach(allowed::add);
      var taken = new TreeSet<Integer>();
      for (int token = 0; token < vocabulary.pieces.size(); token++) {
        byte[] piece = vocabulary.pieces.get(token);
        if (piece.length > 0 && !automaton.after(readings, piece).isEmpty()) {
          taken.add(token);
        }
      }
      assertThat(taken).containsAll(allowed);
      if (allowed.isEmpty()) {
        return;
      }
      List<Integer> choices = List.copyOf(allowed);
      readings =
          automaton.after(
              readings, vocabulary.pieces.get(choices.get(random.nextInt(choices.size()))));
    }
  }

  @Test
  void aSpanMayBeginInTheMiddleWithAndWithoutASpaceBeforeIt() {
    for (List<String> pieces : List.of(List.of("Pier", " 7"), List.of(" Pier", " 7"))) {
      Written written = written(rules(1, PIER), pieces.toArray(String[]::new));
      assertThat(written.text.toString()).isEqualTo("Pier 7");
      assertThat(written.spans).containsExactly(new CopiedSpan(0, 13, 19));
    }
  }

  @Test
  void whereTheSourceBreaksTheLineTheTextDoesThoughTheModelWroteASpace() {
    Written written = written(rules(1, PIER), "t", "onnes", ". It", " was", " built", " in 1931");
    assertThat(written.text.toString()).isEqualTo("tonnes.\n  It was built in\t1931");
  }

  @Test
  void severalSpansAreJoinedAndEachIsReported() {
    Written written = written(rules(2, "no", PIER), "Pier 7", ";", " 1", "931");
    assertThat(written.text.toString()).isEqualTo("Pier 7; 1931");
    assertThat(written.spans).containsExactly(new CopiedSpan(1, 13, 19), new CopiedSpan(1, 57, 61));
  }

  @Test
  void halfAWordIsNeverSaid() {
    assertThat(written(rules(1, PIER), "Pier", " 7", " pul").text.toString()).isEqualTo("Pier 7");
    assertThat(written(rules(1, PIER), "Pi").text.toString()).isEmpty();
    assertThat(written(rules(1, PIER), "12").text.toString()).as("12.5 is a word").isEmpty();
    assertThat(written(rules(2, PIER), "Pier", ";", " 19").text.toString()).isEqualTo("Pier");
  }

  @Test
  void theRefusalIsSaidAsAWholeOrNotAtAll() {
    assertThat(written(rules(1, PIER), "not", " stated").text.toString()).isEqualTo("not stated");
    assertThat(written(rules(1, PIER), "not", " sta").text.toString()).isEmpty();
    Written both = written(rules(1, "It is not stated here"), "not", " stated");
    assertThat(both.text.toString()).isEqualTo("not stated");
    assertThat(both.spans).as("the words of a source, too, are a refusal").isEmpty();
    Written longer = written(rules(1, "It is not stated here"), "not", " stated", " here");
    assertThat(longer.spans).containsExactly(new CopiedSpan(0, 6, 21));
  }

  @Test
  void textIsSentWordByWordWhileItIsWritten() {
    List<byte[]> bytes =
        List.of("Pier".getBytes(StandardCharsets.UTF_8), " 7 pu".getBytes(StandardCharsets.UTF_8));
    var copied = new CopiedText(rules(1, PIER), new PieceTrie(2, bytes::get));
    copied.add(bytes.get(0));
    assertThat(copied.take().text()).isEqualTo("Pier");
    copied.add(bytes.get(1));
    assertThat(copied.take().text()).isEqualTo(" 7");
  }

  @Test
  void whatCanNeverBeSaidIsRefused() {
    var trie = new PieceTrie(0, token -> new byte[0]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CopiedText(new CopyRules(List.of(" \n"), 1, "; ", null), trie))
        .withMessageContaining("no word");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CopiedText(rules(1, "x\ud83dy"), trie))
        .withMessageContaining("half of a surrogate pair");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rules(0, PIER))
        .withMessageContaining("copy.spans is 1 to 64, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CopyRules(List.of(), 1, "; ", null))
        .withMessageContaining("copy.sources");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CopyRules(List.of("a".repeat(300_000)), 1, "; ", null))
        .withMessageContaining("262144");
  }
}
