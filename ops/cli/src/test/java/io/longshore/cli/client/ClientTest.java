package io.longshore.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.cli.Exit;
import io.longshore.cli.Run;
import io.longshore.cli.stack.HomeForTests;
import io.longshore.local.process.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ClientTest {
  private TestGateway gateway;
  @TempDir private Path folder;

  @BeforeEach
  void start() throws IOException {
    gateway = new TestGateway();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void anAnswerHasEveryPromisedFieldWhateverTheApiLeavesOut() {
    gateway.on(
        "POST /api/v1/answers",
        200,
        """
        {"id":"a1","status":"finished","answer":"Nine.","conversation":"c1","citations":[{"document":"d1","name":"x.pdf","quote":"nine ports","start":4,"end":14}]}
        """);
    Run run =
        Run.of("ask", "How many ports?", "--collection", "demo", "--conversation", "c1", "--json");
    assertThat(run.exit()).isEqualTo(Exit.GOOD);
    assertThat(run.json().propertyNames()).containsAll(Shape.ANSWER);
    assertThat(run.json().get("error").isNull()).isTrue();
    assertThat(run.json().get("citations").get(0).propertyNames()).containsAll(Shape.CITATION);
    assertThat(gateway.asked().getFirst().body())
        .isEqualTo(
            "{\"question\":\"How many ports?\",\"collection\":\"demo\",\"conversation\":\"c1\"}");
  }

  @Test
  void aFailedAnswerEndsWithOneAndItsSentence() {
    gateway.on(
        "POST /api/v1/answers",
        200,
        """
        {"id":"a1","status":"failed","error":{"code":"deadline","message":"It took too long."}}
        """);
    Run run = Run.of("ask", "Why?");
    assertThat(run.exit()).isEqualTo(Exit.SOME_FAILED);
    assertThat(run.out()).contains("No answer: It took too long.");
  }

  @Test
  void peopleSeeQuoteDocumentPageAndTimings() {
    gateway.on(
        "POST /api/v1/answers",
        200,
        """
        {"id":"a1","status":"finished","answer":"Nine ports [1].","conversation":"c1","citations":[{"number":1,"document":"d1","name":"handbook.pdf","quote":"takes\\nnine ports","start":4,"end":20,"page":7}],"timings":{"embedder":12.4},"skipped":["memory"],"degraded":["embedder:no-lexical"],"pending_documents":2}
        """);
    assertThat(Run.of("ask", "How many?").out())
        .contains("Nine ports [1].")
        .contains("[1] \"takes nine ports\"")
        .contains("handbook.pdf, page 7, characters 4 to 20")
        .contains("embedder 12 ms")
        .contains("worked without: memory")
        .contains("worked with less: embedder:no-lexical")
        .contains("not ready yet: 2 documents");
  }

  @Test
  void whoWantsToKnowSeesHowAnAnswerCameAbout() {
    gateway.on("POST /api/v1/answers", 200, answered("Nine.", "copy.v3", "p1"));
    Run run = Run.of("ask", "How many?", "--explain");
    assertThat(gateway.asked().getFirst().body())
        .isEqualTo("{\"question\":\"How many?\",\"options\":{\"explain\":true}}");
    assertThat(run.out())
        .contains("choose (2 ms) passage.1 p1, score.1 0.9")
        .contains("draft (7 ms) model tiny, prompt copy.v3");
  }

  @Test
  void whatIsNumberedIsShownInTheOrderOfItsNumbers() {
    gateway.on(
        "POST /api/v1/answers",
        200,
        """
        {"status":"finished","answer":"Nine.","explain":{"steps":[{"name":"choose","millis":2,
          "what":{"answerable":0.9,"passage.1":"p1","passage.10":"p10","passage.2":"p2","score.10":0.1,"score.2":0.2}}]}}
        """);
    assertThat(Run.of("ask", "How many?", "--explain").out())
        .contains(
            "answerable 0.9, passage.1 p1, passage.2 p2, passage.10 p10, score.2 0.2, score.10 0.1");
  }

  @Test
  void anEarlierQuestionIsAskedAgainAsItsReceiptSaysAndWhatDiffersIsShown() {
    gateway
        .on("GET /api/v1/answers/a1?explain=true", 200, answered("Nine.", "copy.v3", "p1"))
        .on("GET /api/v1/collections", 200, "{\"data\":[{\"id\":\"c1\",\"name\":\"demo\"}]}")
        .on("POST /api/v1/answers", 200, answered("Ten.", "copy.v4", "p1"));
    Run run = Run.of("ask", "--again", "a1", "--json");
    assertThat(run.exit()).isEqualTo(Exit.GOOD);
    assertThat(gateway.asked().getLast().body())
        .isEqualTo(
            "{\"question\":\"How many ports are there?\",\"collection\":\"demo\","
                + "\"filter\":{\"type\":\"in\",\"key\":\"year\",\"value\":[1]},"
                + "\"options\":{\"draft\":\"constrained\",\"explain\":true}}");
    assertThat(run.json().get("differs").valueStream().map(JsonNode::asString))
        .containsExactly("prompt", "answer");
    assertThat(Run.of("ask", "--again", "a1").out())
        .contains("prompt: copy.v3\n          copy.v4")
        .contains("answer: Nine.\n          Ten.");
  }

  @Test
  void whereOnlyTheOrderOfPassagesDiffersItSaysSo() {
    String one = "p1\",\"passage.2\":\"p2\",\"passage.10\":\"p10";
    String other = "p1\",\"passage.2\":\"p10\",\"passage.10\":\"p2";
    String more = "p1\",\"passage.2\":\"p3\",\"passage.10\":\"p10";
    gateway
        .on("GET /api/v1/answers/a1?explain=true", 200, answered("Nine.", "copy.v3", one))
        .on("GET /api/v1/collections", 200, "{\"data\":[{\"id\":\"c1\",\"name\":\"demo\"}]}")
        .on("POST /api/v1/answers", 200, answered("Nine.", "copy.v3", other))
        .on("POST /api/v1/answers", 200, answered("Nine.", "copy.v3", more));
    assertThat(Run.of("ask", "--again", "a1").out())
        .contains("order of passages: p1 p2 p10\n                     p1 p10 p2");
    assertThat(Run.of("ask", "--again", "a1").out())
        .contains("  passages: p1 p2 p10\n            p1 p3 p10");
  }

  @Test
  void documentsOfSeveralCollectionsAreAskedAgainWithoutNamingThese() {
    gateway
        .on(
            "GET /api/v1/answers/a1?explain=true",
            200,
            answered("Nine.", "copy.v3", "p1")
                .replace(
                    "[\"c1\"],\"documents\":[]", "[\"c1\",\"c2\"],\"documents\":[\"d1\",\"d2\"]"))
        .on("POST /api/v1/answers", 200, answered("Nine.", "copy.v3", "p1"));
    assertThat(Run.of("ask", "--again", "a1").out()).contains("as before");
    assertThat(gateway.asked().getLast().body())
        .contains("\"documents\":[\"d1\",\"d2\"]")
        .doesNotContain("collection");
  }

  @Test
  void whatHasNoReceiptCannotBeAskedAgain() {
    gateway.on("GET /api/v1/answers/a1?explain=true", 200, "{\"id\":\"a1\",\"explain\":null}");
    Run run = Run.of("ask", "--again", "a1");
    assertThat(run.exit()).isNotEqualTo(Exit.GOOD);
    assertThat(run.err()).contains("Nothing is kept of how this answer came about");
  }

  private static String answered(String answer, String prompt, String passage) {
    return """
    {"id":"a1","status":"finished","question":"And how many?","answer":"%s","explain":{
      "options":{"draft":"constrained","explain":false},
      "scope":{"collections":["c1"],"documents":[],"filter":{"type":"in","key":"year","value":[1]}},
      "steps":[{"name":"recall","millis":1,"what":{"standalone":"How many ports are there?"}},
               {"name":"choose","millis":2,"what":{"passage.1":"%s","score.1":0.9}},
               {"name":"draft","millis":7,"what":{"model":"tiny","prompt":"%s"}}]}}
    """
        .formatted(answer, passage, prompt);
  }

  @Test
  void searchPassesWhatIsAskedForAndGivesTheResults() {
    gateway.on("POST /api/v1/search", 200, "{\"results\":[{\"document\":\"d1\",\"text\":\"t\"}]}");
    Run run = Run.of("search", "天气", "--k", "3", "--json");
    assertThat(run.exit()).isEqualTo(Exit.GOOD);
    assertThat(run.json().get("results").get(0).propertyNames()).containsAll(Shape.RESULT);
    assertThat(gateway.asked().getFirst().body()).isEqualTo("{\"query\":\"天气\",\"k\":3}");
  }

  @Test
  void documentsOfAllPagesAreListed() {
    gateway
        .on(
            "GET /api/v1/documents?collection=my%20books",
            200, "{\"data\":[{\"id\":\"a\"}],\"has_more\":true,\"next\":\"a\"}")
        .on(
            "GET /api/v1/documents?collection=my%20books&after=a",
            200, "{\"data\":[{\"id\":\"b\"}],\"has_more\":false}");
    JsonNode data = Run.of("documents", "--collection", "my books", "--json").json().get("data");
    assertThat(data.valueStream().map(d -> d.get("id").asString())).containsExactly("a", "b");
    assertThat(data.get(0).propertyNames()).containsAll(Shape.DOCUMENT);
  }

  @Test
  void aFolderIsHandedInAndOneFailureEndsWithOneAndOneLine() throws IOException {
    Files.writeString(folder.resolve("good \uD83D\uDE80.txt"), "words");
    Files.writeString(folder.resolve(".hidden"), "no");
    Files.writeString(folder.resolve("zbad.pdf"), "%PDF");
    gateway
        .on("POST /api/v1/documents", 202, "{\"id\":\"d1\"}")
        .on("POST /api/v1/documents", 202, "{\"id\":\"d2\"}")
        .on("GET /api/v1/documents/d1", 200, "{\"state\":\"parsing\",\"progress\":0.5}")
        .on("GET /api/v1/documents/d1", 200, "{\"state\":\"ready\",\"progress\":1}")
        .on(
            "GET /api/v1/documents/d2",
            200,
            "{\"state\":\"failed\",\"error\":{\"code\":\"broken-file\",\"message\":\"It is no PDF.\"}}");
    Run run = Run.of("ingest", folder.toString(), "--collection", "c", "--json");
    assertThat(run.exit()).isEqualTo(Exit.SOME_FAILED);
    JsonNode documents = run.json().get("documents");
    assertThat(documents.valueStream().map(d -> d.get("state").asString()))
        .containsExactlyInAnyOrder("ready", "failed");
    documents.forEach(
        d -> assertThat(d.propertyNames()).contains("id", "name", "state", "seconds", "error"));
    assertThat(run.err()).contains("parsing 50 %");
    assertThat(gateway.asked().getFirst().body())
        .contains("filename=\"good \uD83D\uDE80.txt\"")
        .contains("name=\"collection\"\r\n\r\nc\r\n")
        .contains("words");
  }

  @Test
  void aRefusedOrMissingFileFailsAloneWithTheApisSentence() throws IOException {
    Path file = Files.writeString(folder.resolve("a.exe"), "MZ");
    gateway.on(
        "POST /api/v1/documents",
        415,
        "{\"code\":\"unsupported-format\",\"detail\":\"Hand in txt, md, html, pdf, docx or epub.\"}");
    Run run = Run.of("ingest", file.toString(), "/no/such/path");
    assertThat(run.exit()).isEqualTo(Exit.SOME_FAILED);
    assertThat(run.out())
        .contains("a.exe: failed: Hand in txt, md, html, pdf, docx or epub.")
        .contains("/no/such/path: failed: there is no such file or folder");
  }

  @Test
  void whatCannotBeReadIsToldFromWhatIsMissingAndFailsAlone() throws IOException {
    Files.writeString(folder.resolve("good.txt"), "words");
    Files.createSymbolicLink(folder.resolve("loop"), folder);
    Path broken = Files.createSymbolicLink(folder.resolve("broken.txt"), Path.of("nowhere"));
    Path locked = Files.createDirectory(folder.resolve("locked"));
    Files.setPosixFilePermissions(locked, Set.of());
    gateway
        .on("POST /api/v1/documents", 202, "{\"id\":\"d1\"}")
        .on("GET /api/v1/documents/d1", 200, "{\"state\":\"ready\",\"progress\":1}");
    try {
      Run run = Run.of("ingest", folder.toString());
      assertThat(run.exit()).isEqualTo(Exit.SOME_FAILED);
      assertThat(run.out().lines())
          .contains(broken + ": failed: it is there, but it can't be read")
          .anyMatch(line -> line.startsWith("good.txt: ready"))
          .hasSize(Files.isReadable(locked) ? 2 : 3); // the superuser reads everything
    } finally {
      Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void deleteWaitsUntilTheDocumentIsGone() {
    gateway
        .on("DELETE /api/v1/documents/d1", 202, "{\"state\":\"deleting\"}")
        .on("GET /api/v1/documents/d1", 200, "{\"state\":\"deleting\"}")
        .on("GET /api/v1/documents/d1", 200, "{\"state\":\"deleted\"}");
    Run run = Run.of("delete", "d1");
    assertThat(run.exit()).isEqualTo(Exit.GOOD);
    assertThat(run.out()).contains("deleted d1");
    assertThat(gateway.asked()).hasSize(3);
  }

  @Test
  void verifyErasedSaysWhatWasLookedAtAndEndsWithOneWhenSomethingIsLeftOrWasNotSeen() {
    assertThat(holdings("[]", 0, true).exit()).isEqualTo(Exit.GOOD);
    Run left =
        holdings("[{\"owner\":\"memory\",\"counts\":{\"turns\":2},\"error\":null}]", 2, true);
    assertThat(left.exit()).isEqualTo(Exit.SOME_FAILED);
    assertThat(left.out())
        .containsPattern("memory +turns +2")
        .contains("topic answers holds it in 3 records until 2026-11-26T10:00:00Z")
        .contains("2 are left");
    Run unseen =
        holdings("[{\"owner\":\"memory\",\"counts\":{},\"error\":\"No reply.\"}]", 0, false);
    assertThat(unseen.exit()).isEqualTo(Exit.SOME_FAILED);
    assertThat(unseen.out()).containsPattern("memory +not looked at: No reply");
  }

  private Run holdings(String owners, int held, boolean complete) {
    String id = "d" + held + complete;
    gateway.on(
        "GET /api/v1/documents/" + id + "/holdings",
        200,
        """
        {"document":"d1","state":"deleted","owners":%s,"held":%d,"complete":%s,"topics":[{"topic":"answers","records":3,"expires_at":"2026-11-26T10:00:00Z"}]}
        """
            .formatted(owners, held, complete));
    return Run.of("verify-erased", id);
  }

  @Test
  void anUnknownDocumentIsRefusedInOneSentence() {
    Run run = Run.of("delete", "nobody");
    assertThat(run.exit()).isEqualTo(Exit.SOME_FAILED);
    assertThat(run.err().strip()).isEqualTo("No such thing");
  }

  @Test
  void withoutAGatewayTheRemedyIsNamedAndTheCodeIsThree() {
    HomeForTests.port(Ports.free(1).getFirst());
    Run run = Run.of("documents");
    assertThat(run.exit()).isEqualTo(Exit.NOT_RUNNING);
    assertThat(run.err()).contains("./longshore up");
  }
}
