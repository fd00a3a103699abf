package io.longshore.cli.evaluate.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentencesTest {
  @Test
  void aTextIsTakenApartAtItsSentencesAndLines() {
    assertThat(Sentences.of("Call me Ishmael. Some years ago!  Never mind\n\nGrad C: Nice .\n"))
        .containsExactly("Call me Ishmael.", "Some years ago!", "Never mind", "Grad C: Nice .");
  }

  @Test
  void aScriptWithoutSpacesHasSentencesToo() {
    assertThat(Sentences.of("水獭会游泳。獾挖洞。")).containsExactly("水獭会游泳。", "獾挖洞。");
  }

  @Test
  void nothingHasNone() {
    assertThat(Sentences.of(" \n\t\n")).isEmpty();
  }
}
