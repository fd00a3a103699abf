package io.longshore.generator.citation;

import static io.longshore.generator.Passages.passage;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.generator.extraction.Quote;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NegationTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Does the bridge have a roof?     | The bridge, which was built in 1931, has no roof.      | The bridge has no roof.
          What about the election in 1990? | In 1990, he did not win the election.                  | He did not win the election in 1990.
          Was he ill?                      | Because he was ill, he did not attend.                 | He did not attend because he was ill.
          When is the park open?           | The park is not open on Mondays, Tuesdays and Fridays. | The park is not open on Fridays.
          Wann ist der Park geöffnet?      | Der Park ist montags, dienstags und freitags nicht geöffnet. | Der Park ist montags nicht geöffnet.
          大桥有多长？                     | 大桥没有屋顶，全长500米。                              | 大桥全长500米。
          What does the bridge have?       | The bridge has no roof, but it has high walls.         | The bridge has high walls.
          """)
  void whatIsSaidInAnotherClauseThanTheNegationIsNoContradiction(
      String question, String source, String said) {
    assertThat(support(question, source, said)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          What does the bridge have?   | The bridge has no roof, but it has high walls.         | The bridge has no high walls.
          Does it have high walls?     | The bridge has no roof, but it has high walls.         | The bridge has no high walls.
          What does the bridge have?   | The bridge has no roof, but it has high walls.         | The bridge has a roof.
          When is the park open?       | The park is not open on Mondays, Tuesdays and Fridays. | The park is open on Fridays.
          When is the park open?       | The park is not open on Mondays, but it is open on Fridays. | The park is not open on Fridays.
          What about Fridays?          | The park is not open on Mondays, but it is open on Fridays. | The park is not open on Fridays.
          Wann ist der Park geöffnet?  | Der Park ist montags, dienstags und freitags nicht geöffnet. | Der Park ist montags geöffnet.
          Wann öffnet der Park?        | Montags und freitags öffnet der Park nicht.            | Montags öffnet der Park.
          Öffnet der Park freitags?    | Der Park öffnet freitags nicht.                        | Der Park öffnet freitags.
          Did he attend?               | Because he was ill, he did not attend.                 | He did attend because he was ill.
          When was the bridge opened?  | The bridge was opened to public traffic in 1931.       | It was not, in the end, opened to public traffic in 1931.
          Wann wurde die Brücke eröffnet? | Die Brücke wurde 1931 für den öffentlichen Verkehr eröffnet. | Sie wurde nicht, wie geplant, 1931 für den öffentlichen Verkehr eröffnet.
          When did he win the election? | He did not win the election in 1990, but won in 1994. | He did not win the election in 1994.
          大桥有屋顶吗？               | 大桥没有屋顶，全长500米。                              | 大桥有屋顶。
          """)
  void whatTheSourceDeniesIsNotSaidAndWhatItSaysIsNotDenied(
      String question, String source, String said) {
    assertThat(support(question, source, said)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Who designed it? | Anna Keller, not Maria, designed the towers. | Anna Keller designed the towers.   | true
          Who designed it? | Anna Keller, not Maria, designed the towers. | Maria designed the towers.         | false
          What was he?     | What he was: he was rich, famous and not happy. | He was rich.                   | true
          What was he?     | What he was: he was rich, famous and not happy. | He was not rich.               | false
          What has it?     | What it has: it has towers, walls and no roof.  | It has towers.                 | true
          What has it?     | What it has: it has towers, walls and no roof.  | It has no towers.              | false
          """)
  void aNegationBearsOnItsOwnClause(
      String question, String source, String said, boolean supported) {
    assertThat(support(question + " What about towers or the rich?", source, said))
        .hasSize(supported ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Was the bridge opened?  | The bridge was opened in 1931. | No, the bridge was opened in 1931.
          Is the bridge open?     | No, the bridge was opened in 1931. | The bridge was opened in 1931.
          """)
  void aNoThatAnswersDeniesNothing(String question, String source, String said) {
    assertThat(support(question, source, said)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "Die Alder Bridge hat kein Dach., The Alder Bridge has no roof., true",
    "Die Alder Bridge hat kein Dach., The Alder Bridge has a roof., false",
    "Die Alder Bridge wurde nicht 1931 gebaut., The Alder Bridge was built in 1931., false",
    "Die Alder Bridge wurde 1931 gebaut., The Alder Bridge was not built in 1931., false"
  })
  void acrossLanguagesADenialNeedsOne(String said, String source, boolean supported) {
    var attachment =
        new Attachment("Was ist mit der Alder Bridge?", Stretch.of(List.of(passage(source))));
    assertThat(attachment.support(said, true, Set.of())).hasSize(supported ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({
    "他是南非人。",
    "船沉没了。",
    "他去不列颠。",
    "他去不丹。",
    "有不少人。",
    "不过他来了。",
    "有无数人。",
    "无论天气。",
    "非物质遗产。",
    "土地被没收。",
    "差不多三十米。",
    "Not only trams cross it."
  })
  void partsOfOtherWordsAreNoNegation(String text) {
    assertThat(Negation.in(text)).as(text).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "他没有来。",
    "他不来。",
    "并非如此。",
    "无人居住。",
    "It is not.",
    "Es ist kein Turm.",
    "Dia tidak datang."
  })
  void negationIsTold(String text) {
    assertThat(Negation.in(text)).as(text).isTrue();
  }

  private static List<Quote> support(String question, String source, String said) {
    return new Attachment(question, Stretch.of(List.of(passage(source))))
        .support(said, false, Set.of());
  }
}
