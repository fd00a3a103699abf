package io.longshore.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.cli.Exit;
import io.longshore.cli.Run;
import io.longshore.cli.client.TestGateway.Reply;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class EvaluateAnswersTest {
  @RegisterExtension private final TestEvaluation evaluation = new TestEvaluation();

  @Test
  void anAnswerIsMeasuredByItsWordsItsCitationsAndItsRefusals() throws IOException {
    evaluation.write(
        "own.jsonl",
        """
        {"id":"q1","text":"How many ports?","answers":["nine"],"relevant":["port"]}
        {"id":"q2","text":"Who?","answerable":false}
        """);
    evaluation.answers =
        asked ->
            switch (asked.line()) {
              case "POST /api/v1/answers" ->
                  new Reply(
                      200,
                      asked.body().contains("Who?")
                          ? "{\"status\":\"finished\",\"answer\":\"Not stated.\",\"abstained\":true}"
                          : """
                          {"status":"finished","answer":"It takes Nine [1].","citations":[
                            {"document":"d1","quote":"Nine ports.","start":0,"end":11,"text_hash":"h"},
                            {"document":"d0","quote":"A shark.","start":0,"end":8,"text_hash":"h"}]}
                          """);
              case "GET /api/v1/documents/d1/text?start=0&end=11&text_hash=h" ->
                  new Reply(200, "{\"text\":\"Nine ports.\"}");
              case "GET /api/v1/documents/d0/text?start=0&end=8&text_hash=h" ->
                  new Reply(200, "{\"text\":\"A whale.\"}");
              default -> null;
            };
    JsonNode ours = evaluation.answered("ours").at("/arms/ours");
    assertThat(ours.at("/contains_gold/value").asDouble()).isEqualTo(1);
    assertThat(ours.at("/f1/value").asDouble()).as("nine of: it takes nine").isEqualTo(0.5);
    assertThat(ours.at("/abstention_f1/value").asDouble()).isEqualTo(1);
    assertThat(ours.at("/citations_verified/value").asDouble()).as("one is made up").isEqualTo(0.5);
    assertThat(ours.at("/citation_precision/value").asDouble()).isEqualTo(0.5);
    assertThat(ours.at("/citation_recall/value").asDouble()).isEqualTo(1);
    assertThat(ours.at("/passage_cited/value").asDouble()).isEqualTo(1);
    assertThat(ours.at("/failed/value").asDouble()).isZero();
    assertThat(ours.at("/seconds/value").asDouble()).isPositive();
  }

  @Test
  void anArmThatTheStackCannotRunIsSkippedWithItsReason() throws IOException {
    evaluation.write("own.jsonl", "{\"id\":\"q1\",\"text\":\"How many?\",\"answers\":[\"nine\"]}");
    evaluation.answers =
        asked -> {
          if (!asked.line().equals("POST /api/v1/answers")) {
            return null;
          }
          boolean constrained = asked.body().contains("constrained");
          return new Reply(
              200,
              """
              {"status":"finished","answer":"Nine.","citations":[],"degraded":[%s],
               "explain":{"steps":[{"name":"retrieval"},{"name":"draft","what":{"draft":"%s"%s}}]}}
              """
                  .formatted(
                      constrained ? "\"generator:draft-not-possible\"" : "",
                      constrained ? "extractive" : "free",
                      constrained ? ",\"why\":\"no model\"" : ",\"model\":\"tiny\""));
        };
    JsonNode result = evaluation.answered("constrained,free,endpoint");
    assertThat(result.at("/arms/constrained/skipped").asString()).contains("no model");
    assertThat(result.at("/arms/endpoint/skipped").asString()).contains("No outside generator");
    assertThat(result.at("/arms/free/contains_gold/value").asDouble()).isEqualTo(1);
    assertThat(result.at("/model").asString()).isEqualTo("tiny");
    assertThat(result.at("/differences").isEmpty()).isTrue();
  }

  @Test
  void anArmOfAnotherModelThanTheWantedOneIsSkippedAndTheResultIsNotCalledByIt()
      throws IOException {
    evaluation.write("own.jsonl", "{\"id\":\"q1\",\"text\":\"How many?\",\"answers\":[\"nine\"]}");
    var model = new AtomicReference<>(",\"model\":\"small+answers-1a2b\"");
    evaluation.answers =
        asked ->
            asked.line().equals("POST /api/v1/answers")
                ? new Reply(
                    200,
                    """
                    {"status":"finished","answer":"Nine.",
                     "explain":{"steps":[{"name":"draft","what":{"draft":"free","why":"no model"%s}}]}}
                    """
                        .formatted(asked.body().contains("extractive") ? "" : model.get()))
                : null;
    JsonNode small = evaluation.answered("extractive,free,ours", "--model", "small");
    assertThat(small.at("/model").asString()).isEqualTo("small+answers-1a2b");
    assertThat(small.at("/arms/ours/contains_gold/value").asDouble()).isEqualTo(1);
    JsonNode large = evaluation.answered("extractive,free,ours", "--model", "large");
    assertThat(large.at("/arms/free/skipped").asString())
        .isEqualTo("The stack's model is small+answers-1a2b, not large.");
    assertThat(large.at("/arms/ours/skipped").asString()).contains("not large");
    assertThat(large.at("/arms/extractive/contains_gold/value").asDouble()).isEqualTo(1);
    assertThat(large.at("/model").isNull()).isTrue();
    model.set("");
    JsonNode none = evaluation.answered("extractive,ours", "--model", "large");
    assertThat(none.at("/arms/ours/skipped").asString()).contains("no model");
    Run search = evaluation.run("retrieval", "--model", "large");
    assertThat(search.exit()).isEqualTo(Exit.SOME_FAILED);
    assertThat(search.err()).contains("retrieval takes no --model");
  }

  @Test
  void aModelThatIsAwayForAMomentIsAskedAgain() throws IOException {
    evaluation.write("own.jsonl", "{\"id\":\"q1\",\"text\":\"How many?\",\"answers\":[\"nine\"]}");
    var away = new AtomicInteger(2);
    evaluation.answers =
        asked ->
            asked.line().equals("POST /api/v1/answers")
                ? new Reply(
                    200,
                    "{\"status\":\"finished\",\"answer\":\"Nine.\",\"explain\":{\"steps\":[{\"name\":\"draft\",\"what\":%s}]}}"
                        .formatted(
                            away.getAndDecrement() > 0
                                ? "{\"draft\":\"extractive\",\"why\":\"the model doesn't answer\"}"
                                : "{\"draft\":\"free\",\"model\":\"tiny\"}"))
                : null;
    assertThat(evaluation.answered("free").at("/arms/free/contains_gold/value").asDouble())
        .isEqualTo(1);
    assertThat(evaluation.bodies("POST /api/v1/answers")).hasSize(3);
    away.set(3);
    assertThat(
            evaluation
                .run(
                    "answers",
                    "--queries",
                    evaluation.data().resolve("own.jsonl").toString(),
                    "--methods",
                    "free")
                .out())
        .contains("free was skipped: The generator can't write so: the model doesn't answer.");
  }

  @Test
  void anAnswerThatFailsCountsAsWrong() throws IOException {
    evaluation.write("own.jsonl", "{\"id\":\"q1\",\"text\":\"How many?\",\"answers\":[\"nine\"]}");
    evaluation.answers =
        asked ->
            asked.line().equals("POST /api/v1/answers")
                ? new Reply(200, "{\"status\":\"failed\"}")
                : null;
    JsonNode ours = evaluation.answered("ours").at("/arms/ours");
    assertThat(ours.at("/failed/value").asDouble()).isEqualTo(1);
    assertThat(ours.at("/contains_gold/value").asDouble()).isZero();
    assertThat(ours.has("seconds")).isFalse();
  }
}
