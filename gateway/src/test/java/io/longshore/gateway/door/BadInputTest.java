package io.longshore.gateway.door;

import static io.longshore.gateway.Gateway.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.gateway.Door;
import io.longshore.gateway.Multipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A clear 4xx or a good result; never a 5xx, a hang or a loss. */
class BadInputTest {
  private static final String NOBODY = UUID.randomUUID().toString();

  @RegisterExtension static final Door DOOR = Door.with("--longshore.uploads.max-size=1MB");

  static Stream<Arguments> badQuestions() {
    return Stream.of(
        Arguments.of("{}", 400, "question-empty"),
        Arguments.of("{\"question\":null}", 400, "question-empty"),
        Arguments.of("{\"question\":\" \\n \"}", 400, "question-empty"),
        Arguments.of("{\"question\":\"\\u0000\"}", 400, "question-empty"),
        Arguments.of("{\"question\":\"" + "a".repeat(1 << 20) + "\"}", 413, "question-too-long"),
        Arguments.of("{\"question\":\"" + "鲸".repeat(11_000) + "\"}", 413, "question-too-long"),
        Arguments.of("{\"question\":\"" + "a".repeat(3 << 20) + "\"}", 413, "too-large"),
        Arguments.of("{\"question\":\"x\"", 400, "unreadable-body"),
        Arguments.of("not json", 400, "unreadable-body"),
        Arguments.of("", 400, "unreadable-body"),
        Arguments.of("[]", 400, "unreadable-body"),
        Arguments.of("{\"question\":\"x\",\"filters\":[]}", 400, "field-unknown"),
        Arguments.of("{\"question\":\"x\",\"options\":{\"Draft\":\"free\"}}", 400, "field-unknown"),
        Arguments.of("{\"question\":{\"a\":1}}", 400, "unreadable-body"),
        Arguments.of("{\"question\":\"x\",\"documents\":\"y\"}", 400, "unreadable-body"),
        Arguments.of(
            "{\"question\":\"x\",\"collection\":\"nowhere\"}", 404, "collection-not-found"),
        Arguments.of(
            "{\"question\":\"x\",\"collection\":\"\\u0000\"}", 404, "collection-not-found"),
        Arguments.of("{\"question\":\"x\",\"documents\":[\"no-id\"]}", 404, "document-not-found"),
        Arguments.of("{\"question\":\"x\",\"documents\":[null]}", 404, "document-not-found"),
        Arguments.of(
            "{\"question\":\"x\",\"documents\":[\"" + NOBODY + "\"]}", 404, "document-not-found"),
        Arguments.of(
            "{\"question\":\"x\",\"conversation\":\"" + NOBODY + "\"}",
            404,
            "conversation-not-found"));
  }

  @ParameterizedTest
  @MethodSource("badQuestions")
  void aQuestionThatCannotBeAskedIsRefused(String body, int status, String code) {
    assertProblem(DOOR.gateway().post("/api/v1/answers", body), status, code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"query\":\"\"} | 400 | question-empty",
        "{\"query\":\"x\",\"k\":0} | 400 | k-invalid",
        "{\"query\":\"x\",\"k\":51} | 400 | k-invalid",
        "{\"query\":\"x\",\"k\":\"many\"} | 400 | unreadable-body",
        "{\"query\":\"x\",\"collection\":\"nowhere\"} | 404 | collection-not-found",
      })
  void aSearchThatCannotBeDoneIsRefused(String body, int status, String code) {
    assertProblem(DOOR.gateway().post("/api/v1/search", body), status, code);
  }

  @Test
  void anotherContentTypeIsRefused() {
    for (var type :
        new String[] {"text/plain", "application/xml", "multipart/form-data", "nonsense"}) {
      var response =
          DOOR.gateway()
              .send(
                  HttpRequest.newBuilder(DOOR.gateway().uri("/api/v1/answers"))
                      .header("Content-Type", type)
                      .POST(BodyPublishers.ofString("question=x")));
      assertThat(response.statusCode()).as(type).isIn(400, 415);
      assertThat(response.headers().firstValue("Content-Type"))
          .contains("application/problem+json");
    }
    assertProblem(DOOR.gateway().post("/api/v1/documents", "{}"), 415, "unsupported-media-type");
  }

