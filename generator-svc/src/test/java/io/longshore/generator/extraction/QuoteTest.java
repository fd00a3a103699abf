package io.longshore.generator.extraction;

import static io.longshore.generator.Passages.passage;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuoteTest {
  @Test
  void whatIsLongIsCutBehindAWord() {
    assertThat(cleaned("Otters eat fish, crabs and frogs.", 40))
        .isEqualTo("Otters eat fish, crabs and frogs.");
    assertThat(cleaned("Otters eat fish, crabs and frogs.", 20)).isEqualTo("Otters eat fish…");
    assertThat(cleaned("Otters eat fish, crabs and frogs.", 25))
        .isEqualTo("Otters eat fish, crabs…");
  }

  @Test
  void whatHasNoWordsIsCutBetweenCharacters() {
    assertThat(cleaned("水獭吃鱼和螃蟹也吃青蛙", 6)).isEqualTo("水獭吃鱼和…");
    assertThat(cleaned("𠮷𠮷𠮷𠮷𠮷", 6)).isEqualTo("𠮷𠮷…");
  }

  private static String cleaned(String text, int charsMax) {
    return new Quote(passage(text), 0, text.codePointCount(0, text.length())).cleaned(charsMax);
  }
}
