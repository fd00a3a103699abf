package io.longshore.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.longshore.contracts.ConversationId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.Topics;
import io.longshore.contracts.question.Turn;
import io.longshore.memory.turn.TurnRepository;
import io.longshore.runtime.Room;
import io.longshore.runtime.tenant.TenantTransaction;
import io.longshore.testing.LocalStack;
import io.longshore.testing.Records;
import io.longshore.testing.TestDatabase;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The room as it runs: JSON in, JSON out, on the real broker and PostgreSQL as its own role. */
class MemoryApplicationTest {
  private static final TestDatabase DATABASE = LocalStack.database();
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Principal TENANT_ONE = new Principal(1, "local", List.of());
  private static final Principal TENANT_TWO = new Principal(2, "other", List.of());
  private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

  private static ConfigurableApplicationContext room;
  private static TurnRepository turns;

  @BeforeAll
  static void start() {
    room =
        Room.start(
            MemoryApplication.class,
            "memory-svc",
            "--server.port=0",
            "--longshore.kafka=" + LocalStack.kafka(),
            "--longshore.postgres=" + DATABASE.url());
    turns = new TurnRepository(room.getBean(TenantTransaction.class));
  }

  @AfterAll
  static void stop() {
    room.close();
  }

  @Test
  void aQuestionWithoutAConversationPassesAsItIs() {
    JsonNode passed = recalled(QuestionId.random(), null, "And in 2019?", "[]", LATER);
    assertThat(passed.at("/recalled/standalone").asString()).isEqualTo("And in 2019?");
    assertThat(passed.at("/recalled/rewritten").asBoolean()).isFalse();
    assertThat(passed.at("/timings/memory").asLong()).isPositive();
  }

  @Test
  void theHistoryThatTravelsWithAQuestionMakesItStandalone() {
    String history =
        """
        [{"question":"What was the revenue in 2018?","answer":"5 million.","at":"2026-11-25T10:00:00Z"}]
        """;
    JsonNode passed =
        recalled(QuestionId.random(), ConversationId.random(), "And in 2019?", history, LATER);
    assertThat(passed.at("/text").asString()).isEqualTo("And in 2019?");
    assertThat(passed.at("/recalled/standalone").asString())
        .isEqualTo("What was the revenue in 2019?");
  }

  @Test
  void withoutHistoryTheRememberedTurnsMakeItStandaloneThroughAChainOfFollowUps() {
    var conversation = ConversationId.random();
    recalled(QuestionId.random(), conversation, "What is the capital of France?", "[]", LATER);
    recalled(QuestionId.random(), conversation, "What about Spain?", "[]", LATER);
    JsonNode third = recalled(QuestionId.random(), conversation, "And Italy?", "[]", LATER);
    assertThat(third.at("/recalled/standalone").asString())
        .isEqualTo("What is the capital of Italy?");
  }

  @Test
  void aFinishedAnswerCompletesItsTurnOnceAndAnotherTenantSeesNothingOfIt() {
    var conversation = ConversationId.random();
    var question = QuestionId.random();
    recalled(question, conversation, "What is the capital of France?", "[]", LATER);
    finished(question, "Paris. [1]");
    finished(question, "Something else.");
    Awaitility.await()
        .untilAsserted(() ->
            assertThat(latest(TENANT_ONE, conversation))
                .extracting(Turn::answer)
                .containsExactly("Paris. [1]"));
    assertThat(latest(TENANT_TWO, conversation)).isEmpty();
  }

  @Test
  void aQuestionThatPassesTwiceIsOneTurn() {
    var conversation = ConversationId.random();
    var question = QuestionId.random();
    recalled(question, conversation, "What is the capital of France?", "[]", LATER);
    Records.send(
        Topics.QUESTIONS_RECEIVED,
        conversation.toString(),
        question(question, conversation, "What is the capital of France?", "[]", LATER));
    Records.await(Topics.QUESTIONS_RECALLED, conversation.toString(), seen -> seen.size() == 2);
    assertThat(latest(TENANT_ONE, conversation)).hasSize(1);
  }

  @Test
  void aQuestionWhoseDeadlineHasPassedFails() {
    var question = QuestionId.random();
    Records.send(
        Topics.QUESTIONS_RECEIVED,
        question.toString(),
        question(question, null, "What is a whale?", "[]", Instant.now().minusSeconds(1)));
    String event =
        Records.await(Topics.ANSWERS, question.toString(), seen -> !seen.isEmpty()).getFirst();
    assertThat(JSON.readTree(event).at("/failed/code").asString()).isEqualTo("deadline");
  }

