package io.longshore.gateway.door.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.document.Metadatum;
import io.longshore.contracts.question.Condition;
import io.longshore.contracts.question.Condition.Operator;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilterObjectTest {
  private static final List<Condition> CONDITIONS =
      List.of(
          new Condition(
              Operator.IN, List.of(Metadatum.of("language", "en"), Metadatum.of("language", "de"))),
          new Condition(Operator.NOT_IN, List.of(Metadatum.of("author", "Melville"))),
          new Condition(Operator.AT_LEAST, List.of(Metadatum.of("date", LocalDate.of(2020, 1, 1)))),
          new Condition(Operator.AT_MOST, List.of(Metadatum.of("date", LocalDate.of(2021, 1, 1)))),
          new Condition(Operator.BELOW, List.of(Metadatum.of("year", 1900.5))),
          new Condition(Operator.ABOVE, List.of(Metadatum.of("year", 1800))),
          new Condition(Operator.IN, List.of(Metadatum.of("open", true))));

  @Test
  void whatAReceiptSaysOfAFilterIsReadAsTheSameFilterAgain() {
    assertThat(FilterObject.conditions(FilterObject.of(CONDITIONS))).isEqualTo(CONDITIONS);
    for (Condition one : CONDITIONS) {
      assertThat(FilterObject.conditions(FilterObject.of(List.of(one)))).containsExactly(one);
    }
    assertThat(FilterObject.of(List.of())).isNull();
  }
}
