package io.longshore.generator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.QuestionId;
import io.longshore.contracts.Topics;
import io.longshore.contracts.text.Text;
import io.longshore.generator.task.Cancellations;
import io.longshore.runtime.Room;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.tenant.TenantTransaction;
import io.longshore.testing.LocalStack;
import io.longshore.testing.Records;
import io.longshore.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The room as it runs: JSON in, JSON out, on the real broker and PostgreSQL as its own role. */
class GeneratorApplicationTest {
  private static final TestDatabase DATABASE = LocalStack.database();
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");
  private static final String TEXT = "Badgers dig. The otter\nswims. It eats fish. Weasels run.";

  @TempDir static Path blobs;
  private static ConfigurableApplicationContext room;
  private static String hash;

  @BeforeAll
  static void start() {
    room =
        Room.start(
            GeneratorApplication.class,
            "generator-svc",
            "--server.port=0",
            "--longshore.kafka=" + LocalStack.kafka(),
            "--longshore.postgres=" + DATABASE.url(),
            "--longshore.blobs=" + blobs);
    String key =
        room.getBean(BlobStore.class)
            .put(1, new ByteArrayInputStream(TEXT.getBytes(StandardCharsets.UTF_8)));
    hash = key.substring(key.indexOf('/') + 1);
  }

  @AfterAll
  static void stop() {
    room.close();
  }

  @Test
  void anAnswerIsStreamedWithItsVerifiedCitationRightBehindTheTextThatItSupports() {
    List<JsonNode> events = events(ranked(TEXT, 0.88), 5);
    assertThat(events)
        .extracting(e -> e.at("/kind").asString())
        .containsExactly("STARTED", "EVIDENCE", "DELTA", "CITATION", "FINISHED");
    JsonNode citation = events.get(3).at("/citation");
    JsonNode finished = events.get(4).at("/finished");
    assertThat(events.get(2).at("/delta").asString())
        .isEqualTo("The otter swims. It eats fish. [1]")
        .isEqualTo(finished.at("/text").asString());
    assertThat(citation.at("/quote").asString()).isEqualTo("The otter\nswims. It eats fish.");
    assertThat(
            new Text(TEXT)
                .slice(citation.at("/span/start").asInt(), citation.at("/span/end").asInt()))
        .isEqualTo(citation.at("/quote").asString());
    assertThat(
            new Text(finished.at("/text").asString())
                .slice(citation.at("/answerStart").asInt(), citation.at("/answerEnd").asInt()))
        .isEqualTo("The otter swims. It eats fish.");
    assertThat(citation.at("/page").asInt()).isEqualTo(7);
    assertThat(finished.at("/citations/0")).isEqualTo(citation);
    assertThat(finished.at("/abstained").asBoolean()).isFalse();
    assertThat(finished.at("/timings/generator").asLong()).isPositive();
    assertThat(finished.at("/timings/embedder").asLong()).isEqualTo(12);
    assertThat(finished.at("/coverage").asDouble()).isEqualTo(0.6);
    assertThat(finished.at("/explain/options/explain").asBoolean())
        .as("explained though nobody asked for it")
        .isFalse();
    assertThat(finished.at("/explain/scope/collections")).hasSize(1);
    assertThat(finished.at("/explain/steps").findValuesAsString("name"))
        .containsExactly("retrieval", "ranking", "choose", "draft", "attach", "verify", "decide");
  }

  @Test
  void whatDoesNotStandInTheTextIsNeitherSaidNorCited() {
    List<JsonNode> events = events(ranked(TEXT.replace("fish", "wood"), 0.88), 4);
    assertThat(events)
        .extracting(e -> e.at("/kind").asString())
        .containsExactly("STARTED", "EVIDENCE", "DELTA", "FINISHED");
    JsonNode finished = events.getLast().at("/finished");
    assertThat(finished.at("/abstained").asBoolean()).isTrue();
    assertThat(finished.at("/text").asString()).startsWith("I don't know").doesNotContain("wood");
    assertThat(finished.at("/citations").isEmpty()).isTrue();
  }

  @Test
  void weakEvidenceIsNotAnsweredFrom() {
    JsonNode finished = events(ranked(TEXT, 0.74), 4).getLast().at("/finished");
    assertThat(finished.at("/abstained").asBoolean()).isTrue();
  }

