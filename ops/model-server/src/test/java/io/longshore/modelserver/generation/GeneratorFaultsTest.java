package io.longshore.modelserver.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.modelserver.engine.EngineSettings;
import io.longshore.modelserver.engine.Engines;
import io.longshore.modelserver.engine.LlamaFiles;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On SmolLM2-135M, of whose engine single calls fail. */
@LlamaFiles.Needed
@Timeout(300)
class GeneratorFaultsTest {
  private static final GenerationLimits LIMITS = new GenerationLimits(3, 8, 1);

  @SuppressWarnings("NullAway.Init") // by start
  private FaultyEngine engine;

  @SuppressWarnings("NullAway.Init") // by start
  private Generator generator;

  @BeforeEach
  void start() {
    var settings = EngineSettings.of(512, LIMITS.sequences()).withRows(LIMITS.rows());
    engine =
        new FaultyEngine(
            Engines.open(LlamaFiles.library(), LlamaFiles.model(), settings.withThreads(1, 1)));
    generator = new Generator(engine.engine(), LIMITS);
  }

  @AfterEach
  void stop() {
    generator.close();
  }

  private Heard write(int tokens) {
    var heard = new Heard();
    var _ = generator.write(request(tokens), heard);
    return heard;
  }

  private static WriteRequest request(int tokens) {
    var sampling = new SamplingParameters(tokens, tokens, 0, 1, 0, null, List.of(), null);
    return new WriteRequest(GeneratorTest.turn("Count to a hundred."), sampling, true, false);
  }

  private HeardScores score() {
    var heard = new HeardScores();
    var _ =
        generator.score(
            new ScoreRequest("One, two,", List.of(" three, four", " five, six"), true), heard);
    return heard;
  }

  /** Of what reads a request, computes a step and makes room for the next. */
  @ParameterizedTest
  @ValueSource(strings = {"tokenize", "free", "threads", "decode"})
  void whatFailsUnexpectedlyFailsTheRequestAndTheNextIsServed(String method)
      throws InterruptedException, ExecutionException, TimeoutException {
    engine.fails(method, () -> new IllegalStateException("out of order"));
    assertThatThrownBy(() -> write(3).ended())
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("out of order");
    engine.works();
    assertThat(write(3).ended().tokens()).isEqualTo(3);
  }

  @Test
  void aRequestThatCannotAddToAStepFailsAloneAndThoseBesideItGoOn()
      throws InterruptedException, ExecutionException, TimeoutException {
    Heard beside = write(60).begun();
    engine.fails("copy", () -> new IllegalStateException("out of order")); // branches of a scoring
    assertThatThrownBy(() -> score().ended()).hasCauseInstanceOf(IllegalStateException.class);
    assertThat(beside.ended().tokens()).isEqualTo(60);
    engine.works();
    assertThat(score().ended().tokens()).hasSize(2);
  }

  @Test
  void aListenerThatThrowsWhateverItHearsEndsNobodyElse()
      throws InterruptedException, ExecutionException, TimeoutException {
    var told = new CompletableFuture<RuntimeException>();
    var _ =
        generator.write(
            request(3),
            new Listener<>() {
              @Override
              public void next(Written piece) {
                throw new IllegalStateException("gone");
              }

              @Override
              public void failed(RuntimeException failure) {
                told.complete(failure);
                throw new IllegalStateException("gone");
              }
            });
    assertThat(told.get(120, TimeUnit.SECONDS)).hasMessage("gone");
    assertThat(write(3).ended().tokens()).isEqualTo(3);
  }

  @Test
  void aCancelledRequestWhoseKeysCannotBeKeptEndsNobodyElse()
      throws InterruptedException, ExecutionException, TimeoutException {
    var heard = new Heard();
    Ticket ticket = generator.write(request(400), heard);
    heard.begun();
    engine.fails("length", () -> new IllegalStateException("out of order"));
    ticket.cancel();
    assertThatThrownBy(heard::ended).hasCauseInstanceOf(IllegalStateException.class);
    engine.works();
    assertThat(write(3).ended().tokens()).isEqualTo(3);
  }

  @Test
  void whenTheEngineHasEndedAllThatWaitAreToldAndLaterOnesAreRefusedAtOnce() {
    engine.fails("decode", () -> new LinkageError("no such symbol"));
    assertThatThrownBy(() -> write(3).ended()).hasCauseInstanceOf(EngineEnded.class);
    assertThatExceptionOfType(EngineEnded.class).isThrownBy(() -> write(3));
  }

  @Test
  void aClosedOneRefuses() throws InterruptedException, ExecutionException, TimeoutException {
    Heard running = write(400).begun();
    generator.close();
    assertThatThrownBy(running::ended).hasCauseInstanceOf(EngineEnded.class);
    assertThatExceptionOfType(EngineEnded.class).isThrownBy(() -> write(3));
  }
}
