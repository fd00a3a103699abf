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
import io.longshore.gateway.Door;
import io.longshore.gateway.RoomsBehind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A question says how much of where it looks is not there yet. */
class PendingDocumentsTest {
  private static final Principal LOCAL = new Principal(1, "local", List.of());

  @RegisterExtension static final Door DOOR = Door.with();

  @Test
  void anAnswerSaysHowManyDocumentsOfItsScopeWereNotReady() {
    upload("one.txt", "half");
    var ready = upload("two.txt", "half");
    upload("elsewhere.txt", "other");
    makeReady(ready);

    var later =
        DOOR.gateway()
            .postLater("/api/v1/answers", Map.of("question", "half there?", "collection", "half"));
    var question = DOOR.rooms().hear(q -> q.text().equals("half there?"));
    assertThat(question.scope().pending()).isOne();
    DOOR.rooms().answer(question, "Half.");
    var answer = json(later.join());
    assertThat(answer.at("/pending_documents").asInt()).isOne();
    assertThat(json(DOOR.gateway().get("/api/v1/answers/" + answer.at("/id").asString())))
        .isEqualTo(answer);
  }

  @Test
  void aSearchInNamedDocumentsCountsOnlyThese() {
    var pending = upload("p.txt", "named");
    var ready = upload("r.txt", "named");
    upload("unnamed.txt", "named");
    makeReady(ready);

    var later =
        DOOR.gateway()
            .postLater(
                "/api/v1/search",
                Map.of(
                    "query", "both", "documents", List.of(ready.toString(), pending.toString())));
    var question = DOOR.rooms().hear(q -> q.text().equals("both"));
    assertThat(question.scope().documents()).containsExactly(ready, pending);
    assertThat(question.scope().collections()).hasSize(1);
    DOOR.rooms().answer(RoomsBehind.finished(question, ""));
    assertThat(json(later.join()).at("/pending_documents").asInt()).isOne();
  }

  @Test
  void aNewCollectionHasNothingPending() {
    DOOR.gateway().post("/api/v1/collections", Map.of("name", "empty"));
    var later =
        DOOR.gateway().postLater("/api/v1/search", Map.of("query", "empty", "collection", "empty"));
    var question = DOOR.rooms().hear(q -> q.text().equals("empty"));
    assertThat(question.scope().collections()).hasSize(1).allMatch(CollectionId.class::isInstance);
    DOOR.rooms().answer(RoomsBehind.finished(question, ""));
    assertThat(json(later.join()).at("/pending_documents").asInt()).isZero();
  }

  /** With a room's sign of life for a question in between, which is not about documents. */
  private static void makeReady(DocumentId document) {
    DOOR.rooms()
        .say(
            Topics.PROGRESS,
            document.toString(),
            Progress.working(Rooms.EMBEDDER, LOCAL, QuestionId.random()));
    DOOR.rooms()
        .say(
            Topics.PROGRESS,
            document.toString(),
            Progress.step(Rooms.EMBEDDER, LOCAL, document, 1, 1, 2));
    awaitState(document, "embedding");
    DOOR.rooms()
        .say(
            Topics.DOCUMENTS_INDEXED,
            document.toString(),
            new DocumentIndexed(LOCAL, document, 1, "g", 1, 1, 1));
    awaitState(document, "ready");
  }

  private static void awaitState(DocumentId document, String state) {
    await(
        () -> json(DOOR.gateway().get("/api/v1/documents/" + document)).at("/state").asString(),
        state::equals);
  }

  private static DocumentId upload(String name, String collection) {
    var bytes = (name + collection).getBytes(StandardCharsets.UTF_8);
    var response = DOOR.gateway().upload(name, bytes, Map.of("collection", collection));
    assertThat(response.statusCode()).isEqualTo(202);
    return DocumentId.of(json(response).at("/id").asString());
  }
}
