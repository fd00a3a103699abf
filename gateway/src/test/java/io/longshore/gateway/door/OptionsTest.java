package io.longshore.gateway.door;

import static io.longshore.gateway.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.answer.Explanation;
import io.longshore.contracts.answer.Finished;
import io.longshore.contracts.answer.Step;
import io.longshore.contracts.answer.Tokens;
import io.longshore.contracts.question.Options;
import io.longshore.contracts.question.Options.Draft;
import io.longshore.contracts.question.Options.Goal;
import io.longshore.contracts.question.Options.Legs;
import io.longshore.contracts.question.Question;
import io.longshore.gateway.Door;
import io.longshore.gateway.Gateway;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be said beside a question, and what is told of it at the end. */
class OptionsTest {
  @RegisterExtension static final Door DOOR = Door.with();

  @Test
  void aQuestionWithoutOptionsHasTheDefaultsAndIsNotExplained() {
    var later = DOOR.gateway().postLater("/api/v1/answers", Map.of("question", "plain"));
    var question = heard("plain");
    assertThat(question.options())
        .isEqualTo(new Options(Goal.ANSWER, Options.K_MAX, Draft.AUTO, 0, false, false));
    finish(question);
    assertThat(json(later.join()).at("/explain").isNull()).isTrue();
    var path = "/api/v1/answers/" + question.id();
    assertThat(json(DOOR.gateway().get(path)).at("/explain").isNull()).isTrue();
    var explained = json(DOOR.gateway().get(path + "?explain=true"));
    assertThat(explained.at("/explain/options/explain").asBoolean()).isFalse();
    assertThat(explained.at("/explain/steps/0/what/model").asString()).isEqualTo("tiny");
  }

  @Test
  void anAnswerSaysHowFarTheEvidenceCoversItsQuestionAndWhatAModelTook() {
    var later = DOOR.gateway().postLater("/api/v1/answers", Map.of("question", "counted"));
    var question = heard("counted");
    finish(question, new Tokens(900, 30), 0.75);
    var answer = json(later.join());
    assertThat(answer.at("/coverage").asDouble()).isEqualTo(0.75);
    assertThat(answer.at("/usage"))
        .isEqualTo(
            Gateway.JSON.readTree(
                "{\"input_tokens\": 900, \"output_tokens\": 30, \"total_tokens\": 930}"));
    assertThat(json(DOOR.gateway().get("/api/v1/answers/" + question.id()))).isEqualTo(answer);
  }

  @Test
  void whatIsNotKnownOfAnAnswerIsNull() {
    var later = DOOR.gateway().postLater("/api/v1/answers", Map.of("question", "unknown"));
    finish(heard("unknown"));
    var answer = json(later.join());
    assertThat(answer.at("/coverage").isNull()).isTrue();
    assertThat(answer.at("/usage").isNull()).isTrue();
  }

  @Test
  void theOptionsOfAnAnswerTravelAndItsExplanationIsToldAndKept() {
    var options =
        Map.of(
            "k",
            5,
            "draft",
            "constrained",
            "passages",
            3,
            "explain",
            true,
            "rerank",
            false,
            "legs",
            "dense");
    var later =
        DOOR.gateway()
            .postLater("/api/v1/answers", Map.of("question", "explained", "options", options));
    var question = heard("explained");
    assertThat(question.options())
        .isEqualTo(new Options(Goal.ANSWER, 5, Draft.CONSTRAINED, 3, true, true, Legs.DENSE));
    finish(question);
    var answer = json(later.join());
    var collection = question.scope().collections().getFirst();
    assertThat(answer.at("/explain"))
        .isEqualTo(
            Gateway.JSON.readTree(
                """
                {"options": {"k": 5, "draft": "constrained", "passages": 3, "explain": true, "rerank": false, "legs": "dense"},
                 "scope": {"collections": ["%s"], "documents": [], "filter": null},
                 "steps": [{"name": "draft", "millis": 7,
                            "what": {"model": "tiny", "tokens": 12, "certainty": 0.5}}]}
                """
                    .formatted(collection)));
    assertThat(json(DOOR.gateway().get("/api/v1/answers/" + question.id()))).isEqualTo(answer);
  }

