package io.longshore.runtime.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;

import io.longshore.contracts.DocumentId;
import io.longshore.runtime.Room;
import io.longshore.runtime.blob.BlobUnavailable;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Over real HTTP: every error is a problem with a code, and bad input is never a 5xx. */
@ExtendWith(OutputCaptureExtension.class)
class ProblemTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static ConfigurableApplicationContext room;
  private static int port;

  @BeforeAll
  static void start() {
    room = startDoor();
    port = port(room);
  }

  private static ConfigurableApplicationContext startDoor() {
    return Room.start(
        Door.class,
        "door-svc",
        "--server.port=0",
        "--longshore.topics.create=false",
        "--spring.servlet.multipart.max-file-size=1KB");
  }

  private static int port(ConfigurableApplicationContext room) {
    return room.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  @AfterAll
  static void stop() {
    room.close();
  }

  @Test
  void anUnknownPathIsNotFound() throws Exception {
    expect(get("/nowhere"), 404, "not-found");
  }

  @Test
  void aRoomsOwnProblemKeepsItsCode() throws Exception {
    var problem = expect(get("/lost"), 404, "document-not-found");
    assertThat(problem.get("detail").asString()).isEqualTo("No document 7");
  }

  @Test
  void aWrongMethodSaysTheRightOnes() throws Exception {
    var response = get("/things");
    assertThat(expect(response, 405, "method-not-allowed").get("detail").asString())
        .contains("Supported: POST");
    assertThat(response.headers().firstValue("Allow")).hasValue("POST");
  }

  @Test
  void aWrongContentTypeSaysTheRightOnes() throws Exception {
    assertThat(
            expect(post("/things", "text/plain", "x"), 415, "unsupported-media-type")
                .get("detail")
                .asString())
        .contains("application/json");
  }

  @Test
  void whatCanNotBeSentIsNotAcceptable() throws Exception {
    var request = request("/things/" + DocumentId.random()).header("Accept", "image/png").build();
    expect(CLIENT.send(request, BodyHandlers.ofString()), 406, "not-acceptable");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\": ]      | The body is not JSON at line 1, column 10.",
        "{\"name\":\"a\",\"size\":\"big\"} | The body is wrong at size, line 1, column 20.",
        "''                | The body is missing, or broken off."
      })
  void anUnreadableBodySaysWhere(String body, String detail) throws Exception {
    assertThat(
            expect(post("/things", "application/json", body), 400, "unreadable-body")
                .get("detail")
                .asString())
        .isEqualTo(detail);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sise", "鲸鱼"})
  void aFieldThatIsNotKnownIsNamedBesideThoseThatAre(String field) throws Exception {
    String body = "{\"name\":\"a\",\"size\":1,\"%s\":1}".formatted(field);
    assertThat(
            expect(post("/things", "application/json", body), 400, "field-unknown")
                .get("detail")
                .asString())
        .startsWith("The body is wrong at " + field)
        .endsWith(": there is no such field, only name, size.");
  }

  @Test
  void aNameOfAnyLengthIsSaidBackByItsBeginning() throws Exception {
    String body = "{\"name\":\"a\",\"size\":1,\"n" + "🐋".repeat(10_000) + "\":1}";
    assertThat(
            expect(post("/things", "application/json", body), 400, "field-unknown")
                .get("detail")
                .asString())
        .hasSizeLessThan(200);
  }

  @Test
  void anInvalidBodySaysWhichFields() throws Exception {
    var problem =
        expect(post("/things", "application/json", "{\"name\":\" \",\"size\":11}"), 400, "invalid");
    assertThat(problem.get("errors").findValuesAsString("field"))
        .containsExactlyInAnyOrder("name", "size");
  }

  @Test
  void aWrongParameterIsABadRequest() throws Exception {
    expect(get("/things?limit=many"), 405, "method-not-allowed");
    expect(get("/listed?limit=many"), 400, "bad-request");
    expect(get("/listed"), 400, "bad-request");
    expect(get("/listed?limit=101"), 400, "invalid");
    expect(get("/things/no-uuid"), 400, "bad-request");
  }

  @Test
  void aPartThatIsTooLargeOrMissingOrBrokenIsTheClientsError() throws Exception {
    String head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";
    expect(
        post(
            "/files",
            "multipart/form-data; boundary=b",
            head + "x".repeat(2_000) + "\r\n--b--\r\n"),
        413,
        "too-large");
    expect(post("/files", "multipart/form-data; boundary=b", "--b--\r\n"), 400, "bad-request");
    expect(post("/files", "multipart/form-data; boundary=b", head + "cut o"), 400, "bad-multipart");
    expect(post("/files", "multipart/form-data", "x"), 400, "bad-multipart");
    expect(post("/files", "application/json", "{}"), 415, "unsupported-media-type");
  }

  @Test
  void anUnexpectedErrorTellsNothingButIsInTheLog(CapturedOutput output) throws Exception {
    var response = get("/bug");
    expect(response, 500, "internal");
    assertThat(response.body()).doesNotContain("secret", "Exception", "at io.");
    assertThat(output).contains("secret reason");
  }

  @Test
  void whatIsRefusedBesideTheControllersIsAProblemToo() throws Exception {
    expect(get("/refused"), 403, "forbidden");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/away", "/away-database"})
  void whatIsAwayIsUnavailableForNow(String path) throws Exception {
    var response = get(path);
    expect(response, 503, "unavailable");
    assertThat(response.headers().firstValue("Retry-After")).hasValue("5");
  }

  @Test
  void whoeverWasOvertakenHearsByWhat() throws Exception {
    expect(get("/violated?by=tenant"), 409, "tenant-deleted");
  }

  @Test
  void aConstraintThatNobodyElseCouldViolateIsAFaultOfOurs(CapturedOutput output) throws Exception {
    expect(get("/violated?by=us"), 500, "internal");
    assertThat(output).contains("violated by us");
  }

  @ParameterizedTest
  @CsvSource({
    "GET /%zz HTTP/1.1, 400",
    "GET /a|b HTTP/1.1, 400",
    "GET /../../etc/passwd HTTP/1.1, 400"
  })
  void whatTheContainerRefusesIsAProblemToo(String line, int status) throws IOException {
    assertThat(raw(line + "\r\nHost: a\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 " + status)
        .contains("application/problem+json", "\"code\":\"bad-request\"")
        .doesNotContain("Exception", "Tomcat", "<html");
  }

  @Test
  void aClientThatHangsUpInAnUploadLeavesNoNoise(CapturedOutput output) throws Exception {
    String head =
        "POST /files HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\nContent-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n";
    try (var door = startDoor()) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port(door))) {
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      }
      var meters = door.getBean(MeterRegistry.class);
      await().until(() -> meters.find("http.server.requests").timers(), hasSize(1));
    }
    assertThat(output).doesNotContain("\"level\":\"ERROR\"", "\"level\":\"WARN\"");
  }

  private static JsonNode expect(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValue(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    JsonNode problem = new JsonMapper().readTree(response.body());
    assertThat(problem.get("type").asString()).isEqualTo("urn:longshore:problem:" + code);
    assertThat(problem.get("code").asString()).isEqualTo(code);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("detail").asString()).isNotBlank();
    return problem;
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return CLIENT.send(request(path).build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(String path, String type, String body) throws Exception {
    return CLIENT.send(
        request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private static String raw(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  record Thing(@NotBlank String name, @Max(10) int size) {}

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
  @Import(Things.class)
  static class Door {
    @Bean
    Overtaken overtaken() {
      return violated ->
          String.valueOf(violated.getMessage()).endsWith("tenant")
              ? Optional.of(Problems.of(HttpStatus.CONFLICT, "tenant-deleted", "It is deleted."))
              : Optional.empty();
    }
  }

  @RestController
  static class Things {
    @PostMapping(path = "/things", consumes = "application/json")
    Thing add(@Valid @RequestBody Thing thing) {
      return thing;
    }

    @GetMapping(path = "/things/{id}", produces = "application/json")
    List<String> find(@PathVariable DocumentId id) {
      return List.of(id.toString());
    }

    @GetMapping("/listed")
    List<Integer> list(@RequestParam @Max(100) int limit) {
      return List.of(limit);
    }

    @PostMapping(path = "/files", consumes = "multipart/form-data")
    long upload(@RequestParam MultipartFile file) {
      return file.getSize();
    }

    @GetMapping("/bug")
    String bug() {
      throw new IllegalStateException("secret reason");
    }

    @GetMapping("/lost")
    String lost() {
      throw new ErrorResponseException(
          HttpStatus.NOT_FOUND,
          Problems.of(HttpStatus.NOT_FOUND, "document-not-found", "No document 7"),
          null);
    }

    @GetMapping("/refused")
    void refused(HttpServletResponse response) throws IOException {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
    }

    @GetMapping("/violated")
    String violated(@RequestParam String by) {
      throw new DataIntegrityViolationException("violated by " + by);
    }

    @GetMapping("/away-database")
    String awayDatabase() {
      throw new CannotCreateTransactionException("no connection");
    }

    @GetMapping("/away")
    String away() {
      throw new BlobUnavailable("disk full", null);
    }
  }
}