  @Test
  void aProblemIsAProblemAlsoForWhoWantsEvents() {
    var response =
        DOOR.gateway()
            .send(
                HttpRequest.newBuilder(DOOR.gateway().uri("/api/v1/answers"))
                    .header("Content-Type", "application/json")
                    .header("Accept", "text/event-stream")
                    .POST(BodyPublishers.ofString("{\"question\":\"\"}")));
    assertProblem(response, 400, "question-empty");
    response =
        DOOR.gateway()
            .send(
                HttpRequest.newBuilder(DOOR.gateway().uri("/api/v1/answers/" + NOBODY + "/events"))
                    .header("Accept", "text/event-stream"));
    assertProblem(response, 404, "answer-not-found");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/documents/none, document-not-found",
    "/api/v1/documents/00000000-0000-0000-0000-000000000000, document-not-found",
    "/api/v1/documents/00000000-0000-0000-0000-000000000000/events, document-not-found",
    "/api/v1/documents/00000000-0000-0000-0000-000000000000/text, document-not-found",
    "/api/v1/documents?collection=nowhere, collection-not-found",
    "/api/v1/documents?collection=%00, collection-not-found",
    "/api/v1/collections/nowhere, collection-not-found",
    "/api/v1/answers/none, answer-not-found",
    "/api/v1/answers/none/events, answer-not-found",
    "/api/v1/conversations/none, conversation-not-found",
    "/api/v1/nothing, not-found",
    "/nothing, not-found",
  })
  void whatIsNotThereIsNotFound(String path, String code) {
    assertProblem(DOOR.gateway().get(path), 404, code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/documents?limit=0",
        "/api/v1/documents?limit=201",
        "/api/v1/documents?limit=x",
        "/api/v1/documents?after=x",
        "/api/v1/conversations?limit=-1",
      })
  void aListThatCannotBeGivenIsRefused(String path) {
    assertThat(DOOR.gateway().get(path).statusCode()).isEqualTo(400);
  }

  @Test
  void anotherMethodIsRefused() {
    assertThat(DOOR.gateway().delete("/api/v1/answers").statusCode()).isEqualTo(405);
  }

  @Test
  void oneOfTwoFilesIsNotDroppedInSilence() {
    var first = new String(Multipart.of("a.txt", bytes("One."), Map.of()), UTF_8);
    var both =
        first.replace("--" + Multipart.BOUNDARY + "--\r\n", "")
            + new String(Multipart.of("b.txt", bytes("Two."), Map.of()), UTF_8);
    var response =
        DOOR.gateway()
            .send(
                HttpRequest.newBuilder(DOOR.gateway().uri("/api/v1/documents"))
                    .header("Content-Type", "multipart/form-data; boundary=" + Multipart.BOUNDARY)
                    .POST(BodyPublishers.ofString(both)));
    assertProblem(response, 400, "too-many-files");
    assertNothingKept();
  }

  @Test
  void filesThatCannotBeReadAreRefused() {
    assertProblem(DOOR.gateway().upload("a.txt", new byte[0], Map.of()), 400, "file-empty");
    assertProblem(
        DOOR.gateway().upload("a.txt", bytes("text"), Map.of("reader", "[\"crew\"]")),
        400,
        "field-unknown");
    assertProblem(
        DOOR.gateway().upload("a.txt", new byte[5000], Map.of()), 415, "unsupported-format");
    assertProblem(DOOR.gateway().upload("a.exe", bytes("MZ"), Map.of()), 415, "unsupported-format");
    var response = DOOR.gateway().upload("a.pdf", bytes("no pdf"), Map.of());
    assertProblem(response, 415, "unsupported-format");
    assertThat(json(response).at("/detail").asString()).contains("txt, md, html, pdf, docx, epub");
    assertThat(DOOR.gateway().upload("a.txt", new byte[2 << 20], Map.of()).statusCode())
        .isEqualTo(413);
    assertNothingKept();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "language | no language | language-invalid",
        "date | 1851-13-45 | date-invalid",
        "metadata | [1] | metadata-invalid",
        "metadata | {\"a\":[1]} | metadata-invalid",
        "metadata | {\"a\" | metadata-invalid",
        "metadata | {\"\":1} | metadata-invalid",
        "collection | a/b | collection-name-invalid",
      })
  void fieldsThatMakeNoSenseAreRefused(String field, String value, String code) {
    assertProblem(DOOR.gateway().upload("a.txt", bytes("text"), Map.of(field, value)), 400, code);
    assertNothingKept();
  }

  @Test
  void anUploadWithoutAFileIsRefused() {
    var response =
        DOOR.gateway()
            .send(
                HttpRequest.newBuilder(DOOR.gateway().uri("/api/v1/documents"))
                    .header("Content-Type", "multipart/form-data; boundary=x")
                    .POST(BodyPublishers.ofString("--x--\r\n")));
    assertThat(response.statusCode()).isEqualTo(400);
    response =
        DOOR.gateway()
            .send(
                HttpRequest.newBuilder(DOOR.gateway().uri("/api/v1/documents"))
                    .header("Content-Type", "multipart/form-data")
                    .POST(BodyPublishers.ofString("no boundary")));
    assertThat(response.statusCode()).isEqualTo(400);
  }

  @Test
  void anUploadThatIsCutOffLeavesNothing() throws Exception {
    byte[] body =
        Multipart.of("cut.txt", "words ".repeat(50_000).getBytes(StandardCharsets.UTF_8), Map.of());
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), DOOR.gateway().port())) {
      var out = socket.getOutputStream();
      out.write(
          ("POST /api/v1/documents HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary="
                  + Multipart.BOUNDARY
                  + "\r\nContent-Length: "
                  + body.length
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.write(body, 0, body.length / 2);
      out.flush();
    }
    assertNothingKept();
    assertThat(DOOR.gateway().get("/api/v1/documents").body()).doesNotContain("cut.txt");
  }

  @Test
  void strangeNamesAreKeptSafely() {
    assertThat(name("../../evil.txt")).isEqualTo("evil.txt");
    assertThat(name("🐳 鲸鱼.txt")).isEqualTo("🐳 鲸鱼.txt");
    assertThat(name("x".repeat(400) + ".txt")).hasSize(255).endsWith(".txt");
  }

  @Test
  void aQuestionInChineseIsAQuestion() {
    var later = DOOR.gateway().postLater("/api/v1/answers", Map.of("question", "亚哈为什么追捕白鲸？🐳"));
    DOOR.rooms()
        .answer(
            DOOR.rooms().hear(question -> question.text().equals("亚哈为什么追捕白鲸？🐳")), "因为", "他的腿。🐳");
    var answer = json(later.join());
    assertThat(answer.at("/answer").asString()).isEqualTo("因为他的腿。🐳");
    assertThat(answer.at("/question").asString()).isEqualTo("亚哈为什么追捕白鲸？🐳");
  }

  @Test
  void aLastEventIdThatIsNoneIsRefused() {
    var later = DOOR.gateway().postLater("/api/v1/answers", Map.of("question", "short"));
    DOOR.rooms().answer(DOOR.rooms().hear(question -> question.text().equals("short")), "yes");
    var id = json(later.join()).at("/id").asString();
    for (var header : new String[] {"x", "-1", "1e3", "99999999999"}) {
      var response =
          DOOR.gateway()
              .send(
                  HttpRequest.newBuilder(DOOR.gateway().uri("/api/v1/answers/" + id + "/events"))
                      .header("Last-Event-ID", header));
      assertProblem(response, 400, "last-event-id-invalid");
    }
  }

  @Test
  void aCollectionIsMadeOnce() {
    assertThat(DOOR.gateway().post("/api/v1/collections", Map.of("name", "once")).statusCode())
        .isEqualTo(201);
    assertProblem(
        DOOR.gateway().post("/api/v1/collections", Map.of("name", "once")),
        409,
        "collection-exists");
    assertProblem(
        DOOR.gateway().post("/api/v1/collections", Map.of()), 400, "collection-name-invalid");
  }

  private static String name(String given) {
    var response = DOOR.gateway().upload(given, bytes("text of " + given), Map.of());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    return json(response).at("/name").asString();
  }

  private static void assertProblem(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(json(response).at("/code").asString()).isEqualTo(code);
    assertThat(json(response).at("/type").asString()).isEqualTo("urn:longshore:problem:" + code);
  }

  /** Bytes of a refused file are in no blob. */
  private static void assertNothingKept() {
    try (var files = Files.walk(DOOR.blobs())) {
      assertThat(files.filter(Files::isRegularFile).map(BadInputTest::content))
          .allMatch(content -> content.startsWith("text of "));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
