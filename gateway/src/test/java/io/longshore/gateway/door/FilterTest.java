package io.longshore.gateway.door;

import static io.longshore.gateway.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.answer.Finished;
import io.longshore.contracts.document.Metadatum;
import io.longshore.contracts.question.Condition;
import io.longshore.contracts.question.Condition.Operator;
import io.longshore.contracts.question.Question;
import io.longshore.gateway.Door;
import io.longshore.gateway.Gateway;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What a search and a question may be narrowed by. */
class FilterTest {
  @RegisterExtension static final Door DOOR = Door.with();

  @Test
  void aSearchWithoutAFilterTravelsWithoutConditions() {
    var later = DOOR.gateway().postLater("/api/v1/search", Map.of("query", "unfiltered"));
    var question = heard("unfiltered");
    assertThat(question.scope().filter()).isEmpty();
    finish(question);
    assertThat(later.join().statusCode()).isEqualTo(200);
  }

  @Test
  void everyComparisonTravelsWithItsQuestion() {
    var filter =
        """
        {"type":"and","filters":[
          {"type":"in","key":"language","value":["en","de"]},
          {"type":"and","filters":[{"type":"gte","key":"date","value":"2020-01-01"}]},
          {"type":"lt","key":"year","value":1900.5},
          {"type":"eq","key":"name","value":"2020-01-01"},
          {"type":"eq","key":"open","value":true},
          {"type":"nin","key":"author","value":["Melville"]},
          {"type":"ne","key":"author","value":"2020-13-01"}]}
        """;
    var later =
        DOOR.gateway()
            .postLater("/api/v1/answers", Map.of("question", "filtered", "filter", tree(filter)));
    var question = heard("filtered");
    assertThat(question.scope().filter())
        .containsExactly(
            new Condition(
                Operator.IN,
                List.of(Metadatum.of("language", "en"), Metadatum.of("language", "de"))),
            new Condition(
                Operator.AT_LEAST, List.of(Metadatum.of("date", LocalDate.of(2020, 1, 1)))),
            new Condition(Operator.BELOW, List.of(Metadatum.of("year", 1900.5))),
            new Condition(Operator.IN, List.of(Metadatum.of("name", "2020-01-01"))),
            new Condition(Operator.IN, List.of(Metadatum.of("open", true))),
            new Condition(Operator.NOT_IN, List.of(Metadatum.of("author", "Melville"))),
            new Condition(Operator.NOT_IN, List.of(Metadatum.of("author", "2020-13-01"))));
    finish(question);
    assertThat(later.join().statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | filter.type is one of",
        "{'type':'like','key':'a','value':'b'} | filter.type is one of",
        "{'type':'EQ','key':'a','value':'b'} | filter.type is one of",
        "{'type':'and'} | filter.filters has at least one",
        "{'type':'and','filters':[]} | filter.filters has at least one",
        "{'type':'and','filters':[null]} | filter.filters[0] is a filter",
        "{'type':'and','filters':[{'type':'or'}]} | filter.filters[0].type is one of",
        "{'type':'eq','value':'b'} | filter.key has 1 to 64",
        "{'type':'eq','key':' ','value':'b'} | filter.key has 1 to 64",
        "{'type':'eq','key':'a'} | filter.value is a text",
        "{'type':'eq','key':'a','value':null} | filter.value is text",
        "{'type':'eq','key':'a','value':['b']} | filter.value is a text",
        "{'type':'eq','key':'a','value':{}} | filter.value is text",
        "{'type':'eq','key':'a','value':1e999} | filter.value is text",
        "{'type':'in','key':'a','value':[]} | filter.value is an array",
        "{'type':'in','key':'a','value':'b'} | filter.value is an array",
        "{'type':'in','key':'a','value':['b',1]} | filter.value has values of one kind",
        "{'type':'gt','key':'a','value':'b'} | filter.value is a number or a day",
        "{'type':'lte','key':'a','value':true} | filter.value is a number or a day",
      })
  void aFilterThatMakesNoSenseIsRefusedWithItsField(String filter, String detail) {
    for (var path : List.of("search\",\"query", "answers\",\"question")) {
      var parts = path.split("\",\"");
      var body = "{\"%s\":\"x\",\"filter\":%s}".formatted(parts[1], filter.replace('\'', '"'));
      var response = DOOR.gateway().post("/api/v1/" + parts[0], body);
      assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
      assertThat(json(response).at("/code").asString()).isEqualTo("filter-invalid");
      assertThat(json(response).at("/detail").asString()).startsWith(detail);
    }
  }

  @Test
  void aFilterOfTooMuchIsRefused() {
    var one = "{\"type\":\"eq\",\"key\":\"a\",\"value\":\"b\"}";
    refused("{\"type\":\"and\",\"filters\":[" + (one + ",").repeat(16) + one + "]}");
    refused("{\"type\":\"in\",\"key\":\"a\",\"value\":[" + "\"b\",".repeat(256) + "\"b\"]}");
    refused("{\"type\":\"eq\",\"key\":\"a\",\"value\":\"" + "b".repeat(1001) + "\"}");
    refused("{\"type\":\"eq\",\"key\":\"" + "a".repeat(65) + "\",\"value\":\"b\"}");
  }

  private static void refused(String filter) {
    var response =
        DOOR.gateway().post("/api/v1/search", "{\"query\":\"x\",\"filter\":" + filter + "}");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(json(response).at("/code").asString()).isEqualTo("filter-invalid");
  }

  private static JsonNode tree(String text) {
    return Gateway.JSON.readTree(text);
  }

  private static Question heard(String text) {
    return DOOR.rooms().hear(question -> question.text().equals(text));
  }

  private static void finish(Question question) {
    var finished = new Finished("", false, List.of(), Map.of(), List.of(), List.of());
    DOOR.rooms().answer(AnswerEvent.finished(question.id(), question.principal(), 1, finished));
  }
}
