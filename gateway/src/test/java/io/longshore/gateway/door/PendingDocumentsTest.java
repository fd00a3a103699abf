package io.longshore.gateway.door;

import static io.longshore.gateway.Gateway.await;
import static io.longshore.gateway.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.Progress;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.Topics;
import io.longshore.contracts.document.DocumentIndexed;
import io.longshore.contracts.question.Question;
import io.longshore.gateway.Gateway;
import io.longshore.gateway.RoomsBehind;
import io.longshore.testing.LocalStack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A question says how much of where it looks is not there yet. */
class PendingDocumentsTest {
  private static final Principal LOCAL = new Principal(1, "local", List.of());

  @TempDir private static Path blobs;
  private static Gateway gateway;
  private static RoomsBehind<Question> rooms;

  @BeforeAll
  static void start() {
    gateway = Gateway.start(LocalStack.database(), blobs);
    rooms = new RoomsBehind<>(Topics.QUESTIONS_RECEIVED, Question.class);
  }

  @AfterAll
  static void stop() {
    rooms.close();
    gateway.close();
  }

  @Test
  void anAnswerSaysHowManyDocumentsOfItsScopeWereNotReady() {
    upload("one.txt", "half");
    var ready = upload("two.txt", "half");
    upload("elsewhere.txt", "other");
    makeReady(ready);

    var later =
        gateway.postLater(
            "/api/v1/answers", Map.of("question", "half there?", "collection", "half"));
    var question = rooms.hear(q -> q.text().equals("half there?"));
    assertThat(question.scope().pending()).isOne();
    rooms.answer(question, "Half.");
    var answer = json(later.join());
    assertThat(answer.at("/pending_documents").asInt()).isOne();
    assertThat(json(gateway.get("/api/v1/answers/" + answer.at("/id").asString())))
        .isEqualTo(answer);
  }

  @Test
  void aSearchInNamedDocumentsCountsOnlyThese() {
    var pending = upload("p.txt", "named");
    var ready = upload("r.txt", "named");
    upload("unnamed.txt", "named");
    makeReady(ready);

    var later =
        gateway.postLater(
            "/api/v1/search",
            Map.of("query", "both", "documents", List.of(ready.toString(), pending.toString())));
    var question = rooms.hear(q -> q.text().equals("both"));
    assertThat(question.scope().documents()).containsExactly(ready, pending);
    assertThat(question.scope().collections()).hasSize(1);
    rooms.answer(RoomsBehind.finished(question, ""));
    assertThat(json(later.join()).at("/pending_documents").asInt()).isOne();
  }

  @Test
  void aNewCollectionHasNothingPending() {
    gateway.post("/api/v1/collections", Map.of("name", "empty"));
    var later =
        gateway.postLater("/api/v1/search", Map.of("query", "empty", "collection", "empty"));
    var question = rooms.hear(q -> q.text().equals("empty"));
    assertThat(question.scope().collections()).hasSize(1).allMatch(CollectionId.class::isInstance);
    rooms.answer(RoomsBehind.finished(question, ""));
    assertThat(json(later.join()).at("/pending_documents").asInt()).isZero();
  }

  /** With a room's sign of life for a question in between, which is not about documents. */
  private static void makeReady(DocumentId document) {
    rooms.say(
        Topics.PROGRESS,
        document.toString(),
        Progress.working(Rooms.EMBEDDER, LOCAL, QuestionId.random()));
    rooms.say(
        Topics.PROGRESS,
        document.toString(),
        Progress.step(Rooms.EMBEDDER, LOCAL, document, 1, 1, 2));
    awaitState(document, "embedding");
    rooms.say(
        Topics.DOCUMENTS_INDEXED,
        document.toString(),
        new DocumentIndexed(LOCAL, document, 1, "g", 1, 1, 1));
    awaitState(document, "ready");
  }

  private static void awaitState(DocumentId document, String state) {
    await(
        () -> json(gateway.get("/api/v1/documents/" + document)).at("/state").asString(),
        state::equals);
  }

  private static DocumentId upload(String name, String collection) {
    var bytes = (name + collection).getBytes(StandardCharsets.UTF_8);
    var response = gateway.upload(name, bytes, Map.of("collection", collection));
    assertThat(response.statusCode()).isEqualTo(202);
    return DocumentId.of(json(response).at("/id").asString());
  }
}