  @Test
  void aSkippedRankerLeavesTheOrderOfRetrievalAndTheWordsToDecide() {
    List<JsonNode> events = events(question(QuestionId.random(), "", LATER), 5);
    assertThat(events.getLast().at("/finished/text").asString())
        .isEqualTo("The otter swims. It eats fish. [1]");
  }

  @Test
  void aSecondCopyOfAQuestionIsNotAnsweredAgain() {
    var id = QuestionId.random();
    String json = question(id, ranking(TEXT, 0.88), LATER);
    Records.send(Topics.QUESTIONS_RANKED, id.toString(), json);
    Records.send(Topics.QUESTIONS_RANKED, id.toString(), json);
    // A third question of the same partition is answered after the second copy was seen.
    var behind = QuestionId.random();
    Records.send(
        Topics.QUESTIONS_RANKED, id.toString(), question(behind, ranking(TEXT, 0.88), LATER));
    Records.await(Topics.ANSWERS, behind.toString(), GeneratorApplicationTest::isFinished);
    assertThat(Records.await(Topics.ANSWERS, id.toString(), GeneratorApplicationTest::isFinished))
        .hasSize(5);
  }

  @Test
  void whatTheVersionBeforeHasBegunAndNotFinishedIsAnsweredInAHigherAttempt() {
    var id = QuestionId.random();
    room.getBean(TenantTransaction.class)
        .run(
            1,
            jdbc ->
                jdbc.sql("insert into task (tenant, question) values (1, ?)")
                    .param(id.value())
                    .update());
    Records.send(Topics.QUESTIONS_RANKED, id.toString(), question(id, ranking(TEXT, 0.88), LATER));
    var events = Records.await(Topics.ANSWERS, id.toString(), GeneratorApplicationTest::isFinished);
    assertThat(events).allMatch(json -> JSON.readTree(json).at("/attempt").asInt() == 2);
  }

  @Test
  void whatADeadInstanceHeldIsTakenOverWithWhatItHadSaid() {
    var id = QuestionId.random();
    leaveBehind(id, "Badgers dig.");
    var events = Records.await(Topics.ANSWERS, id.toString(), GeneratorApplicationTest::isFinished);
    assertThat(events).allMatch(json -> JSON.readTree(json).at("/attempt").asInt() == 2);
    assertThat(JSON.readTree(events.getLast()).at("/finished/text").asString())
        .isEqualTo("Badgers dig. [1]");
  }

  @Test
  void whatADeadInstanceHadSaidIsNotSaidAgainWhenItNoLongerStands() {
    var id = QuestionId.random();
    leaveBehind(id, "Badgers fly.");
    var events = Records.await(Topics.ANSWERS, id.toString(), GeneratorApplicationTest::isFinished);
    assertThat(JSON.readTree(events.getLast()).at("/finished/text").asString())
        .isEqualTo("The otter swims. It eats fish. [1]");
  }

  /** A task whose lease has run out, with the first sentence of the text as said. */
  private static void leaveBehind(QuestionId id, String said) {
    String draft =
        """
        {"quotes":1,"abstained":false,"parts":[{"text":"%1$s [1]","citation":{"number":1,"name":"animals.md","quote":"%1$s",
         "span":{"document":"%2$s","textHash":"%3$s","start":0,"end":12},"answerStart":0,"answerEnd":12}}]}
        """
            .formatted(said, UUID.randomUUID(), hash);
    room.getBean(TenantTransaction.class)
        .run(
            1,
            jdbc -> {
              jdbc.sql(
                      """
                      insert into task (tenant, question, state, deadline, lease_holder, lease_until)
                      values (1, :id, 'running', now() + interval '1 minute', 'dead', now() - interval '1 second')
                      """)
                  .param("id", id.value())
                  .update();
              jdbc.sql("insert into task_content values (1, :id, :record, :draft)")
                  .param("id", id.value())
                  .param("record", question(id, ranking(TEXT, 0.88), LATER))
                  .param("draft", draft)
                  .update();
            });
  }