  @Test
  void ofATenantThatIsDeletedNothingIsLeft() {
    var gone = new Principal(3, "gone", List.of());
    var conversation = ConversationId.random();
    var question = QuestionId.random();
    var document = DocumentId.random();
    turns.asked(gone, conversation, question, "How deep?", "How deep?", Instant.now());
    turns.answered(gone, question, "Nine metres.", Set.of(document), Instant.now());
    turns.erase(gone, DocumentId.random(), 1);
    var asked = asked(conversation, "How long is the quay?");
    finished(asked, "Two miles.");
    turns.forget(gone);
    assertThat(latest(gone, conversation)).isEmpty();
    assertThat(turns.holdings(gone, document)).containsEntry("sources", 0L);
    long fences =
        room.getBean(TenantTransaction.class)
            .read(gone, jdbc -> jdbc.sql("select count(*) from fence").query(Long.class).single());
    assertThat(fences).isZero();
    assertThat(latest(TENANT_ONE, conversation)).hasSize(1);
  }

  @Test
  void aDeleteForgetsTheAnswersThatCiteTheDocumentAndKeepsTheQuestionsAndTheOtherAnswers() {
    var conversation = ConversationId.random();
    var gone = DocumentId.random();
    var citing = asked(conversation, "How deep is the harbour?");
    var other = asked(conversation, "How long is the quay?");
    finished(citing, "Nine metres. [1]", gone, DocumentId.random());
    finished(other, "Two miles. [1]", DocumentId.random());
    Awaitility.await()
        .untilAsserted(() ->
            assertThat(latest(TENANT_ONE, conversation))
                .extracting(Turn::answer)
                .containsExactly("Nine metres. [1]", "Two miles. [1]"));
    assertThat(held(gone)).isEqualTo("turns 1, sources 1");
    deleted(gone, 3);
    assertThat(held(gone)).isEqualTo("turns 0, sources 0");
    assertThat(latest(TENANT_ONE, conversation))
        .extracting(Turn::question, Turn::answer)
        .containsExactly(
            tuple("How deep is the harbour?", ""),
            tuple("How long is the quay?", "Two miles. [1]"));
  }

  @Test
  void anAnswerThatComesAfterTheDeleteIsNotRememberedNorAnyOtherForThatTurn() {
    var conversation = ConversationId.random();
    var gone = DocumentId.random();
    var question = asked(conversation, "How deep is the harbour?");
    deleted(gone, 2);
    var sources = Set.of(DocumentId.random(), gone);
    assertThat(turns.answered(TENANT_ONE, question, "Nine. [1] Ten. [2]", sources, LATER))
        .isFalse();
    assertThat(turns.answered(TENANT_ONE, question, "Nine.", Set.of(), LATER)).isFalse();
    assertThat(latest(TENANT_ONE, conversation)).extracting(Turn::answer).containsExactly("");
  }

  @Test
  void anotherTenantsDocumentIsNotTouched() {
    var conversation = ConversationId.random();
    var document = DocumentId.random();
    var question = asked(conversation, "How deep is the harbour?");
    turns.erase(TENANT_TWO, document, 2);
    assertThat(turns.answered(TENANT_ONE, question, "Nine. [1]", Set.of(document), LATER)).isTrue();
    turns.erase(TENANT_TWO, document, 3);
    assertThat(latest(TENANT_ONE, conversation))
        .extracting(Turn::answer)
        .containsExactly("Nine. [1]");
  }

  @Test
  void anAnswerWhoseSourcesTheVersionBeforeDidNotKeepGoesWithAnyDocument() {
    var conversation = ConversationId.random();
    var question = asked(conversation, "How deep is the harbour?");
    room.getBean(TenantTransaction.class)
        .run(
            TENANT_ONE,
            jdbc ->
                jdbc.sql(
                        "update turn set answer = 'Nine.', answered_at = now() where question_id = ?")
                    .param(question.value())
                    .update());
    deleted(DocumentId.random(), 2);
    assertThat(latest(TENANT_ONE, conversation)).extracting(Turn::answer).containsExactly("");
  }

  /** Asks and waits until the question has passed. */
  private static QuestionId asked(ConversationId conversation, String text) {
    var question = QuestionId.random();
    recalled(question, conversation, text, "[]", LATER);
    return question;
  }

