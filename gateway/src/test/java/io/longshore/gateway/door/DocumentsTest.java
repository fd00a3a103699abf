package io.longshore.gateway.door;

import static io.longshore.gateway.Gateway.await;
import static io.longshore.gateway.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.Progress;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.Span;
import io.longshore.contracts.Topics;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.answer.Citation;
import io.longshore.contracts.answer.Finished;
import io.longshore.contracts.document.Action;
import io.longshore.contracts.document.DocumentIndexed;
import io.longshore.contracts.document.DocumentParsed;
import io.longshore.contracts.document.DocumentSubmitted;
import io.longshore.contracts.document.Structure;
import io.longshore.contracts.document.Structure.Page;
import io.longshore.contracts.document.Structure.Section;
import io.longshore.contracts.question.Question;
import io.longshore.gateway.Gateway;
import io.longshore.gateway.RoomsBehind;
import io.longshore.runtime.json.Json;
import io.longshore.testing.LocalStack;
import io.longshore.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The library over HTTP; the test plays ingest and embedder. */
class DocumentsTest {
  private static final TestDatabase DATABASE = LocalStack.database();

  @TempDir private static Path blobs;
  private static Gateway gateway;
  private static RoomsBehind<DocumentSubmitted> rooms;

  @BeforeAll
  static void start() {
    gateway =
        Gateway.start(
            DATABASE, blobs, "--longshore.outbox.backoff=100ms", "--longshore.outbox.poll=50ms");
    rooms = new RoomsBehind<>(Topics.DOCUMENTS_SUBMITTED, DocumentSubmitted.class);
  }

  @AfterAll
  static void stop() {
    rooms.close();
    gateway.close();
  }

  @Test
  void aDocumentIsTakenSentOnAndFollowedUntilItIsReady() throws Exception {
    var response =
        gateway.upload(
            "🐳 moby.txt",
            bytes("Call me Ishmael."),
            Map.of(
                "collection", "novels",
                "language", "en",
                "date", "1851-10-18",
                "metadata",
                    "{\"author\":\"Melville\",\"year\":1851,\"read\":true,\"on\":\"2026-01-02\"}"));
    assertThat(response.statusCode()).isEqualTo(202);
    var document = json(response);
    String id = document.at("/id").asString();
    assertThat(response.headers().firstValue("Location")).contains("/api/v1/documents/" + id);
    assertThat(document.at("/state").asString()).isEqualTo("queued");
    assertThat(document.at("/name").asString()).isEqualTo("🐳 moby.txt");
    assertThat(document.at("/version").asInt()).isOne();
    assertThat(document.at("/metadata/year").asInt()).isEqualTo(1851);
    assertThat(document.at("/metadata/read").asBoolean()).isTrue();
    assertThat(document.has("error")).isTrue();

    var sent = rooms.hear(named(id));
    assertThat(sent.action()).isEqualTo(Action.SUBMIT);
    try (var in = gateway.blobs().open(blob(sent))) {
      assertThat(in).hasContent("Call me Ishmael.");
    }
    assertThat(sent.metadata()).hasSize(4);
    try (var events =
        gateway.stream(
            HttpRequest.newBuilder(gateway.uri("/api/v1/documents/" + id + "/events")))) {
      assertThat(events.next().data().at("/state").asString()).isEqualTo("queued");
      parsed(sent, "Call me Ishmael.", 4);
      rooms.say(
          Topics.PROGRESS,
          id,
          Progress.step(Rooms.EMBEDDER, sent.principal(), sent.document(), 1, 2, 4));
      await(
          () -> gateway.get("/api/v1/documents/" + id),
          now -> json(now).at("/stage").asString("").equals("embedding 2 of 4"));
      indexed(sent);
      var states = events.rest().stream().map(e -> e.data().at("/state").asString()).toList();
      assertThat(states).endsWith("ready").doesNotContain("queued");
    }
    var ready = json(gateway.get("/api/v1/documents/" + id));
    assertThat(ready.at("/progress").asDouble()).isOne();
    assertThat(ready.at("/words").asInt()).isEqualTo(3);
    assertThat(ready.at("/tokens_seen").asInt()).isEqualTo(5);
    assertThat(ready.at("/tokens_given").asInt()).isEqualTo(6);
    assertThat(ready.at("/pages").isNull()).isTrue();
    assertThat(json(gateway.get("/api/v1/documents?collection=novels")).at("/data/0"))
        .isEqualTo(ready);
    assertThat(json(gateway.get("/api/v1/collections/novels")).at("/documents").asInt()).isOne();
  }

