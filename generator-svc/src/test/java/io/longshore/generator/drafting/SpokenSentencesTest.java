package io.longshore.generator.drafting;

import static io.longshore.generator.Passages.passage;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.generator.citation.Stretch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpokenSentencesTest {
  private final List<Statement> said = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not stated",
        "Not mentioned.",
        "The texts do not contain the answer.",
        "The provided text does not mention it.",
        "Text 1 doesn't say when it was opened.",
        "The texts don’t mention it.",
        "The text doesn’t say when it was opened.",
        "The text provides no information about its opening.",
        "I'm sorry, but the given passages do not explicitly state it.",
        "The year is not mentioned in the text.",
        "The answer is not given.",
        "Der Text enthält dazu keine Angaben.",
        "Das ist im Text nicht angegeben.",
        "Das wird in den vorliegenden Texten nicht erwähnt.",
        "Nicht angegeben.",
        "Hal itu tidak disebutkan dalam teks.",
        "文中未提及。",
        "文本中没有提到这一点。",
        "未提及。",
        "文中没有明确提到开通时间。",
        "文本中未提供。",
        "该信息未提及。"
      })
  void thatTheTextDoesNotSayItIsARefusal(String sentence) {
    assertThat(refuses(sentence)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The licence does not include commercial use.",
        "The guarantee does not give a right to a refund.",
        "Members do not say their names.",
        "The dose is not given in tablets.",
        "The price is not specified in the contract.",
        "Im Preis ist das Frühstück nicht enthalten.",
        "Der Name des Bauherrn wurde nicht genannt.",
        "Es werden keine Informationen gespeichert.",
        "Makanan itu tidak disebutkan oleh pemiliknya.",
        "该许可证未说明商业用途。",
        "没有提供早餐。",
        "文件未提供给公众。",
        "The hotel provides no information about prices."
      })
  void thatSomethingElseLeavesItOutIsNone(String sentence) {
    assertThat(refuses(sentence)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Who designed the Eiffel Tower? | Eiffel designed the tower.
          How many of the 12 boats sank? | 12 boats sank.
          """)
  void anAnswerInTheQuestionsOwnWordsIsSaid(String question, String answer) {
    var sentences =
        new SpokenSentences(
            question, Stretch.of(List.of(passage(answer, "en", 0.8, 0.5))), said::add);
    sentences.hear(answer);
    sentences.end(false);
    assertThat(said).extracting(Statement::text).containsExactly(answer);
  }

  private boolean refuses(String sentence) {
    var sentences =
        new SpokenSentences(
            "When was it opened?", Stretch.of(List.of(passage("It is old."))), said::add);
    sentences.hear(sentence);
    sentences.end(false);
    return sentences.isRefusal();
  }
}
