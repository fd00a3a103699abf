package io.longshore.modelserver.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.inference.generation.ChatTemplate;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an engine must do for the methods that stand on it; run on every model at hand. */
abstract class EngineProofs {
  /** Two ways to compute the same: as the sum of a batch of another size. */
  private static final double CLOSE = 1e-3;

  private static final EngineSettings SETTINGS = EngineSettings.of(512, 8).withThreads(1, 1);

  /** None where the model isn't on this machine: the test is left out then. */
  private @Nullable Engine opened;

  private Engine engine;
  private Reading reading;

  abstract Path model();

  @BeforeEach
  void open() {
    opened = Engines.open(LlamaFiles.library(), model(), SETTINGS.withRepacking(false));
    engine = opened;
    reading = new Reading(engine);
  }

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
  }

  @Test
  void twoPromptsInOneBatchScoreAsEachAlone() {
    int[] first = reading.tokens(Reading.CAPITALS + Reading.QUESTION);
    int[] second = reading.tokens("Once upon a time there was a king who");
    float[] firstAlone = reading.read(0, first);
    float[] secondAlone = reading.read(1, second);
    reading.forget();
    var batch = new Batch();
    int firstRow = batch.add(first, 0, first.length, 4, 0, true);
    int secondRow = batch.add(second, 0, second.length, 2, 0, true);
    Logits logits = engine.decode(batch);
    assertThat(Reading.distance(Reading.scores(logits, firstRow), firstAlone)).isLessThan(CLOSE);
    assertThat(Reading.distance(Reading.scores(logits, secondRow), secondAlone)).isLessThan(CLOSE);
  }

  @Test
  void itsTurnsAreMarkedAsItsFileSays() {
    assertThat(engine.capabilities().chat()).isEqualTo(new ChatTurns(ChatTemplate.CHATML, ""));
    assertThat(engine.tokenize("<|im_start|>", true)).hasSize(1);
    assertThat(engine.tokenize("<|im_end|>", true)).hasSize(1);
  }

  @Test
  void copiedSequencesShareTheirPrefix() {
    float[] alone = reading.read(0, Reading.CAPITALS + Reading.QUESTION);
    reading.forget();
    int cells = engine.free();
    int[] prefix = reading.tokens(Reading.CAPITALS);
    float[] _ = reading.read(0, prefix);
    for (int branch = 1; branch < 8; branch++) {
      engine.copy(0, branch, 0, -1);
    }
    assertThat(engine.free()).isEqualTo(cells - prefix.length);
    assertThat(engine.length(7)).isEqualTo(prefix.length);
    int[] question = reading.tokens(Reading.QUESTION);
    float[] branched = reading.read(5, question);
    assertThat(Reading.distance(branched, alone)).isLessThan(CLOSE);
    assertThat(engine.free()).isEqualTo(cells - prefix.length - question.length);
    engine.remove(0, 0, -1);
    assertThat(engine.free()).isEqualTo(cells - prefix.length - question.length);
    for (int branch = 1; branch < 8; branch++) {
      engine.remove(branch, 0, -1);
    }
    assertThat(engine.free()).isEqualTo(cells);
  }

  @Test
  void aWindowThatIsFullGoesOnAfterItsMiddleIsForgotten() {
    int[] capitals = reading.tokens(Reading.CAPITALS);
    int[] noise = reading.tokens(Reading.NOISE);
    int[] question = reading.tokens(Reading.QUESTION);
    float[] _ = reading.read(0, capitals);
    while (engine.free() >= noise.length + question.length) {
      float[] _ = reading.read(0, noise);
    }
    int noiseEnd = engine.length(0);
    float[] full = reading.read(0, question);
    float[] _ = reading.read(1, Arrays.copyOf(noise, engine.free()));
    assertThat(engine.free()).isZero();
    int next = Reading.best(full);
    assertThatThrownBy(() -> reading.read(0, next))
        .isInstanceOf(EngineFailure.NoRoom.class)
        .hasMessageContaining("free");
    int gone = noiseEnd - capitals.length;
    engine.remove(0, capitals.length, noiseEnd);
    engine.add(0, noiseEnd, -1, -gone);
    assertThat(engine.free()).isEqualTo(gone);
    assertThat(engine.length(0)).isEqualTo(capitals.length + question.length);
    String written = reading.text(reading.greedy(0, full, 6));
    assertThat(written).startsWith(" Paris\n");
  }

  @Test
  void keysTurnWithTheirPositions() {
    int[] tokens = reading.tokens(Reading.CAPITALS + "Italy: Rome\n");
    int[] rest = reading.tokens("France:");
    float[] _ = reading.read(0, tokens);
    float[] plain = reading.read(0, rest);
    reading.forget();
    float[] _ = reading.read(0, tokens);
    engine.add(0, 0, -1, 200);
    assertThat(engine.length(0)).isEqualTo(tokens.length + 200);
    float[] moved = reading.read(0, rest);
    assertThat(Reading.doubt(moved, plain)).isLessThan(0.02); // keys are rounded to 16 bits
    reading.forget();
    float[] _ = reading.read(0, tokens);
    engine.divide(0, 0, -1, 4);
    assertThat(engine.length(0)).isEqualTo((tokens.length - 1) / 4 + 1);
    assertThat(Reading.doubt(reading.read(0, rest), plain)).isGreaterThan(0.1);
  }

  @Test
  void aRestoredSequenceGoesOnAsTheSavedOne() {
    float[] scores = reading.read(3, Reading.CAPITALS + Reading.QUESTION);
    int next = Reading.best(scores);
    byte[] state = engine.save(3);
    float[] expected = reading.read(3, next);
    int length = engine.length(3) - 1;
    float[] _ = reading.read(6, "something else that is forgotten");
    engine.restore(6, state);
    assertThat(engine.length(6)).isEqualTo(length);
    assertThat(Reading.distance(reading.read(6, next), expected)).isZero();
    state[state.length / 2] ^= 1;
    assertThatThrownBy(() -> engine.restore(5, state))
        .isInstanceOf(EngineFailure.StateRefused.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void aDecodeStopsAtOnceAndLeavesTheSequenceAsItWas() {
    int[] tokens = reading.tokens(Reading.CAPITALS);
    float[] _ = reading.read(0, tokens);
    int free = engine.free();
    var batch = new Batch();
    int[] more = reading.tokens(Reading.NOISE.repeat(20));
    int _ = batch.add(more, 0, more.length, 0, tokens.length, true);
    var asked = new AtomicInteger();
    assertThatThrownBy(() -> engine.decode(batch, () -> asked.incrementAndGet() >= 10))
        .isInstanceOf(EngineFailure.Stopped.class);
    assertThat(asked.get()).isLessThan(20);
    assertThatThrownBy(() ->
            engine.decode(
                batch,
                () -> {
                  throw new IllegalStateException("the caller is broken");
                }))
        .hasMessage("the caller is broken");
    assertThat(engine.length(0)).isEqualTo(tokens.length);
    assertThat(engine.free()).isEqualTo(free);
    float[] after = reading.read(0, Reading.QUESTION);
    reading.forget();
    float[] _ = reading.read(0, tokens);
    assertThat(Reading.distance(reading.read(0, Reading.QUESTION), after)).isLessThan(CLOSE);
  }

  @Test
  void weightsLaidOutAnewChangeProbabilitiesLittle() {
    int[] prompt = reading.tokens(Reading.CAPITALS + Reading.QUESTION);
    float[] plain = reading.read(0, prompt);
    try (var fast = Engines.open(LlamaFiles.library(), model(), SETTINGS.withRepacking(true))) {
      float[] scores = new Reading(fast).read(0, prompt);
      assertThat(Reading.best(scores)).isEqualTo(Reading.best(plain));
      assertThat(Reading.doubt(scores, plain)).isLessThan(0.02);
    }
  }
}
