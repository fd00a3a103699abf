package io.longshore.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.Topics;
import io.longshore.runtime.Room;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.testing.LocalStack;
import io.longshore.testing.Records;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole room on the real broker: JSON in, JSON out. */
class IngestStreamTest {
  @TempDir static Path folder;

  private static ConfigurableApplicationContext room;

  @BeforeAll
  static void start() {
    room =
        Room.start(
            IngestApplication.class,
            "ingest-svc",
            "--server.port=0",
            "--longshore.kafka=" + LocalStack.kafka(),
            "--longshore.blobs=" + folder);
  }

  @AfterAll
  static void stop() {
    room.close();
  }

  @Test
  void aSubmittedFileIsParsedAndItsSectionsFollow() {
    String document = UUID.randomUUID().toString();
    Records.send(
        Topics.DOCUMENTS_SUBMITTED, document, submitted(document, "a.md", "# Whales\n\nThe text."));

    assertThat(Records.await(Topics.DOCUMENTS_PARSED, document, found -> !found.isEmpty()))
        .singleElement()
        .asString()
        .contains(
            "\"document\":\"" + document + "\"",
            "\"mediaType\":\"text/markdown\"",
            "\"codePoints\":17",
            "\"words\":3",
            "\"items\":1");
    assertThat(Records.await(Topics.SECTIONS_SUBMITTED, document, found -> !found.isEmpty()))
        .singleElement()
        .asString()
        .contains("\"action\":\"SUBMIT\"", "\"item\":0", "\"start\":0", "\"end\":17");
    assertThat(progress(document, "STEP")).anyMatch(json -> json.contains("\"room\":\"ingest\""));
  }

  @Test
  void aFileThatIsNoneOfOursFailsAndTheOneBehindItIsRead() {
    String bad = UUID.randomUUID().toString();
    String good = UUID.randomUUID().toString();
    Records.send(Topics.DOCUMENTS_SUBMITTED, bad, submitted(bad, "a.csv", "a;b"));
    Records.send(Topics.DOCUMENTS_SUBMITTED, good, submitted(good, "a.txt", "Fine."));
    assertThat(progress(bad, "FAILED"))
        .anyMatch(json -> json.contains("\"code\":\"unsupported-format\""));
    assertThat(Records.await(Topics.SECTIONS_SUBMITTED, good, found -> !found.isEmpty()))
        .hasSize(1);
  }

  @Test
  void aDeleteFollowsItsSubmission() {
    String document = UUID.randomUUID().toString();
    Records.send(Topics.DOCUMENTS_SUBMITTED, document, submitted(document, "a.txt", "Gone soon."));
    Records.send(
        Topics.DOCUMENTS_SUBMITTED,
        document,
        submitted(document, "a.txt", "x").replace("SUBMIT", "DELETE"));
    assertThat(Records.await(Topics.SECTIONS_SUBMITTED, document, found -> found.size() == 2))
        .satisfiesExactly(
            first -> assertThat(first).contains("\"SUBMIT\""),
            second -> assertThat(second).contains("\"DELETE\"").doesNotContain("\"text\""));
  }

  @Test
  void missingBytesAreSaidAndParked() {
    String document = UUID.randomUUID().toString();
    String json =
        submitted(document, "a.txt", "x").replaceFirst("1/[0-9a-f]{64}", "1/" + "0".repeat(64));
    Records.send(Topics.DOCUMENTS_SUBMITTED, document, json);
    assertThat(progress(document, "FAILED")).anyMatch(line -> line.contains("blob-missing"));
    assertThat(
            Records.await(
                Topics.DOCUMENTS_SUBMITTED + Topics.DEAD_LETTER_SUFFIX,
                document,
                found -> !found.isEmpty()))
        .containsExactly(json);
  }

  @Test
  void theRoomSaysThatItIsReady() throws IOException, InterruptedException {
    String port = room.getEnvironment().getProperty("local.server.port");
    var response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
                    .build(),
                BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
  }

  private static List<String> progress(String document, String kind) {
    return Records.await(
        Topics.PROGRESS,
        document,
        found -> found.stream().anyMatch(json -> json.contains("\"kind\":\"" + kind + "\"")));
  }

  private static String submitted(String document, String name, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    String blob = room.getBean(BlobStore.class).put(1, new ByteArrayInputStream(bytes));
    return """
    {"action":"SUBMIT","principal":{"tenant":1,"owner":"local","groups":[]},"document":"%s",\
    "version":1,"collection":"99999999-2222-3333-4444-555555555555","name":"%s","blob":"%s",\
    "bytes":%d,"metadata":[],"unknown":1}\
    """
        .formatted(document, name, blob, bytes.length);
  }
}
