package io.longshore.generator.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Who designed the bridge and when was it opened?",
        "When was it opened, and by whom?",
        "How long is it? Who built it?",
        "Wer hat die Brücke gebaut und wann wurde sie eröffnet?",
        "Siapa yang membangunnya dan kapan dibuka?",
        "桥是谁设计的，何时开通？"
      })
  void severalQuestionsInOneHaveParts(String question) {
    assertThat(Wording.hasParts(question)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Who designed the towers and the railings?",
        "What do otters and herons eat?",
        "Wann wurden Brücke und Turm gebaut?",
        "Apa yang dimakan berang-berang dan bangau?",
        "水獭和苍鹭吃什么？"
      })
  void oneQuestionAboutSeveralThingsHasNone(String question) {
    assertThat(Wording.hasParts(question)).isFalse();
  }
}
