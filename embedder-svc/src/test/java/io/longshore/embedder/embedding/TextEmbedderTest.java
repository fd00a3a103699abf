package io.longshore.embedder.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.contracts.Limits;
import io.longshore.contracts.Principal;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.embedding.Embedded;
import io.longshore.contracts.embedding.EmbeddingRequest;
import io.longshore.contracts.embedding.LongMode;
import io.longshore.contracts.embedding.TextKind;
import io.longshore.contracts.embedding.TextVector;
import io.longshore.contracts.request.Reply;
import io.longshore.embedder.EmbedderTest;
import io.longshore.embedder.WordEncoder;
import io.longshore.inference.encoder.Encoder;
import io.longshore.inference.encoder.Encoder.Priority;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.request.RequestFailed;
import io.longshore.runtime.request.Requests;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Asked over the broker, as the gateway asks. */
@EmbedderTest
class TextEmbedderTest {
  private static final Principal LOCAL = new Principal(95, "local", List.of());

  @Autowired Requests requests;
  @Autowired WordEncoder encoder;

  @BeforeEach
  @AfterEach
  void available() {
    encoder.available = true;
    encoder.priorities.clear();
  }

  @Test
  void everyTextHasItsVectorInItsPlace() {
    var texts = List.of("Otters swim.", "水獭会游泳。", "Badgers dig.", "Otters swim.");
    Embedded embedded = ask(new EmbeddingRequest(texts, TextKind.PASSAGE, LongMode.NONE));
    assertThat(embedded.model()).isEqualTo("words");
    assertThat(embedded.generation()).isEqualTo(encoder.generation);
    assertThat(embedded.window()).isEqualTo(WordEncoder.WINDOW);
    assertThat(embedded.vectors()).extracting(TextVector::tokensGiven).containsExactly(3, 6, 3, 3);
    var vectors = embedded.vectors().stream().map(TextVector::vector).toList();
    assertThat(vectors).allMatch(vector -> vector.length == 384);
    assertThat(vectors.get(3)).containsExactly(vectors.get(0));
    assertThat(vectors.get(2)).isNotEqualTo(vectors.get(0));
  }

  @Test
  void aTextThatIsLongerThanTheWindowIsSaidToBeCut() {
    var given = ask(TextKind.PASSAGE, "word ".repeat(600));
    assertThat(given.vectors().getFirst().tokensSeen()).isEqualTo(512);
    assertThat(given.vectors().getFirst().tokensGiven()).isEqualTo(600);
  }

  @Test
  void theLongestReplyFitsIntoARecord() {
    var wide =
        new TextEmbedder(
            new WordEncoder(4_096),
            name -> Optional.empty(),
            Duration.ofSeconds(30),
            Clock.systemUTC());
    var texts = Collections.nCopies(EmbeddingRequest.TEXTS_MAX, "x");
    Embedded embedded =
        wide.embed(
            new EmbeddingRequest(texts, TextKind.PASSAGE, LongMode.NONE),
            Instant.now().plusSeconds(30));
    var json = new Json();
    var reply = new Reply(UUID.randomUUID(), 127, json.text(embedded), null, null);
    assertThat(json.write(reply).length).isLessThan(Limits.RECORD_BYTES);
  }

  @Test
  void manyTextsComeBehindQuestionsAndALoneQueryWithThem() {
    ask(TextKind.PASSAGE, "one");
    ask(TextKind.QUERY, "one", "two");
    ask(TextKind.QUERY, "one");
    assertThat(encoder.priorities)
        .containsExactly(Priority.INGESTION, Priority.INGESTION, Priority.QUESTION);
  }

  @Test
  void withoutTheModelTheRequestFailsByName() {
    encoder.available = false;
    assertFails(
        "model-unavailable", new EmbeddingRequest(List.of("x"), TextKind.QUERY, LongMode.NONE));
  }

  @Test
  void whatAnotherVersionOfTheGatewayAsksForIsNotGuessed() {
    assertFails("kind-unknown", new EmbeddingRequest(List.of("x"), null, LongMode.NONE));
    assertFails("mode-unknown", new EmbeddingRequest(List.of("x"), TextKind.QUERY, null));
  }

  @Test
  void anotherEncoderIsAskedWhereItIsInstalledAndElseTheRequestFailsByName() {
    var two =
        new TextEmbedder(
            new WordEncoder(4),
            name ->
                Optional.<Encoder>of(new WordEncoder(8))
                    .filter(encoder -> name.equals(EmbeddingRequest.EMBEDDER_LONG)),
            Duration.ofSeconds(30),
            Clock.systemUTC());
    assertThat(dimensions(two, null)).isEqualTo(4);
    assertThat(dimensions(two, EmbeddingRequest.EMBEDDER)).isEqualTo(4);
    assertThat(dimensions(two, EmbeddingRequest.EMBEDDER_LONG)).isEqualTo(8);
    assertFails(
        EmbeddingRequest.NOT_INSTALLED,
        new EmbeddingRequest(
            List.of("x"), TextKind.QUERY, LongMode.NONE, EmbeddingRequest.EMBEDDER_LONG));
  }

  private static int dimensions(TextEmbedder embedder, @Nullable String model) {
    var request = new EmbeddingRequest(List.of("x"), TextKind.QUERY, LongMode.NONE, model);
    Embedded embedded = embedder.embed(request, Instant.now().plusSeconds(30));
    return embedded.vectors().getFirst().vector().length;
  }

  @Test
  void aModeThatTheModelsPositionsDontAllowIsRefusedByName() {
    for (LongMode mode : List.of(LongMode.PI, LongMode.RP, LongMode.NTK)) {
      assertThatThrownBy(
              () -> ask(new EmbeddingRequest(List.of("word ".repeat(600)), TextKind.PASSAGE, mode)))
          .isInstanceOfSatisfying(
              RequestFailed.class, e -> assertThat(e.code()).isEqualTo("long-mode-refused"))
          .hasMessageContaining("Mode %s needs".formatted(mode.label()));
    }
  }

  private void assertFails(String code, EmbeddingRequest request) {
    assertThatThrownBy(() -> ask(request))
        .isInstanceOfSatisfying(RequestFailed.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private Embedded ask(TextKind kind, String... texts) {
    return ask(new EmbeddingRequest(List.of(texts), kind, LongMode.NONE));
  }

  private Embedded ask(EmbeddingRequest request) {
    return requests
        .ask(
            Rooms.EMBEDDER,
            LOCAL,
            EmbeddingRequest.KIND,
            List.of(request),
            Embedded.class,
            Duration.ofSeconds(20))
        .getFirst();
  }
}