  @Test
  void theSameNameIsANewVersionAndTheSameBytesAreNone() throws Exception {
    var first = upload("v.txt", "one");
    var sent = rooms.hear(named(id(first)));
    var triedAgain = upload("v.txt", "one"); // its place in the queue may be another by now
    assertThat(id(triedAgain)).isEqualTo(id(first));
    assertThat(triedAgain.at("/version").asInt()).isOne();
    assertThat(triedAgain.at("/updated_at")).isEqualTo(first.at("/updated_at"));
    parsed(sent, "one", 1);
    indexed(sent);
    awaitState(id(first), "ready");
    assertThat(upload("v.txt", "one").at("/version").asInt()).isOne();
    var second = upload("v.txt", "two");
    assertThat(id(second)).isEqualTo(id(first));
    assertThat(second.at("/version").asInt()).isEqualTo(2);
    assertThat(second.at("/state").asString()).isEqualTo("queued");
    assertThat(text(id(first), "").at("/text").asString())
        .as("the old one is read until the new one is ready")
        .isEqualTo("one");
    var again = rooms.hear(named(id(first)));
    assertThat(again.version()).isEqualTo(2);
    parsed(again, "two", 1);
    indexed(again);
    awaitState(id(first), "ready");
    assertThat(text(id(first), "").at("/text").asString()).isEqualTo("two");
    assertThat(text(id(first), "?text_hash=" + sha256("one")).at("/text").asString())
        .as("what a citation of the old one points to")
        .isEqualTo("one");
  }

  @Test
  void whatWaitsIsSentAgainAndWhatCannotWorkFails() {
    var document = upload("wait.txt", "wait");
    var sent = rooms.hear(named(id(document)));
    rooms.say(
        Topics.PROGRESS,
        id(document),
        Progress.waiting(
            Rooms.EMBEDDER,
            sent.principal(),
            sent.document(),
            1,
            "model-unavailable",
            "Start it."));
    assertThat(rooms.hear(named(id(document))).version()).as("the second time").isOne();
    rooms.say(
        Topics.PROGRESS,
        id(document),
        Progress.failed(
            Rooms.INGEST, sent.principal(), sent.document(), 1, "no-text", "Scan it anew."));
    var failed = awaitState(id(document), "failed");
    assertThat(failed.at("/error/code").asString()).isEqualTo("no-text");
    assertThat(failed.at("/error/message").asString()).isEqualTo("Scan it anew.");
    assertThat(upload("wait.txt", "wait").at("/version").asInt())
        .as("handed in again after a failure")
        .isEqualTo(2);
  }

