package io.longshore.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.question.Question;
import io.longshore.contracts.question.Scope;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.stream.Sender;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.cloud.stream.binder.test.InputDestination;
import org.springframework.cloud.stream.binder.test.TestChannelBinderConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.messaging.support.GenericMessage;
import tools.jackson.databind.json.JsonMapper;

/** A room without broker and database: its settings, its parts, and records by the test binder. */
class RoomTest {
  private static ConfigurableApplicationContext room;
  private static Environment settings;

  @BeforeAll
  static void start() {
    room =
        Room.start(
            Noted.class,
            "noted-svc",
            "--longshore.topics.create=false",
            "--spring.cloud.stream.default-binder=integration",
            "--spring.cloud.function.definition=note",
            "--spring.cloud.stream.bindings.note-in-0.destination=questions.received",
            "--spring.cloud.stream.bindings.note-in-0.group=noted");
    settings = room.getEnvironment();
  }

  @AfterAll
  static void stop() {
    room.close();
  }

  @Test
  void aRoomIsNamedAndReadsTheSettingsOfItsName() {
    assertThat(settings.getProperty("spring.application.name")).isEqualTo("noted-svc");
    assertThat(settings.getProperty("noted")).isEqualTo("from the yml");
  }

  @Test
  void itsOwnSettingsWinOverTheDefaults() {
    assertThat(settings.getProperty("longshore.blobs")).isEqualTo("target/blobs-of-the-yml");
    assertThat(settings.getProperty("longshore.kafka")).isEqualTo("127.0.0.1:8087");
    assertThat(settings.getProperty("spring.cloud.stream.default-binder")).isEqualTo("integration");
  }

  @Test
  void itListensOnLoopbackOnly() {
    assertThat(settings.getProperty("server.address")).isEqualTo("127.0.0.1");
  }

  @Test
  void aRecordOfTheTestBinderIsReadByOurMapper() throws Exception {
    Question question = Questions.asking("Who?", null);
    var input = room.getBean(InputDestination.class);
    input.send(new GenericMessage<>(new Json().write(question)), "questions.received");
    assertThat(room.getBean(Noted.class).noted.poll(10, TimeUnit.SECONDS)).isEqualTo(question);
  }

  @Test
  void whatANewerWriterSaysIsCounted() {
    byte[] newer = "{\"documents\":[],\"tomorrow\":1}".getBytes(StandardCharsets.UTF_8);
    var json = room.getBean(Json.class);
    json.read(newer, Scope.class);
    json.read(newer, Scope.class);
    assertThat(
            room.getBean(MeterRegistry.class)
                .get("longshore.json.unknown")
                .tags("kind", "field", "record", "Scope")
                .counter()
                .count())
        .isEqualTo(2);
  }

  @Test
  void aRoomWithoutADatabaseHasNoPartOfThatName() throws Exception {
    var health = get("/actuator/health");
    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body()).contains("\"bindings\"").doesNotContain("\"database\"", "\"db\"");
  }

  @Test
  void itsFiguresAreThereForPrometheus() throws Exception {
    var figures = get("/actuator/prometheus");
    assertThat(figures.statusCode()).isEqualTo(200);
    assertThat(figures.body()).contains("jvm_memory_used_bytes{");
  }

  @Test
  void idsAreBareStringsOverHttpToo() {
    var mapper = room.getBean(JsonMapper.class);
    var id = DocumentId.random();
    assertThat(mapper.writeValueAsString(id)).isEqualTo("\"" + id + "\"");
  }

  private static HttpResponse<String> get(String path) throws Exception {
    int port = room.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
  @Import(TestChannelBinderConfiguration.class)
  static class Noted {
    final BlockingQueue<Question> noted = new LinkedBlockingQueue<>();

    @Bean
    Consumer<Question> note() {
      return noted::add;
    }

    @Bean
    Sender sender() {
      return new Sender() {
        @Override
        public void send(String topic, String key, Object record) {}

        @Override
        public CompletableFuture<Void> sendAsync(String topic, String key, Object record) {
          return CompletableFuture.completedFuture(null);
        }
      };
    }
  }
}
