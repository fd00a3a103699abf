package io.longshore.generator.abstention;

import static io.longshore.generator.Passages.evidence;
import static io.longshore.generator.Passages.passage;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.question.Evidence;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With values as multilingual-e5-small gives them: README. */
class AbstentionTest {
  private static final String QUESTION = "What do otters eat?";
  private final Abstention abstention = new Abstention();

  @Test
  void withoutEvidenceThereIsNoAnswer() {
    assertThat(abstention.judge(QUESTION, List.of()).isAnswerable()).isFalse();
  }

  @Test
  void strongEvidenceIsAnsweredFromAndWeakIsNot() {
    assertThat(called(QUESTION, evidence(passage("Otters eat fish.", "en", 0.88, 0.55), 1, 0.87)))
        .isFalse();
    assertThat(called(QUESTION, evidence(passage("Badgers dig holes.", "en", 0.79, 0.15), 1, 0.76)))
        .isTrue();
  }

  @Test
  void theBestOfTheFirstFivePassagesCounts() {
    var weak = evidence(passage("Badgers dig holes.", "en", 0.79, 0.15), 1, 0.76);
    var strong = evidence(passage("Otters eat fish.", "en", 0.88, 0.55), 1, 0.87);
    assertThat(called(QUESTION, weak, weak, weak, weak, strong)).isFalse();
  }

  @Test
  void withoutTheRankersScoresCosineAndCoverageDecide() {
    assertThat(called(QUESTION, evidence(passage("Otters eat fish.", "en", 0.88, 0.55), 1)))
        .isFalse();
    assertThat(called(QUESTION, evidence(passage("Badgers dig holes.", "en", 0.79, 0.15), 1)))
        .isTrue();
  }

  @Test
  void withoutAnyModelCoverageDecidesAlone() {
    assertThat(called(QUESTION, evidence(passage("Otters eat fish.", "en", null, 0.8), 1)))
        .isFalse();
    assertThat(called(QUESTION, evidence(passage("Badgers dig holes.", "en", null, 0.05), 1)))
        .isTrue();
  }

  @Test
  void acrossLanguagesNoSharedWordsAreAskedForAndSimilaritiesAreLower() {
    var english = evidence(passage("Otters eat fish and crabs.", "en", 0.82, 0.0), 1, 0.79);
    assertThat(called("Was fressen die Otter und wie viel?", english)).isFalse();
    assertThat(called(QUESTION, english)).isTrue();
  }

  @Test
  void whereNothingIsKnownButTheOrderTheReaderJudges() {
    assertThat(called(QUESTION, evidence(passage("Otters eat fish.", "en", null, null), 1)))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          What do otters eat?              | I don't know: nothing in the documents answers this question.
          Was fressen die Otter?           | Das weiß ich nicht: In den Dokumenten steht nichts, was diese Frage beantwortet.
          水獭吃什么？                       | 我不知道：文档中没有能回答这个问题的内容。
          Apa yang dimakan berang-berang?  | Saya tidak tahu: tidak ada isi dokumen yang menjawab pertanyaan ini.
          Que mangent les loutres ?        | I don't know: nothing in the documents answers this question.
          カワウソは何を食べますか？            | I don't know: nothing in the documents answers this question.
          """)
  void theRefusalIsInTheLanguageOfTheQuestion(String question, String refusal) {
    assertThat(Refusal.to(question, 0)).isEqualTo(refusal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          What do otters eat?              | 1    | One document is not ready yet; the answer may be there.
          What do otters eat?              | 1200 | 1,200 documents are not ready yet; the answer may be there.
          Was fressen die Otter?           | 1    | Ein Dokument ist noch nicht bereit; dort kann die Antwort stehen.
          Was fressen die Otter?           | 1200 | 1.200 Dokumente sind noch nicht bereit; dort kann die Antwort stehen.
          水獭吃什么？                       | 3    | 还有 3 个文档尚未就绪，答案可能在其中。
          Apa yang dimakan berang-berang?  | 3    | 3 dokumen belum siap; jawabannya mungkin ada di sana.
          """)
  void theRefusalSaysHowManyDocumentsAreNotReadyYet(String question, int pending, String said) {
    assertThat(Refusal.to(question, pending))
        .startsWith(Refusal.to(question, 0))
        .endsWith(said)
        .doesNotContain("  ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          What do otters eat?              | I searched 1,200 documents. Nearest comes “Otters swim.” (river.md, page 7).
          Was fressen die Otter?           | Durchsucht: 1.200 Dokumente. Am nächsten kommt: „Otters swim.“ (river.md, Seite 7).
          水獭吃什么？                       | 已搜索 1,200 个文档。最接近的是：“Otters swim.”（river.md，第 7 页）。
          Apa yang dimakan berang-berang?  | 1.200 dokumen telah dicari. Yang paling dekat: “Otters swim.” (river.md, halaman 7).
          """)
  void theRefusalSaysHowMuchWasSearchedAndWhatComesNearest(String question, String said) {
    assertThat(Refusal.to(question, 0, 1200, new Refusal.Nearest("river.md", "Otters swim.", 7)))
        .startsWith(Refusal.to(question, 0))
        .endsWith(said)
        .doesNotContain("  ");
  }

  @Test
  void theRefusalSaysNothingOfWhatIsNotKnown() {
    assertThat(Refusal.to(QUESTION, 0, 0, null)).isEqualTo(Refusal.to(QUESTION, 0));
    assertThat(Refusal.to(QUESTION, 0, 1, null)).endsWith(" I searched one document.");
    assertThat(Refusal.to(QUESTION, 0, 2, new Refusal.Nearest("a {0}.md", "It's {1}.", null)))
        .endsWith(" I searched 2 documents. Nearest comes “It's {1}.” (a {0}.md).");
  }

  private boolean called(String question, Evidence... evidence) {
    return !abstention.judge(question, List.of(evidence)).isAnswerable();
  }
}
