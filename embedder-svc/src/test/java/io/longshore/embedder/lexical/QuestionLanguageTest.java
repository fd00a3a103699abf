package io.longshore.embedder.lexical;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionLanguageTest {
  @ParameterizedTest
  @CsvSource({
    "en, How long are the answers kept on the topics?",
    "de, Wie lange werden die Antworten aufbewahrt?",
    "fr, Combien de temps les réponses sont-elles conservées dans le système ?",
    "id, Berapa lama jawaban disimpan di dalam sistem yang ini?",
    "zh, 答案会保存多久？",
    "ja, 答えはどのくらい保存されますか",
    "ru, Как долго хранятся ответы в этой системе?",
    "und, Longshore retention",
    "und, 42",
  })
  void aQuestionTellsItsLanguageByItsScriptOrItsLittleWords(String language, String question) {
    assertThat(QuestionLanguage.of(question)).isEqualTo(language);
  }
}
