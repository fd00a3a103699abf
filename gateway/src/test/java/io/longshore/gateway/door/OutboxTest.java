package io.longshore.gateway.door;

import static io.longshore.gateway.Gateway.await;
import static io.longshore.gateway.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.Progress;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.Topics;
import io.longshore.contracts.document.DocumentSubmitted;
import io.longshore.gateway.Gateway;
import io.longshore.gateway.RoomsBehind;
import io.longshore.testing.LocalStack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The retry clock, set to run fast. */
class OutboxTest {
  @TempDir private static Path blobs;
  private static Gateway gateway;
  private static RoomsBehind<DocumentSubmitted> rooms;

  @BeforeAll
  static void start() {
    rooms = new RoomsBehind<>(Topics.DOCUMENTS_SUBMITTED, DocumentSubmitted.class);
    gateway =
        Gateway.start(
            LocalStack.database(),
            blobs,
            "--longshore.outbox.backoff=20ms",
            "--longshore.outbox.backoff-max=20ms",
            "--longshore.outbox.attempts=2",
            "--longshore.outbox.in-flight=1",
            "--longshore.outbox.silence=2s",
            "--longshore.outbox.poll=20ms");
  }

  @AfterAll
  static void stop() {
    gateway.close();
    rooms.close();
  }

  @Test
  void whatWaitsTooOftenIsGivenUpWithItsReason() {
    var document = upload("waits.txt");
    for (int attempt = 1; attempt <= 2; attempt++) {
      var sent = rooms.hear(one -> one.document().toString().equals(id(document)));
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
    }
    var failed = awaitFailed(document);
    assertThat(failed.at("/error/code").asString()).isEqualTo("model-unavailable");
    assertThat(failed.at("/error/message").asString()).contains("2 times");
  }

  @Test
  void whatNothingIsHeardOfIsSentAgainAndThenGivenUpAndMakesRoomForTheNext() {
    var silent = upload("silent.txt");
    var next = upload("next.txt");
    rooms.hear(one -> one.document().toString().equals(id(silent)));
    rooms.hear(one -> one.document().toString().equals(id(silent)));
    assertThat(awaitFailed(silent).at("/error/code").asString()).isEqualTo("silent");
    rooms.hear(one -> one.document().toString().equals(id(next)));
    awaitFailed(next);
  }

  private static JsonNode upload(String name) {
    return json(gateway.upload(name, name.getBytes(StandardCharsets.UTF_8), Map.of()));
  }

  private static JsonNode awaitFailed(JsonNode document) {
    return await(
        () -> json(gateway.get("/api/v1/documents/" + id(document))),
        now -> now.at("/state").asString().equals("failed"));
  }

  private static String id(JsonNode document) {
    return document.at("/id").asString();
  }
}