  @Test
  void aSearchIsExplainedToo() {
    var later =
        DOOR.gateway()
            .postLater(
                "/api/v1/search",
                Map.of(
                    "query",
                    "whale",
                    "options",
                    Map.of("k", 3, "explain", true, "rerank", false, "legs", "lexical")));
    var question = heard("whale");
    assertThat(question.options())
        .isEqualTo(new Options(Goal.SEARCH, 3, Draft.AUTO, 0, true, true, Legs.LEXICAL));
    finish(question);
    assertThat(json(later.join()).at("/explain/options"))
        .isEqualTo(
            Gateway.JSON.readTree(
                "{\"k\": 3, \"explain\": true, \"rerank\": false, \"legs\": \"lexical\"}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "answers | {\"k\":0} | k-invalid",
        "answers | {\"k\":51} | k-invalid",
        "answers | {\"passages\":0} | passages-invalid",
        "answers | {\"passages\":17} | passages-invalid",
        "answers | {\"draft\":\"FREE\"} | draft-invalid",
        "answers | {\"draft\":\"endpoint\"} | draft-invalid",
        "answers | {\"legs\":\"left\"} | legs-invalid",
        "search | {\"legs\":\"BOTH\"} | legs-invalid",
        "answers | {\"explain\":\"maybe\"} | unreadable-body",
        "answers | {\"passages\":\"many\"} | unreadable-body",
        "answers | [] | unreadable-body",
        "search | {\"k\":51} | k-invalid",
        "search | {\"draft\":\"free\"} | options-not-for-search",
        "search | {\"passages\":3} | options-not-for-search",
      })
  void anOptionOutOfItsBoundsIsRefused(String path, String options, String code) {
    var body =
        "{\"%s\":\"x\",\"options\":%s}"
            .formatted("search".equals(path) ? "query" : "question", options);
    var response = DOOR.gateway().post("/api/v1/" + path, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(json(response).at("/code").asString()).isEqualTo(code);
  }

  @Test
  void twoDifferentNumbersOfPassagesAreRefused() {
    var response =
        DOOR.gateway()
            .post("/api/v1/search", Map.of("query", "x", "k", 3, "options", Map.of("k", 4)));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).at("/code").asString()).isEqualTo("k-invalid");
  }

  @Test
  void theDescriptionNamesEveryOptionWithItsBounds() {
    var api = json(DOOR.gateway().get("/openapi.json"));
    var options = api.at("/components/schemas/Options/properties");
    assertThat(options.propertyNames())
        .containsExactlyInAnyOrder("k", "draft", "passages", "explain", "rerank", "legs");
    assertThat(options.at("/draft/enum")).hasSize(4);
    assertThat(options.at("/passages/maximum").asInt()).isEqualTo(16);
    assertThat(api.at("/components/schemas/NewAnswer/properties").propertyNames())
        .contains("options");
    assertThat(api.at("/components/schemas/NewSearch/properties").propertyNames())
        .contains("options");
    assertThat(api.at("/components/schemas/Explanation/properties").propertyNames())
        .containsExactlyInAnyOrder("options", "scope", "steps");
  }

  private static Question heard(String text) {
    return DOOR.rooms().hear(question -> question.text().equals(text));
  }

  private static void finish(Question question) {
    finish(question, null, null);
  }

  private static void finish(
      Question question, @Nullable Tokens tokens, @Nullable Double coverage) {
    var draft = Step.of("draft", 7).with("model", "tiny").with("tokens", 12).with("certainty", 0.5);
    var finished =
        new Finished(
            "A whale.",
            false,
            List.of(),
            Map.of(),
            List.of(),
            List.of(),
            Explanation.of(question, List.of(draft)),
            tokens,
            coverage);
    DOOR.rooms().answer(AnswerEvent.finished(question.id(), question.principal(), 1, finished));
  }
}
