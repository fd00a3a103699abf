package io.longshore.memory.followup;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.question.Recalled;
import io.longshore.contracts.question.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FollowUpsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          What was the revenue in 2018?             | and in 2019?                | What was the revenue in 2019?
          What was the revenue in 2018?             | In 2019?                    | What was the revenue in 2019?
          What was the revenue in 2018?             | what about 2019?            | What was the revenue in 2019?
          What is the capital of France?            | What about Germany?         | What is the capital of Germany?
          What is the capital of France?            | And of South Africa?        | What is the capital of South Africa?
          How did IBM do in France in 2018?         | And in Germany?             | How did IBM do in Germany in 2018?
          Wie hoch war der Umsatz im Jahr 2018?     | und 2019?                   | Wie hoch war der Umsatz im Jahr 2019?
          Wie viele Menschen leben in Frankreich?   | Und in Spanien?             | Wie viele Menschen leben in Spanien?
          Wie hoch war der Umsatz in Frankreich?    | Was ist mit Spanien?        | Wie hoch war der Umsatz in Spanien?
          2018年的收入是多少？                        | 那2019年呢？                 | 2019年的收入是多少？
          法国的首都是哪里？                          | 那德国呢？                   | 德国的首都是哪里？
          Berapa pendapatan pada tahun 2018?        | Bagaimana dengan 2019?      | Berapa pendapatan pada tahun 2019?
          Apa ibu kota Prancis?                     | bagaimana dengan Jerman?    | Apa ibu kota Jerman?
          Apa ibu kota Prancis?                     | Kalau Jerman?               | Apa ibu kota Jerman?
          """)
  void aFragmentTakesThePlaceOfItsLike(String before, String asked, String standalone) {
    assertThat(after(before, asked)).isEqualTo(new Recalled(standalone, true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Who was president of France in 1958?           | Who was he?              | Who was he? (president France 1958)
          Who was president of France in 1958?           | When did he die?         | When did he die? (president France 1958)
          What is the Endurance?                         | How many masts did it have?  | How many masts did it have? (Endurance)
          Did the revenue fall in 2019?                  | Why?                     | Why? (revenue fall 2019)
          Did the revenue fall in 2019?                  | And why is that?         | And why is that? (revenue fall 2019)
          Did France fight Germany in the war?           | What about Spain?        | What about Spain? (France fight Germany war)
          How many students enrolled in primary school?  | What about girls?        | What about girls? (students enrolled primary school)
          Wer schrieb den Faust?                         | Wann ist er gestorben?   | Wann ist er gestorben? (schrieb Faust)
          Warum sank der Umsatz?                         | Und warum?               | Und warum? (sank Umsatz)
          谁写了浮士德？                                   | 他是什么时候去世的？         | 他是什么时候去世的？ (写 浮士德)
          收入下降了吗？                                   | 为什么？                  | 为什么？ (收入下降)
          Siapa penulis Laskar Pelangi?                  | Kapan dia lahir?         | Kapan dia lahir? (penulis Laskar Pelangi)
          Apa itu Republik Indonesia?                    | Siapa presidennya?       | Siapa presidennya? (Republik Indonesia)
          """)
  void aPronounOrABareQuestionWordGetsTheTopicOfTheLastQuestion(
      String before, String asked, String standalone) {
    assertThat(after(before, asked)).isEqualTo(new Recalled(standalone, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "What did Setanta Sports say when it would launch as a subscription service?",
        "When did Victoria enact its constitution?",
        "How long does it take to fly to Mars?",
        "Is it possible to export a collection?",
        "What time is it in Tokyo?",
        "How many countries are there?",
        "Who was Andre Gunder Frank?",
        "And who built the Murray Schoolhouse Museum?",
        "Which metric do airports use to decide how busy they are?",
        "What happened in 1958?",
        "Why did the group decide to keep the solar cells when discussing the industrial design?",
        "Was hat Luther 1517 in Wittenberg getan?",
        "Gibt es einen Hafen in Hamburg?",
        "Können Sie mir die Frist für Rücksendungen nennen?",
        "Wie lange dauert die Rückerstattung bei Sperrgut?",
        "诺曼底的首都是哪里？",
        "其他国家的税率是多少？",
        "Apa nama ibu kota Prancis?",
        "Kapan Perang Dunia II berakhir?",
        "container registry"
      })
  void aQuestionThatStandsAloneIsNotTouched(String asked) {
    assertThat(after("What was the revenue of Tesla in 2018?", asked))
        .isEqualTo(new Recalled(asked, false));
  }

  @Test
  void theFirstQuestionOfAConversationIsNotTouched() {
    assertThat(FollowUps.standalone("And in 2019?", List.of()))
        .isEqualTo(new Recalled("And in 2019?", false));
  }

  @Test
  void aChainOfFollowUpsKeepsItsTopic() {
    assertThat(after("What was the revenue of Tesla in 2018?", "And in 2019?", "Why?").standalone())
        .isEqualTo("Why? (revenue Tesla 2019)");
  }

  @Test
  void aTurnWithoutATopicIsLookedPast() {
    assertThat(after("What is the capital of France?", "Thank you!", "And of Spain?").standalone())
        .isEqualTo("What is the capital of Spain?");
  }

  @Test
  void turnsBeforeTheLastFewAreNotLookedAt() {
    List<String> said = new ArrayList<>(List.of("What is the capital of France?"));
    IntStream.range(0, FollowUps.TURNS_MAX).forEach(_ -> said.add("Thank you!"));
    said.add("Why?");
    assertThat(after(said.toArray(String[]::new)).rewritten()).isFalse();
  }

  /** The last is asked, the others were said before. */
  private static Recalled after(String... questions) {
    List<Turn> turns =
        IntStream.range(0, questions.length - 1)
            .mapToObj(i -> new Turn(questions[i], "An answer.", Instant.EPOCH.plusSeconds(i)))
            .toList();
    return FollowUps.standalone(questions[questions.length - 1], turns);
  }
}