  @Test
  void whatWasCancelledBeforeItCameFailsAndNothingOfItIsKept() {
    var id = QuestionId.random();
    Records.send(
        Topics.CANCELLED,
        id.toString(),
        """
        {"principal":{"tenant":1,"owner":"local","groups":[]},"question":"%s","deadline":"%s","at":"%s"}
        """
            .formatted(id, LATER, Instant.now()));
    var cancellations = room.getBean(Cancellations.class);
    Awaitility.await().until(() -> cancellations.size() >= 1);
    Records.send(Topics.QUESTIONS_RANKED, id.toString(), question(id, ranking(TEXT, 0.88), LATER));
    String event = Records.await(Topics.ANSWERS, id.toString(), seen -> !seen.isEmpty()).getFirst();
    assertThat(JSON.readTree(event).at("/failed/code").asString()).isEqualTo("cancelled");
    Awaitility.await()
        .untilAsserted(() ->
            assertThat(
                    room.getBean(TenantTransaction.class)
                        .<Integer>call(
                            1,
                            jdbc ->
                                jdbc.sql("select count(*) from task_content where question = ?")
                                    .param(id.value())
                                    .query(Integer.class)
                                    .single()))
                .isZero());
  }

  @Test
  void aQuestionWhoseDeadlineHasPassedFails() {
    var id = QuestionId.random();
    Records.send(
        Topics.QUESTIONS_RANKED,
        id.toString(),
        question(id, ranking(TEXT, 0.88), Instant.now().minusSeconds(1)));
    String event = Records.await(Topics.ANSWERS, id.toString(), seen -> !seen.isEmpty()).getFirst();
    assertThat(JSON.readTree(event).at("/failed/code").asString()).isEqualTo("deadline");
  }

  @Test
  void theTraceOfAQuestionGoesOnInWhatItsTaskSends() {
    var id = QuestionId.random();
    String trace = "0af7651916cd43dd8448eb211c80319c";
    Records.send(
        Topics.QUESTIONS_RANKED,
        id.toString(),
        question(id, ranking(TEXT, 0.88), LATER)
            .replace("\"skipped\"", "\"trace\":\"" + trace + "\",\"skipped\""));
    Records.await(Topics.ANSWERS, id.toString(), GeneratorApplicationTest::isFinished);
    assertThat(traceParents(id)).hasSize(5).allMatch(parent -> parent.startsWith("00-" + trace));
  }

  private static List<String> traceParents(QuestionId id) {
    try (var consumer = Records.consumer(Topics.ANSWERS)) {
      List<String> parents = new ArrayList<>();
      Awaitility.await()
          .until(() -> {
            for (var record : consumer.poll(Duration.ofMillis(200))) {
              if (id.toString().equals(record.key())) {
                parents.add(new String(record.headers().lastHeader("traceparent").value(), UTF_8));
              }
            }
            return parents.size() >= 5;
          });
      return parents;
    }
  }

  private static boolean isFinished(List<String> seen) {
    return !seen.isEmpty() && seen.getLast().contains("\"FINISHED\"");
  }

  private static String ranked(String text, double score) {
    return question(QuestionId.random(), ranking(text, score), LATER);
  }

  private static List<JsonNode> events(String question, int count) {
    String id = JSON.readTree(question).at("/id").asString();
    Records.send(Topics.QUESTIONS_RANKED, id, question);
    return Records.await(Topics.ANSWERS, id, seen -> seen.size() >= count).stream()
        .<JsonNode>map(JSON::readTree)
        .toList();
  }

  private static String question(QuestionId id, String ranking, Instant deadline) {
    return """
    {"id":"%s","principal":{"tenant":1,"owner":"local","groups":[]},"text":"Which fish eats the otter?","history":[],
     "scope":{"collections":["%s"],"documents":[]},"options":{"goal":"ANSWER","k":10},"deadline":"%s",
     "retrieved":{"generation":"g","documents":1,"passagesSearched":1,"passages":[%s]},%s
     "skipped":[],"degraded":[],"timings":{"embedder":12}}
    """
        .formatted(id, UUID.randomUUID(), deadline, passage(TEXT), ranking);
  }

  private static String ranking(String text, double score) {
    return """
    "ranked":{"evidence":[{"passage":%s,"score":1.0,"sentences":[
      {"start":0,"end":12,"score":0.7},{"start":13,"end":29,"score":0.7},
      {"start":30,"end":43,"score":%s},{"start":44,"end":56,"score":0.7}]}]},
    """
        .formatted(passage(text), score);
  }

  private static String passage(String text) {
    return """
    {"id":"%s","span":{"document":"%s","textHash":"%s","start":0,"end":%d},"name":"animals.md","text":%s,
     "language":"en","headings":[],"page":7,"score":0.03,"dense":0.85,"lexical":2.0,"coverage":0.6}
    """
        .formatted(
            UUID.randomUUID(),
            UUID.randomUUID(),
            hash,
            text.length(),
            JSON.writeValueAsString(text));
  }
}
