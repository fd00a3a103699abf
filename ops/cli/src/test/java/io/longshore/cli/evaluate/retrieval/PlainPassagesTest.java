package io.longshore.cli.evaluate.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainPassagesTest {
  @Test
  void sentencesAreJoinedWhileTheyHaveAtMost110WordsTogether() {
    String sixty = "word ".repeat(59) + "end.";
    String fifty = "word ".repeat(49) + "end.";
    assertThat(PlainPassages.of(sixty + " " + fifty + " One."))
        .containsExactly(sixty + " " + fifty, "One.");
  }

  @Test
  void aLongSentenceIsCutBetweenWordsAndItsRestGoesOn() {
    List<String> passages = PlainPassages.of("word ".repeat(250) + "end. One.");
    assertThat(passages).hasSize(3);
    assertThat(passages).extracting(PlainPassages::words).containsExactly(110, 110, 32);
    assertThat(passages.getLast()).endsWith("word end. One.");
    assertThat(String.join(" ", passages)).isEqualTo("word ".repeat(250) + "end. One.");
  }

  @Test
  void aCharacterOfAScriptWithoutSpacesIsAWord() {
    assertThat(PlainPassages.words("水獭 swims 吗")).isEqualTo(4);
    String chinese = String.join("", Collections.nCopies(250, "水"));
    assertThat(PlainPassages.of(chinese)).extracting(String::length).containsExactly(110, 110, 30);
  }

  @Test
  void aTextWithoutWordsHasNone() {
    assertThat(PlainPassages.of(" \n ")).isEmpty();
  }
}
