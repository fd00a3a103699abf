package io.longshore.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BadInputTest {
  private static final String UNKNOWN = "00000000-0000-4000-8000-000000000000";
  private final Api api = Longshore.running().api();
  private final Documents documents = new Documents(api);

  @Test
  void anEmptyQuestionIsRefused() {
    problem(api.post("/api/v1/answers", Map.of("question", "  ")), 400);
    problem(api.post("/api/v1/search", Map.of("query", "")), 400);
    problem(api.post("/api/v1/answers", Map.of()), 400);
  }

  @Test
  void aQuestionOfAMegabyteIsRefused() {
    problem(api.post("/api/v1/answers", Map.of("question", "why ".repeat(262_144))), 413);
    problem(api.post("/api/v1/search", Map.of("query", "why ".repeat(262_144))), 413);
  }

  @Test
  void whatIsUnknownIsNotFound() {
    problem(api.post("/api/v1/answers", Map.of("question", "Who?", "collection", "nowhere")), 404);
    problem(api.post("/api/v1/search", Map.of("query", "Who?", "collection", "nowhere")), 404);
    problem(api.get("/api/v1/documents/" + UNKNOWN), 404);
    problem(api.get("/api/v1/documents/" + UNKNOWN + "/text"), 404);
    problem(api.delete("/api/v1/documents/" + UNKNOWN), 404);
    problem(api.get("/api/v1/answers/" + UNKNOWN), 404);
    problem(api.get("/api/v1/collections/nowhere"), 404);
    problem(api.get("/api/v1/nothing-here"), 404);
    assertThat(api.get("/api/v1/documents/not-an-id").status()).isBetween(400, 404);
  }

  @Test
  void wrongJsonAndWrongContentTypesAreRefused() {
    problem(api.post("/api/v1/answers", "application/json", "{\"question\":"), 400);
    problem(api.post("/api/v1/answers", "application/json", "[]"), 400);
    problem(api.post("/api/v1/answers", "text/plain", "Who?"), 415);
    problem(api.post("/api/v1/documents", "application/json", "{}"), 415);
    problem(api.get("/api/v1/search"), 405);
  }

  @Test
  void filesThatHoldNothingOrAreNoDocumentsEndInAClearError() {
    problem(api.upload("empty.txt", new byte[0], Map.of()), 400);
    problem(api.upload("program.exe", new byte[] {'M', 'Z', 0, 0, 3}, Map.of()), 415);
    var nul = api.upload("nul.txt", new byte[4_096], Map.of("collection", "bad"));
    if (nul.status() == 202) {
      var document = documents.ended(nul.json().get("id").asString(), Duration.ofMinutes(2));
      assertThat(document.get("state").asString()).isEqualTo("failed");
      assertThat(document.get("error").get("message").asString()).isNotBlank();
    } else {
      problem(nul, nul.status());
    }
  }

  @Test
  void aNameIsANameAndNeverAPath() {
    var id =
        documents.ready(
            "bad", "../../etc/🚢 manifest.txt", "A cargo of 12 barrels.".getBytes(UTF_8));
    var name = api.get("/api/v1/documents/" + id).json().get("name").asString();
    assertThat(name).doesNotContain("/").doesNotContain("..").contains("🚢");
  }

  @Test
  void anUploadThatIsCutOffLeavesNothing() throws IOException {
    var uri = URI.create(api.base());
    try (var socket = new Socket(uri.getHost(), uri.getPort())) {
      var head =
          """
          POST /api/v1/documents HTTP/1.1\r
          Host: localhost\r
          Content-Type: multipart/form-data; boundary=cut\r
          Content-Length: 1000000\r
          \r
          --cut\r
          Content-Disposition: form-data; name="file"; filename="cut.txt"\r
          \r
          The first words of a text that never\
          """;
      socket.getOutputStream().write(head.getBytes(UTF_8));
      socket.getOutputStream().flush();
    }
    documents.ready("bad", "after.txt", "The next upload works.".getBytes(UTF_8));
    assertThat(api.get("/api/v1/documents?limit=100").body())
        .contains("after.txt")
        .doesNotContain("cut.txt");
  }

  @Test
  void aChineseQuestionIsAnsweredFromAChineseText() {
    documents.ready("zh", "港口.txt", "青岛港的新吊车可以吊起六十三吨货物。灯塔建于一八七一年。".getBytes(UTF_8));
    var answer = documents.answer("zh", "新吊车可以吊起多少货物？");
    assertThat(answer.get("answer").asString()).contains("六十三吨");
  }

  private static void problem(Api.Response response, int status) {
    assertThat(response.status()).as(response.body()).isEqualTo(status);
    assertThat(response.contentType()).startsWith("application/problem+json");
    assertThat(response.json().get("detail").asString()).isNotBlank();
    assertThat(response.json().get("code").asString()).isNotBlank();
  }
}
