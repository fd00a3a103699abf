package io.longshore.generator.citation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EchoTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          When was the Alder Bridge opened?       | The Alder Bridge was opened.
          When was the Alder Bridge opened?       | When was the Alder Bridge opened?
          Was the Alder Bridge opened in 1931?    | Was the Alder Bridge opened in 1931?
          In which year did the bridge open?      | The bridge opened in the year.
          In which year did the bridge open?      | The bridge opened.
          How many towers does the bridge have?   | The bridge has towers.
          What happened in 1931?                  | It happened in 1931.
          Who designed the towers?                | The towers were designed.
          Why does the lamp not burn?             | The lamp does not burn.
          Wann wurde die Erlenbrücke eröffnet?    | Die Erlenbrücke wurde eröffnet.
          Welche Farbe hat der Turm?              | Der Turm hat eine Farbe.
          Was wurde 1931 eröffnet?                | Es wurde 1931 eröffnet.
          Woher kam das Holz der Brücke?          | Das Holz der Brücke kam.
          灯塔是谁建的？                          | 灯塔是建的。
          灯塔建于哪一年？                        | 灯塔建于那一年。
          这座灯塔是什么颜色的？                  | 这座灯塔是有颜色的。
          有多少人在灯塔工作？                    | 有人在灯塔工作。
          灯塔是罗文建的吗？                      | 灯塔是罗文建的吗？
          Kapan jembatan dibuka?                  | Jembatan itu dibuka.
          """)
  void whatWasAskedSaidAgainIsOne(String question, String sentence) {
    assertThat(new Echo(question).isOne(sentence)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a word more     | When was the Alder Bridge opened?     | The Alder Bridge was opened yesterday.
          a word more     | Wann wurde die Erlenbrücke eröffnet?  | Die Erlenbrücke wurde im Mai eröffnet.
          a word more     | 灯塔是什么颜色的？                    | 灯塔是白颜色的。
          a number more   | When was the Alder Bridge opened?     | The Alder Bridge was opened in 1931.
          a number more   | Wann wurde die Erlenbrücke eröffnet?  | Die Erlenbrücke wurde 1931 eröffnet.
          a number more   | 灯塔建于哪一年？                      | 灯塔建于1872年。
          a number more   | 有多少人在灯塔工作？                  | 有三人在灯塔工作。
          another number  | What happened in 1931?                | It happened in 1932.
          a name more     | Who designed the towers?              | Anna Keller designed the towers.
          a name more     | Wer hat die Türme entworfen?          | Anna Keller hat die Türme entworfen.
          a name more     | 灯塔是谁建的？                        | 灯塔是罗文建的。
          a word of it    | What are people who bake called?      | People who bake are called bakers.
          the opposite    | Why does the lamp burn?               | The lamp does not burn.
          the opposite    | 有多少人在灯塔工作？                  | 没有人在灯塔工作。
          it is so        | Was the Alder Bridge opened in 1931?  | The Alder Bridge was opened in 1931.
          it is so        | Wurde die Brücke eröffnet?            | Die Brücke wurde eröffnet.
          it is so        | Steht der Turm am Hafen?              | Der Turm steht am Hafen.
          it is so        | 灯塔是罗文建的吗？                    | 灯塔是罗文建的。
          it is so        | 灯塔高不高？                          | 灯塔高。
          it is so        | Is the man who built it Danish?       | The man who built it is Danish.
          it is so        | Was the man who built it Danish?      | The man who built it was Danish.
          it is so        | Ist bekannt, wann sie gebaut wurde?   | Es ist bekannt, wann sie gebaut wurde.
          it is so        | 知道灯塔是谁建的吗？                  | 知道灯塔是谁建的。
          it is so        | Who built it, and was it opened in 1931? | It was opened in 1931.
          one of them     | What is it made of, steel or stone?   | It is made of stone.
          one of them     | Which of gold and lead is heavier?    | Gold is heavier.
          one of them     | Which of gold and lead is heavier?    | Gold is heavier than lead.
          one of them     | Was ist länger, Elbe oder Weser?      | Die Elbe ist länger.
          one of them     | Welcher Fluss ist länger, Elbe oder Weser? | Länger ist die Elbe, dann kommt die Weser.
          one of them     | 赤桥和白桥哪座更长？                  | 赤桥更长。
          all of them     | How many of the boxes were lost?      | All of the boxes were lost.
          all of them     | 哪些灯塔被毁？                        | 灯塔都被毁。
          after it        | When was the tower lit in the war?    | The tower was lit after the war.
          one             | How many towers does the bridge have? | The bridge has a tower.
          one             | Wie viele Motoren hat das Schiff?     | Das Schiff hat einen Motor.
          """)
  void whatAnswersIsNone(String what, String question, String sentence) {
    assertThat(new Echo(question).isOne(sentence)).as(what).isFalse();
  }
}
