package io.longshore.gateway.door;

import static io.longshore.gateway.Gateway.await;
import static io.longshore.gateway.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.Topics;
import io.longshore.contracts.document.Action;
import io.longshore.contracts.document.DocumentIndexed;
import io.longshore.contracts.document.DocumentSubmitted;
import io.longshore.contracts.document.Metadatum;
import io.longshore.gateway.Gateway;
import io.longshore.gateway.RoomsBehind;
import io.longshore.testing.LocalStack;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may read a document and what is said about it, at its upload and later. */
class DescriptionTest {
  @TempDir private static Path blobs;
  private static Gateway gateway;
  private static RoomsBehind<DocumentSubmitted> rooms;

  @BeforeAll
  static void start() {
    gateway = Gateway.start(LocalStack.database(), blobs, "--longshore.outbox.poll=50ms");
    rooms = new RoomsBehind<>(Topics.DOCUMENTS_SUBMITTED, DocumentSubmitted.class);
  }

  @AfterAll
  static void stop() {
    rooms.close();
    gateway.close();
  }

  @Test
  void readersAndMetadataTravelAndCanBeChangedWithoutANewVersion() {
    var uploaded =
        upload(
            "log.txt",
            Map.of("readers", "[\"officers\",\"crew\",\"crew\"]", "metadata", "{\"a\":1}"));
    assertThat(uploaded.statusCode()).as(uploaded.body()).isEqualTo(202);
    String id = json(uploaded).at("/id").asString();
    assertThat(json(uploaded).at("/readers")).hasSize(2);
    var first = rooms.hear(sent -> isOf(sent, id));
    assertThat(first.readers()).containsExactly("crew", "officers");
    var changed = patch(id, "{\"metadata\":{\"b\":\"c\"}}");
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(202);
    assertThat(json(changed).at("/metadata")).isEqualTo(Gateway.JSON.readTree("{\"b\":\"c\"}"));
    assertThat(json(changed).at("/readers")).as("left out").hasSize(2);
    var sent =
        rooms.hear(record ->
            isOf(record, id) && record.metadata().equals(List.of(Metadatum.of("b", "c"))));
    assertThat(sent.action()).isEqualTo(Action.DESCRIBE);
    assertThat(sent.version()).isOne();
    rooms.say(
        Topics.DOCUMENTS_INDEXED,
        id,
        new DocumentIndexed(first.principal(), first.document(), 1, "g", 1, 1, 1));
    assertThat(sent.readers()).containsExactly("crew", "officers");
    patch(id, "{\"readers\":[]}");
    assertThat(rooms.hear(record -> isOf(record, id) && record.readers().isEmpty()).metadata())
        .containsExactly(Metadatum.of("b", "c"));
    await(
        () -> json(gateway.get("/api/v1/documents/" + id)).at("/state").asString(),
        "ready"::equals);
    assertThat(json(gateway.get("/api/v1/documents/" + id)).at("/readers")).isEmpty();
  }

  @Test
  void readersThatAreLeftOutAreThoseOfTheVersionBefore() {
    upload("next.txt", Map.of("readers", "[\"crew\"]"));
    var next = gateway.upload("next.txt", "other words".getBytes(StandardCharsets.UTF_8), Map.of());
    assertThat(json(next).at("/version").asInt()).isEqualTo(2);
    assertThat(json(next).at("/readers/0").asString()).isEqualTo("crew");
    assertThat(json(upload("next.txt", Map.of("readers", "[]"))).at("/readers")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"crew", "{}", "[1,{}]", "[\"\"]", "[null]", "[\" \"]", "\"crew\""})
  void readersThatAreNoGroupsAreRefused(String readers) {
    var response = upload("bad.txt", Map.of("readers", readers));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(json(response).at("/code").asString()).isEqualTo("readers-invalid");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"metadata\":[]} | metadata-invalid",
        "{\"metadata\":{\"a\":[]}} | metadata-invalid",
        "{\"readers\":[\"\"]} | readers-invalid",
        "{\"readers\":7} | unreadable-body",
        "{\"metadata\":{\"name\":\"x\"}} | metadata-invalid",
        "{\"metadata\":{\"date\":\"2020-01-01\"}} | metadata-invalid",
        "[] | unreadable-body",
      })
  void aChangeThatMakesNoSenseIsRefused(String body, String code) {
    String id = json(upload("kept.txt", Map.of())).at("/id").asString();
    var response = patch(id, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(json(response).at("/code").asString()).isEqualTo(code);
  }

  @Test
  void whatIsNotThereCantBeDescribed() {
    var response = patch("0b9c1f0e-5f0a-4f63-9a54-2f1c5a7d9e01", "{\"metadata\":{}}");
    assertThat(response.statusCode()).isEqualTo(404);
  }

  private static boolean isOf(DocumentSubmitted sent, String id) {
    return sent.document().toString().equals(id);
  }

  private static HttpResponse<String> upload(String name, Map<String, String> fields) {
    return gateway.upload(name, "Call me Ishmael.".getBytes(StandardCharsets.UTF_8), fields);
  }

  private static HttpResponse<String> patch(String id, String body) {
    return gateway.send(
        HttpRequest.newBuilder(gateway.uri("/api/v1/documents/" + id))
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString(body)));
  }
}