  @Test
  void aDeletedDocumentIsGoneWhenItsOwnersSaidSoAndSharedBytesStay() {
    var document = upload("gone.txt", "shared bytes");
    var twin =
        json(gateway.upload("twin.txt", bytes("shared bytes"), Map.of("collection", "twins")));
    var sent = rooms.hear(named(id(document)));
    parsed(sent, "its own text", 1);
    indexed(sent);
    awaitState(id(document), "ready");
    var own = "1/" + sha256("its own text");
    assertThat(gateway.blobs().exists(own)).isTrue();

    var deleting = gateway.delete("/api/v1/documents/" + id(document));
    assertThat(deleting.statusCode()).isEqualTo(202);
    assertThat(json(deleting).at("/state").asString()).isEqualTo("deleting");
    var order =
        rooms.hear(
            sentFor -> named(id(document)).test(sentFor) && sentFor.action() == Action.DELETE);
    assertThat(order.version()).isEqualTo(2);
    indexed(sent); // late: must not bring it back
    erased(order);
    awaitState(id(document), "deleted");
    assertThat(gateway.blobs().exists(own))
        .as("the twin may be about to become this text")
        .isTrue();
    assertThat(gateway.blobs().exists(blob(sent))).as("the twin holds the same bytes").isTrue();
    assertThat(gateway.get("/api/v1/documents").body()).doesNotContain(id(document));
    assertThat(gateway.get("/api/v1/documents/" + id(document) + "/text").statusCode())
        .isEqualTo(404);
    assertThat(id(upload("gone.txt", "anew"))).as("a new document").isNotEqualTo(id(document));

    assertThat(gateway.delete("/api/v1/collections/twins").statusCode()).isEqualTo(202);
    assertThat(gateway.get("/api/v1/collections/twins").statusCode()).isEqualTo(404);
    order =
        rooms.hear(sentFor -> named(id(twin)).test(sentFor) && sentFor.action() == Action.DELETE);
    erased(order);
    awaitState(id(twin), "deleted");
    assertThat(gateway.blobs().exists(blob(sent))).isFalse();
    assertThat(gateway.blobs().exists(own)).isFalse();
    parsed(sent, "made too late", 1);
    await(() -> gateway.blobs().exists("1/" + sha256("made too late")), exists -> !exists);
  }

  @Test
  void anAnswerKeepsItsTextAndLosesTheQuotesOfADeletedDocument() throws Exception {
    var document = upload("quoted.txt", "a secret");
    var sent = rooms.hear(named(id(document)));
    try (var behind = new RoomsBehind<>(Topics.QUESTIONS_RECEIVED, Question.class)) {
      var later = gateway.postLater("/api/v1/answers", Map.of("question", "what is it?"));
      var question = behind.hear(one -> one.text().equals("what is it?"));
      var span = new Span(sent.document(), "a".repeat(64), 2, 8);
      behind.answer(
          AnswerEvent.citation(
              question.id(),
              question.principal(),
              1,
              new Citation(1, span, "quoted.txt", List.of(), "secret", null, 0, 3)));
      behind.answer(
          AnswerEvent.finished(
              question.id(),
              question.principal(),
              1,
              new Finished(
                  "It. [1]",
                  false,
                  List.of(new Citation(1, span, "quoted.txt", List.of(), "secret", null, 0, 3)),
                  Map.of(),
                  List.of(),
                  List.of())));
      assertThat(json(later.join()).at("/citations/0/quote").asString()).isEqualTo("secret");
      gateway.delete("/api/v1/documents/" + id(document));
      var order = rooms.hear(named(id(document)));
      erased(order);
      awaitState(id(document), "deleted");
      var kept = gateway.get("/api/v1/answers/" + question.id());
      assertThat(json(kept).at("/answer").asString()).isEqualTo("It. [1]");
      assertThat(json(kept).at("/citations/0/erased").asBoolean()).isTrue();
      try (var events = gateway.resume(question.id().toString(), 0)) {
        assertThat(events.rest())
            .hasSize(3)
            .allSatisfy(event -> assertThat(event.data().toString()).doesNotContain("secret"));
      }
    }
  }

  @Test
  void aPartOfALongTextIsReadWithItsPagesAndSections() {
    var text = "🐳鲸".repeat(30_000) + "The end.";
    var document = upload("long.md", "long");
    var sent = rooms.hear(named(id(document)));
    parsed(sent, text, 1);
    awaitState(id(document), "embedding");
    var first = text(id(document), "");
    assertThat(first.at("/end").asInt()).isEqualTo(20_000);
    assertThat(first.at("/code_points").asInt()).isEqualTo(60_008);
    var part = text(id(document), "?start=59999&end=60003");
    assertThat(part.at("/text").asString()).isEqualTo("鲸The");
    assertThat(part.at("/pages")).hasSize(1);
    assertThat(part.at("/pages/0/number").asInt()).isEqualTo(2);
    assertThat(part.at("/sections/0/headings/1").asString()).isEqualTo("B");
    assertThat(text(id(document), "?start=60000&end=99999").at("/text").asString())
        .isEqualTo("The end.");
    for (var range :
        List.of("?start=-1", "?start=5&end=5", "?start=60009", "?end=abc", "?start=9999999999")) {
      assertThat(gateway.get("/api/v1/documents/" + id(document) + "/text" + range).statusCode())
          .as(range)
          .isEqualTo(400);
    }
  }