  /** Deletes and waits until memory says that it holds nothing any more. */
  private static void deleted(DocumentId document, int version) {
    Records.send(
        Topics.SECTIONS_SUBMITTED,
        document.toString(),
        """
        {"action":"DELETE","principal":{"tenant":1,"owner":"local","groups":[]},"document":"%s","version":%d,
         "collection":"%s","name":"harbour.md","language":"und","metadata":[],"item":0,"items":0,"start":0,"end":0}
        """
            .formatted(document, version, UUID.randomUUID()));
    JsonNode said =
        JSON.readTree(
            Records.await(Topics.PROGRESS, document.toString(), seen -> !seen.isEmpty())
                .getFirst());
    assertThat(said.at("/room").asString()).isEqualTo("memory");
    assertThat(said.at("/kind").asString()).isEqualTo("ERASED");
    assertThat(said.at("/version").asInt()).isEqualTo(version);
  }

  /** Asks the room what it holds. */
  private static String held(DocumentId document) {
    var id = UUID.randomUUID();
    Records.send(
        Topics.requests("memory"),
        id.toString(),
        """
        {"id":"%s","principal":{"tenant":1,"owner":"local","groups":[]},"kind":"holdings","part":0,"parts":1,
         "body":"{\\"document\\":\\"%s\\"}","deadline":"%s"}
        """
            .formatted(id, document, LATER));
    String reply = Records.await(Topics.REPLIES, id.toString(), seen -> !seen.isEmpty()).getFirst();
    var counts = JSON.readTree(JSON.readTree(reply).at("/body").asString()).at("/counts");
    return "turns %s, sources %s".formatted(counts.at("/turns"), counts.at("/sources"));
  }

  @Test
  void ofATenantThatIsDeletedAllIsForgottenAndOfNoOther() {
    var leaving = new Principal(31, "asker", List.of());
    var staying = new Principal(32, "asker", List.of());
    var talk = ConversationId.random();
    for (var principal : List.of(leaving, staying)) {
      turns.asked(principal, talk, QuestionId.random(), "Why?", "Why?", Instant.now());
    }
    var id = UUID.randomUUID();
    Records.send(
        Topics.requests(Rooms.MEMORY),
        id.toString(),
        """
        {"id":"%s","principal":{"tenant":31,"owner":"gateway","groups":[]},"kind":"forget-tenant","part":0,"parts":1,
         "body":"{}","deadline":"%s"}
        """
            .formatted(id, LATER));
    String reply = Records.await(Topics.REPLIES, id.toString(), seen -> !seen.isEmpty()).getFirst();
    assertThat(JSON.readTree(reply).has("code")).as(reply).isFalse();
    assertThat(latest(leaving, talk)).isEmpty();
    assertThat(latest(staying, talk)).hasSize(1);
  }

  private static List<Turn> latest(Principal principal, ConversationId conversation) {
    return turns.latest(principal, conversation, QuestionId.random(), 8);
  }

  private static JsonNode recalled(
      QuestionId id,
      @Nullable ConversationId conversation,
      String text,
      String history,
      Instant deadline) {
    String key = conversation == null ? id.toString() : conversation.toString();
    Records.send(
        Topics.QUESTIONS_RECEIVED, key, question(id, conversation, text, history, deadline));
    return Records.await(
            Topics.QUESTIONS_RECALLED,
            key,
            seen -> seen.stream().anyMatch(json -> json.contains(id.toString())))
        .stream()
        .map(JSON::readTree)
        .filter(json -> json.at("/id").asString().equals(id.toString()))
        .findFirst()
        .orElseThrow();
  }

  private static String question(
      QuestionId id,
      @Nullable ConversationId conversation,
      String text,
      String history,
      Instant deadline) {
    return """
    {"id":"%s","principal":{"tenant":1,"owner":"local","groups":[]},"conversation":%s,"text":"%s","history":%s,
     "scope":{"collections":["%s"],"documents":[]},"options":{"goal":"ANSWER","k":10},"deadline":"%s",
     "skipped":[],"degraded":[],"timings":{}}
    """
        .formatted(
            id,
            conversation == null ? "null" : "\"" + conversation + "\"",
            text,
            history,
            UUID.randomUUID(),
            deadline);
  }

  private static void finished(QuestionId question, String text, DocumentId... cited) {
    String citations =
        Arrays.stream(cited)
            .map(
                """
                {"number":1,"span":{"document":"%s","textHash":"h","start":0,"end":5},"name":"harbour.md",
                 "quote":"Nine.","answerStart":0,"answerEnd":5}\
                """
                    ::formatted)
            .collect(Collectors.joining(","));
    Records.send(
        Topics.ANSWERS,
        question.toString(),
        """
        {"question":"%s","principal":{"tenant":1,"owner":"local","groups":[]},"attempt":1,"kind":"FINISHED",
         "finished":{"text":"%s","abstained":false,"citations":[%s],"timings":{},"skipped":[],"degraded":[]},
         "at":"%s"}
        """
            .formatted(question, text, citations, Instant.now()));
  }
}
