package io.longshore.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.contracts.text.Sentences;
import io.longshore.contracts.text.Text;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
  /** A family of four joined by ZWJ, a flag, a rare ideograph (U+20BB7), a combining accent. */
  private static final String GOLDEN = "a👨‍👩‍👧‍👦b🇩🇪𠮷野家e\u0301ß";

  @Test
  void positionsOfTheGoldenTextAreWhatUnicodeSays() {
    var text = new Text(GOLDEN);
    assertThat(text.length()).isEqualTo(17);
    assertThat(text.utf16(1)).isEqualTo(1);
    assertThat(text.utf8(2)).isEqualTo(5);
    assertThat(text.slice(11, 12)).isEqualTo("𠮷");
    assertThat(text.utf16(12) - text.utf16(11)).isEqualTo(2);
    assertThat(text.utf8(12) - text.utf8(11)).isEqualTo(4);
    assertThat(text.utf8(17)).isEqualTo(GOLDEN.getBytes(StandardCharsets.UTF_8).length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "𠮷", "long"})
  void everyPositionComesBackToItself(String seed) {
    String value =
        switch (seed) {
          case "long" -> GOLDEN.repeat(200);
          default -> seed;
        };
    var text = new Text(value);
    for (int i = 0; i <= text.length(); i++) {
      assertThat(text.codePoint(text.utf16(i))).isEqualTo(i);
      assertThat(text.utf8(i))
          .isEqualTo(value.substring(0, text.utf16(i)).getBytes(StandardCharsets.UTF_8).length);
    }
  }

  @Test
  void theSecondHalfOfASurrogatePairBelongsToItsCodePoint() {
    assertThat(new Text("𠮷a").codePoint(1)).isZero();
    assertThat(new Text("𠮷a").codePoint(2)).isEqualTo(1);
  }

  @Test
  void aPositionOutsideIsRefused() {
    assertThatThrownBy(() -> new Text("ab").utf16(3)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void aSpanIsNeverEmpty() {
    var document = DocumentId.random();
    assertThatThrownBy(() -> new Span(document, "h", 3, 3))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new Span(document, "h", 10, 20).part(2, 5))
        .isEqualTo(new Span(document, "h", 12, 15));
  }

  @Test
  void abbreviationsInitialsAndDecimalsDoNotEndASentence() {
    assertThat(sentences("Dr. H. Melville paid 3.50 dollars. Then he left! Why?", "en"))
        .containsExactly("Dr. H. Melville paid 3.50 dollars.", "Then he left!", "Why?");
  }

  @Test
  void anOrdinalEndsNoSentenceWhereItIsWrittenWithAFullStop() {
    assertThat(sentences("Am 8. Februar 2007 kam er. Er blieb.", "de"))
        .containsExactly("Am 8. Februar 2007 kam er.", "Er blieb.");
    assertThat(sentences("They were 8. He came later.", "en")).hasSize(2);
    assertThat(sentences("Es war 1932. Er blieb.", "de")).hasSize(2);
  }

  @Test
  void aFullStopInsideOfAWordAndAQuotedQuestionEndNoSentence() {
    assertThat(sentences("Can it? Yes: ./longshore start does it. It is quick.", "en"))
        .containsExactly("Can it?", "Yes: ./longshore start does it.", "It is quick.");
    assertThat(sentences("A follow-up such as \"and in 2019?\" is understood. Try it.", "en"))
        .containsExactly("A follow-up such as \"and in 2019?\" is understood.", "Try it.");
    assertThat(sentences("He asked \"why?\" Then he left.", "en")).hasSize(2);
  }

  @Test
  void eachItemOfAListIsASentence() {
    assertThat(sentences("Limits:\n- A question: 32 kB.\n- An upload: 2 GB\n- Names", "en"))
        .containsExactly("Limits:", "- A question: 32 kB.", "- An upload: 2 GB", "- Names");
    assertThat(sentences("It goes on\nin the next line - like this. End.", "en")).hasSize(2);
  }

  @Test
  void blankLinesAndFullWidthStopsEndASentence() {
    assertThat(sentences("Chapter One\n\nIt began. 他来了。她走了！", "en"))
        .containsExactly("Chapter One", "It began.", "他来了。", "她走了！");
  }

  private static List<String> sentences(String text, String language) {
    return Sentences.of(text, language).stream().map(r -> r.of(text)).toList();
  }
}
