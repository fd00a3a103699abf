package io.longshore.gateway.door;

import static io.longshore.gateway.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.Rooms;
import io.longshore.contracts.Topics;
import io.longshore.gateway.Door;
import io.longshore.gateway.EmbedderBehind;
import io.longshore.testing.LocalStack;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is told of an embedder that is not there, or does not come to an end. */
class EmbedderAwayTest {
  private static final String PATH = "/api/v1/embeddings";

  @RegisterExtension
  static final Door DOOR =
      Door.with(
          "--longshore.requests.silence=500ms",
          "--longshore.embeddings.deadline=5s",
          "--longshore.embeddings.calls=1");

  @Test
  void anEmbedderThatIsNotThereIsA503ThatSaysWhatToDo() {
    var response = DOOR.gateway().post(PATH, Map.of("input", "x"));
    assertProblem(response, 503, "embedder-unavailable");
    assertThat(response.headers().firstValue("Retry-After")).contains("5");
    assertThat(json(response).at("/detail").asString()).contains("./longshore start embedder");
  }

  @Test
  void anEmbedderThatIsThereAndSlowIsA504AndMeanwhileNoFurtherCallIsTaken() {
    try (var member = member();
        var embedder = new EmbedderBehind()) {
      var later = DOOR.gateway().postLater(PATH, Map.of("input", Collections.nCopies(20, "slow")));
      embedder.answer(embedder.hear("slow"));
      assertProblem(DOOR.gateway().post(PATH, Map.of("input", "y")), 503, "too-many-embeddings");
      var problem = later.join();
      assertProblem(problem, 504, "deadline");
      assertThat(json(problem).at("/detail").asString()).contains("of 20 texts", "after 5 s");
      assertThat(member.assignment()).as("it stayed all the time").isNotEmpty();
    }
  }

  /** One in the group that shares the embedder's requests. */
  private static KafkaConsumer<String, byte[]> member() {
    String topic = Topics.requests(Rooms.EMBEDDER);
    Map<String, Object> settings =
        Map.of("bootstrap.servers", LocalStack.kafka(), "group.id", Rooms.EMBEDDER + "." + topic);
    var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of(topic));
    while (consumer.assignment().isEmpty()) {
      consumer.poll(Duration.ofMillis(100));
    }
    return consumer;
  }

  private static void assertProblem(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(json(response).at("/code").asString()).isEqualTo(code);
  }
}
