package io.longshore.generator.citation;

import static io.longshore.generator.Passages.passage;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Wer wurde wann ermordet? | Präsident Lincoln wurde 1865 ermordet.       | President Lincoln was murdered in 1865.  | true
          Wer baute die Nautilus?  | Die Nautilus wurde 1866 von Kapitän Nemo gebaut. | The Nautilus was built by Captain Nemo in 1866. | true
          Wann war das?            | Das war Ende Dezember 1931.                  | It was at the end of December 1931.      | true
          Wann war das?            | Das war Anfang März 1931.                    | It was early in March 1931.              | true
          Wer wurde wann ermordet? | Präsident Garfield wurde 1865 ermordet.      | President Lincoln was murdered in 1865.  | false
          Wer wurde wann ermordet? | 1865 wurde Maria Lincoln ermordet.           | Abraham Lincoln was murdered in 1865.    | false
          When was it reunited?    | In 1990 Germany was reunited.                | 1990 wurde Deutschland wiedervereinigt.  | true
          Where was he born?       | He was born in Munich in 1931.               | Er wurde 1931 in München geboren.        | true
          Who built it?            | The German engineer Benedikt Holm built it in 1907. | Der deutsche Ingenieur Benedikt Holm baute sie 1907. | true
          Who built it?            | The German engineer Anna Holm built it in 1907. | Der deutsche Ingenieur Benedikt Holm baute sie 1907. | false
          Where was she born?      | She was born in Lima in 1931.                | Sie wurde 1931 in Quito geboren.         | false
          Where was she born?      | She was born in Lima in 1931.                | Sie wurde 1931 in Lima geboren.          | true
          When is it closed?       | It has been closed on Mondays and on Monday evenings since 1990. | Seit 1990 ist es montags und am Montagabend geschlossen. | true
          """)
  void acrossLanguagesOnlyWhatIsTheSameInBothMustBeHeld(
      String question, String said, String source, boolean supported) {
    var attachment = new Attachment(question, Stretch.of(List.of(passage(source))));
    assertThat(attachment.support(said, true, Set.of())).hasSize(supported ? 1 : 0);
  }
}
