package io.longshore.inference.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.grpc.Status;
import io.longshore.inference.TinyTokenizer;
import io.longshore.inference.call.Bound;
import io.longshore.inference.call.ModelRefused;
import io.longshore.inference.call.ModelUnavailable;
import io.longshore.inference.encoder.Encoder.Kind;
import io.longshore.inference.encoder.Encoder.Priority;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TritonEncoderTest {
  private static final EncoderLimits LIMITS =
      new EncoderLimits(
          64,
          4,
          4,
          Duration.ofSeconds(2),
          3,
          Duration.ofMillis(1),
          Duration.ofMillis(4),
          Duration.ofSeconds(60));

  @TempDir Path repository;
  private FakeModelServer server;
  private TritonEncoder encoder;

  @BeforeEach
  void start() throws IOException {
    TinyTokenizer.write(repository);
    server = new FakeModelServer(0);
    encoder = new TritonEncoder("127.0.0.1:" + server.port(), repository, LIMITS);
  }

  private static Bound ample() {
    return Bound.within(Duration.ofSeconds(20));
  }

  @AfterEach
  void stop() {
    encoder.close();
    server.close();
  }

  @Test
  void theModelServerSaysWhatTheModelIs() {
    assertThat(encoder.isReady()).isTrue();
    assertThat(encoder.info())
        .isEqualTo(new EncoderInfo("tiny", 2, 8, "abc-1", "query: ", "passage: ", "a few", ""));
  }

  @Test
  void manyTextsComeBackInOrderWhateverCallsTheyTravelIn() {
    List<String> texts =
        Collections.nCopies(30, List.of("the harbour", "a ship")).stream()
            .flatMap(List::stream)
            .toList();
    List<Embedding> embeddings = encoder.embed(texts, Kind.PASSAGE, Priority.INGESTION, ample());
    float[] first =
        encoder
            .embed(List.of("the harbour"), Kind.PASSAGE, Priority.INGESTION, ample())
            .getFirst()
            .vector();
    float[] second =
        encoder
            .embed(List.of("a ship"), Kind.PASSAGE, Priority.INGESTION, ample())
            .getFirst()
            .vector();
    assertThat(first).isNotEqualTo(second);
    assertThat(Math.hypot(first[0], first[1])).isCloseTo(1, within(1e-6));
    assertThat(embeddings).hasSize(60);
    for (int k = 0; k < embeddings.size(); k++) {
      assertThat(embeddings.get(k).vector()).isEqualTo(k % 2 == 0 ? first : second);
    }
    assertThat(server.requests)
        .hasSizeGreaterThan(5)
        .allSatisfy(
            request -> assertThat(request.getInputs(0).getShape(1)).isLessThanOrEqualTo(64));
  }

  @Test
  void aQuestionTravelsWithTritonsHighestPriorityAndItsOwnPrefix() {
    encoder.embed(List.of("the"), Kind.QUERY, Priority.QUESTION, ample());
    encoder.embed(List.of("the"), Kind.PASSAGE, Priority.INGESTION, ample());
    assertThat(server.requests)
        .extracting(request -> request.getParametersOrThrow("priority").getUint64Param())
        .containsExactly(1L, 2L);
    assertThat(server.requests.get(0).getRawInputContents(0))
        .isNotEqualTo(server.requests.get(1).getRawInputContents(0));
  }

  @Test
  void whatTheWindowDoesntHoldIsSaid() {
    Embedding cut =
        encoder
            .embed(
                List.of("the the the the the the the"), Kind.PASSAGE, Priority.INGESTION, ample())
            .getFirst();
    assertThat(cut.truncated()).isTrue();
    assertThat(cut.tokensSeen()).isEqualTo(FakeModelServer.WINDOW);
    assertThat(cut.tokensGiven()).isEqualTo(11);
    assertThat(
            encoder
                .embed(List.of("the"), Kind.PASSAGE, Priority.INGESTION, ample())
                .getFirst()
                .truncated())
        .isFalse();
  }

  @Test
  void tokenVectorsAreThoseOfTheTextAlone() {
    String text = "the 😀";
    TokenVectors vectors =
        encoder.tokens(List.of("a", text), Kind.PASSAGE, Priority.QUESTION, ample()).getLast();
    assertThat(vectors.size()).isEqualTo(2);
    assertThat(vectors.offsets(0)).isEqualTo(new Offsets(0, 3));
    assertThat(vectors.offsets(1)).isEqualTo(new Offsets(4, 6));
    assertThat(vectors.cosine(0, vectors, 0)).isCloseTo(1, within(1e-6f));
    assertThat(vectors.vector(0)[1] / vectors.vector(0)[0])
        .as("position 3, behind the prefix")
        .isCloseTo(3f / 8, within(1e-6f));
  }

  @Test
  void countingNeedsNoModelServer() {
    server.close();
    assertThat(encoder.countTokens("the harbours")).isEqualTo(3);
    assertThat(encoder.tokenOffsets("the harbours"))
        .containsExactly(new Offsets(0, 3), new Offsets(4, 11), new Offsets(11, 12));
  }

  @Test
  void aBusyServerIsAskedAgainAndThenCalledUnavailable() {
    server.failNext(Status.UNAVAILABLE.withDescription("Exceeds maximum queue size"), 2);
    assertThat(encoder.embed(List.of("the"), Kind.QUERY, Priority.QUESTION, ample())).hasSize(1);
    assertThat(server.requests).hasSize(3);
    server.failNext(Status.UNAVAILABLE.withDescription("Exceeds maximum queue size"), 3);
    assertThatExceptionOfType(ModelUnavailable.class)
        .isThrownBy(() -> encoder.embed(List.of("the"), Kind.QUERY, Priority.QUESTION, ample()))
        .withMessageContaining("Exceeds maximum queue size");
    assertThat(server.requests).hasSize(6);
  }

  @Test
  void whatTheServerRefusesIsNotAskedAgain() {
    server.failNext(Status.INVALID_ARGUMENT.withDescription("unexpected shape"), 1);
    assertThatExceptionOfType(ModelRefused.class)
        .isThrownBy(() -> encoder.embed(List.of("the"), Kind.QUERY, Priority.QUESTION, ample()))
        .withMessageContaining("unexpected shape");
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void ingestionWaitsWhileTheServerIsFullAndOpensNoBreaker() {
    encoder.info();
    server.failNext(Status.UNAVAILABLE.withDescription("Exceeds maximum queue size"), 30);
    server.failNext(Status.RESOURCE_EXHAUSTED, 10);
    assertThat(encoder.embed(List.of("the"), Kind.PASSAGE, Priority.INGESTION, ample())).hasSize(1);
    assertThat(server.requests).hasSize(41);
  }

  @Test
  void ingestionGivesUpOnAFullServerWhenItsTimeIsOver() {
    encoder.info();
    server.failNext(Status.UNAVAILABLE.withDescription("Exceeds maximum queue size"), 100_000);
    assertThatExceptionOfType(ModelUnavailable.class)
        .isThrownBy(() ->
            encoder.embed(
                List.of("the"),
                Kind.PASSAGE,
                Priority.INGESTION,
                Bound.within(Duration.ofMillis(100))));
    assertThat(server.requests).hasSizeGreaterThan(3);
  }

  @Test
  void aCallThatTakesTooLongEndsAtItsBound() {
    encoder.embed(List.of("the"), Kind.QUERY, Priority.INGESTION, ample());
    server.fallSilent();
    assertThatExceptionOfType(ModelUnavailable.class)
        .isThrownBy(() ->
            encoder.embed(
                List.of("the"),
                Kind.QUERY,
                Priority.QUESTION,
                Bound.within(Duration.ofMillis(300))))
        .withMessageContaining("DEADLINE_EXCEEDED");
    assertThat(server.requests).as("a slow call is not tried again").hasSize(2);
  }

  @Test
  void whereNoTimeIsLeftTheServerIsNotAsked() {
    assertThatExceptionOfType(ModelUnavailable.class)
        .isThrownBy(() ->
            encoder.embed(
                List.of("the"), Kind.QUERY, Priority.QUESTION, Bound.within(Duration.ZERO)));
    assertThat(server.requests).isEmpty();
  }

  @Test
  void aServerThatKeepsFailingIsLeftAlone() {
    encoder.info();
    server.failNext(Status.INTERNAL, 100);
    for (int k = 0; k < 30; k++) {
      assertThatExceptionOfType(ModelUnavailable.class)
          .isThrownBy(() -> encoder.embed(List.of("the"), Kind.QUERY, Priority.QUESTION, ample()));
    }
    assertThat(server.requests).hasSizeLessThanOrEqualTo(20);
    assertThat(encoder.states().breakers().circuitBreaker("model-questions").getState())
        .isEqualTo(CircuitBreaker.State.OPEN);
    assertThat(encoder.states().breakers().circuitBreaker("model-ingestion").getState())
        .as("ingestion has its own")
        .isEqualTo(CircuitBreaker.State.CLOSED);
  }

  @Test
  void aServerThatComesBackIsUsedAgain() throws IOException {
    encoder.embed(List.of("the"), Kind.QUERY, Priority.QUESTION, ample());
    int port = server.port();
    server.close();
    assertThat(encoder.isReady()).isFalse();
    assertThatExceptionOfType(ModelUnavailable.class)
        .isThrownBy(() -> encoder.embed(List.of("the"), Kind.QUERY, Priority.QUESTION, ample()));
    server = new FakeModelServer(port);
    long bound = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!encoder.isReady() && System.nanoTime() < bound) {
      Thread.onSpinWait();
    }
    assertThat(encoder.embed(List.of("the"), Kind.QUERY, Priority.QUESTION, ample())).hasSize(1);
  }
}
