package io.longshore.embedder.passages;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.Limits;
import io.longshore.contracts.text.Sentences;
import io.longshore.embedder.WordEncoder;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CutterTest {
  private static final int MAX = 40;
  private final WordEncoder encoder = new WordEncoder(8);
  private final Cutter cutter = new Cutter(encoder::tokenOffsets, MAX);

  @Test
  void everyPieceBeginsAndEndsAtASentenceWhenAllSentencesFit() {
    String text = sentences(60, 5, 30);
    Set<Integer> starts = new HashSet<>();
    Set<Integer> ends = new HashSet<>();
    for (Sentences.Range sentence : Sentences.of(text, "en")) {
      starts.add(sentence.start());
      ends.add(sentence.end());
    }
    assertThat(cutter.cut(text, "en", List.of()))
        .hasSizeGreaterThan(20)
        .allMatch(piece -> starts.contains(piece.start()) && ends.contains(piece.end()))
        .allMatch(piece -> piece.tokens() <= MAX);
  }

  @Test
  void noLetterIsLostAndNoneStandsInTwoPieces() {
    var random = new Random(7);
    for (int round = 0; round < 200; round++) {
      String text = noise(random);
      int end = 0;
      for (Piece piece : cutter.cut(text, "en", List.of())) {
        assertThat(text.substring(end, piece.start())).isBlank();
        assertThat(piece.tokens()).isLessThanOrEqualTo(MAX);
        assertThat(piece.end()).isGreaterThan(piece.start());
        end = piece.end();
      }
      assertThat(text.substring(end)).isBlank();
    }
  }

  @Test
  void theTextIsSharedEvenlySoThatNoScrapIsLeft() {
    String text = sentences(9, 5, 5); // 54 tokens with the full stops
    assertThat(cutter.cut(text, "en", List.of()))
        .hasSize(2)
        .allMatch(piece -> piece.tokens() >= 24);
  }

  @Test
  void aSentenceThatIsTooLongIsCutAtItsClauses() {
    String clause = words(24) + ",";
    List<String> pieces = texts(clause + " " + clause + " " + clause + " end.");
    assertThat(pieces).hasSize(3);
    assertThat(pieces.get(0)).endsWith(",");
    assertThat(pieces.get(1)).endsWith(",");
  }

  @Test
  void aSentenceWithoutClausesIsCutBetweenWords() {
    String text = words(100);
    assertThat(String.join(" ", texts(text))).isEqualTo(text);
    assertThat(texts(text)).hasSizeBetween(3, 5);
  }

  @Test
  void aNumberWithAThousandsMarkIsNotCut() {
    String text = IntStream.range(0, 60).mapToObj(i -> "1,000").collect(Collectors.joining(" "));
    assertThat(texts(text)).hasSizeGreaterThan(1).allMatch(piece -> piece.endsWith("1,000"));
  }

  @Test
  void chineseWithoutSpacesIsCutAtItsSentences() {
    String text = "长江是中国最长的河流。".repeat(20);
    assertThat(texts(text)).hasSizeGreaterThan(3).allMatch(piece -> piece.endsWith("。"));
  }

  @Test
  void chineseWithoutAnyMarkIsCutBetweenIdeographs() {
    String text = "长江是中国最长的河流".repeat(20);
    assertThat(String.join("", texts(text))).isEqualTo(text);
  }

  @Test
  void aPieceNeverExceedsTheCodePointsOfAPassageThoughItHasFewTokens() {
    String text = "a".repeat(3 * Limits.PASSAGE_CODE_POINTS) + "😀".repeat(20);
    assertThat(texts(text))
        .hasSizeGreaterThanOrEqualTo(4)
        .allMatch(piece -> piece.codePointCount(0, piece.length()) <= Limits.PASSAGE_CODE_POINTS)
        .noneMatch(piece -> Character.isLowSurrogate(piece.charAt(0)));
  }

  @Test
  void aTextOfSpacesHasNoPieces() {
    assertThat(cutter.cut(" \n\n\t ", "en", List.of())).isEmpty();
  }

  private List<String> texts(String text) {
    return cutter.cut(text, "en", List.of()).stream()
        .map(piece -> text.substring(piece.start(), piece.end()))
        .toList();
  }

  private static String sentences(int count, int least, int most) {
    var random = new Random(3);
    return IntStream.range(0, count)
        .mapToObj(i -> "S" + words(least + random.nextInt(most - least + 1)).substring(1) + ".")
        .collect(Collectors.joining(" "));
  }

  private static String words(int count) {
    return IntStream.range(0, count).mapToObj(i -> "word").collect(Collectors.joining(" "));
  }

  private static String noise(Random random) {
    String alphabet = "abcdefg  ,.;\n\n。，中文字😀1";
    int[] codePoints = alphabet.codePoints().toArray();
    return random
        .ints(random.nextInt(1500), 0, codePoints.length)
        .map(i -> codePoints[i])
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