  @Test
  void documentsAreListedPageByPage() {
    for (int i = 0; i < 5; i++) {
      assertThat(
              gateway
                  .upload("p" + i + ".txt", bytes("page " + i), Map.of("collection", "分页"))
                  .statusCode())
          .isEqualTo(202);
    }
    var names = new ArrayList<String>();
    String after = "";
    do {
      var page =
          json(
              gateway.get(
                  "/api/v1/documents?collection=%E5%88%86%E9%A1%B5&limit=2&after=" + after));
      page.at("/data").forEach(one -> names.add(one.at("/name").asString()));
      after = page.at("/next").asString("");
      assertThat(page.at("/has_more").asBoolean()).isEqualTo(!after.isEmpty());
    } while (!after.isEmpty());
    assertThat(names).containsExactly("p4.txt", "p3.txt", "p2.txt", "p1.txt", "p0.txt");
  }

  private static JsonNode upload(String name, String text) {
    var response = gateway.upload(name, bytes(text), Map.of());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    return json(response);
  }

  private static JsonNode awaitState(String id, String state) {
    return await(
        () -> json(gateway.get("/api/v1/documents/" + id)),
        now -> now.at("/state").asString().equals(state));
  }

  private static JsonNode text(String id, String query) {
    var response = gateway.get("/api/v1/documents/" + id + "/text" + query);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json(response);
  }

  /** Does what ingest does. */
  private static void parsed(DocumentSubmitted sent, String text, int items) {
    int points = text.codePointCount(0, text.length());
    int half = points / 2;
    var offsets = new ArrayList<Long>();
    for (int at = 0; at <= points; at += 4096) {
      offsets.add((long) bytes(text.substring(0, text.offsetByCodePoints(0, at))).length);
    }
    var structure =
        new Structure(
            points,
            List.of(
                new Section(0, half, List.of("T", "A")),
                new Section(half, points, List.of("T", "B"))),
            points > 1000 ? List.of(new Page(1, 0, half), new Page(2, half, points)) : List.of(),
            offsets);
    rooms.say(
        Topics.DOCUMENTS_PARSED,
        sent.document().toString(),
        new DocumentParsed(
            sent.principal(),
            sent.document(),
            sent.version(),
            "text/plain",
            "en",
            sha256(text),
            blob(bytes(text)),
            blob(new Json().write(structure)),
            points,
            text.split(" ").length,
            0,
            items));
  }

  /** As every owner says it. */
  private static void erased(DocumentSubmitted order) {
    for (var owner : List.of(Rooms.EMBEDDER, Rooms.MEMORY)) {
      rooms.say(
          Topics.PROGRESS,
          order.document().toString(),
          Progress.erased(owner, order.principal(), order.document(), order.version()));
    }
  }

  private static void indexed(DocumentSubmitted sent) {
    rooms.say(
        Topics.DOCUMENTS_INDEXED,
        sent.document().toString(),
        new DocumentIndexed(sent.principal(), sent.document(), sent.version(), "g", 1, 5, 6));
  }

  private static String blob(DocumentSubmitted sent) {
    return Objects.requireNonNull(sent.blob());
  }

  private static String blob(byte[] content) {
    return gateway.blobs().put(1, new ByteArrayInputStream(content));
  }

  private static Predicate<DocumentSubmitted> named(String id) {
    return sent -> sent.document().toString().equals(id);
  }

  private static String id(JsonNode document) {
    return document.at("/id").asString();
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(text)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
