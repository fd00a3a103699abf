package io.longshore.modelserver.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.longshore.modelserver.engine.Batch;
import io.longshore.modelserver.engine.Engine;
import io.longshore.modelserver.engine.EngineFailure;
import io.longshore.modelserver.engine.EngineSettings;
import io.longshore.modelserver.engine.Engines;
import io.longshore.modelserver.engine.LlamaFiles;
import io.longshore.modelserver.engine.Logits;
import io.longshore.modelserver.generation.KeptKeys.Lease;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Likelihoods of continuations beside the same tokens decoded one by one. */
class ScoringTest {
  /** Two ways to compute the same: as the sum of a batch of another size. */
  private static final double CLOSE = 1e-3;

  private static final String CAPITALS =
      "The following is a list of European countries and their capitals.\nGermany: Berlin\nFrance:";

  /** The first request has the first sequence. */
  private static final int UNUSED = 1;

  /** Requests of two sequences, and branches. */
  private static final EngineSettings SETTINGS =
      EngineSettings.of(512, 2 + Scoring.BRANCHES).withThreads(1, 1).withRepacking(false);

  private final Batch batch = new Batch();
  private final List<Scores> told = new ArrayList<>();
  private int steps;

  static List<Path> models() {
    return LlamaFiles.models();
  }

  private static Engine open(Path model, EngineSettings settings) {
    return Engines.open(LlamaFiles.library(), model, settings);
  }

  /** A request whose prompt is not read yet. */
  private Job begun(Engine engine, KeptKeys keys, int[] prompt, int[][] continuations) {
    var listener =
        new Listener<Scores>() {
          @Override
          public void next(Scores scores) {
            told.add(scores);
          }

          @Override
          public void failed(RuntimeException failure) {
            throw failure;
          }
        };
    int room = engine.capabilities().context() - prompt.length;
    var scoring = new Scoring(continuations, prompt.length, room, listener);
    Lease lease = keys.begin(prompt, scoring.ahead()).orElseThrow();
    return new Job(new Ticket(true, () -> {}), scoring, prompt, lease);
  }

  private Scores ended(Engine engine, KeptKeys keys, Job job) {
    Logits logits;
    do {
      steps++;
      batch.clear();
      int _ = job.add(batch, keys, job.isReading() ? Integer.MAX_VALUE : Scoring.ROWS);
      logits = engine.decode(batch);
    } while (!job.took(logits, keys));
    keys.end(job.lease);
    return told.getLast();
  }

  /** The sum of log-probabilities, each token decoded alone. */
  private double stepwise(Engine engine, int[] prompt, int[] continuation) {
    double sum = 0;
    batch.clear();
    int row = batch.add(prompt, 0, prompt.length, UNUSED, 0, true);
    Logits logits = engine.decode(batch);
    for (int k = 0; k < continuation.length; k++) {
      sum += logits.logProbability(row, continuation[k]);
      batch.clear();
      row = batch.add(continuation[k], UNUSED, prompt.length + k, true);
      logits = engine.decode(batch);
    }
    engine.remove(UNUSED, 0, -1);
    return sum;
  }

  private static int[][] tokens(Engine engine, Stream<String> texts) {
    return texts.map(text -> engine.tokenize(text, false)).toArray(int[][]::new);
  }

  @ParameterizedTest
  @MethodSource("models")
  void continuationsScoreAsTokenByToken(Path model) {
    try (Engine engine = open(model, SETTINGS)) {
      int[] prompt = engine.tokenize(CAPITALS, false);
      String longOne = " Paris\nPoland: Warsaw\nItaly: Rome\nSpain: Madrid\n".repeat(3);
      Stream<String> few = Stream.of(" Paris", " Berlin\nAustria: Vienna", longOne, " not stated");
      Stream<String> many =
          Stream.of("Oslo", "Bern", "Riga").flatMap(city -> letters().map(city::concat));
      int[][] continuations = tokens(engine, Stream.concat(few, many));
      assertThat(Arrays.stream(continuations).mapToInt(each -> each.length).max().orElseThrow())
          .as("tokens, else nothing needs more than a step")
          .isGreaterThan(Scoring.ROWS + 1);
      var keys = new KeptKeys(engine, 2);
      int free = engine.free();
      Scores scores = ended(engine, keys, begun(engine, keys, prompt, continuations));
      assertThat(engine.free()).as("the prompt stays").isEqualTo(free - prompt.length);
      for (int k = 0; k < continuations.length; k++) {
        assertThat((double) scores.logProbabilities()[k])
            .as("continuation %d", k)
            .isEqualTo(stepwise(engine, prompt, continuations[k]), within(CLOSE));
        assertThat(scores.tokens()[k]).isEqualTo(continuations[k].length);
      }
      assertThat(scores.logProbabilities()[0]).isGreaterThan(scores.logProbabilities()[3]);
    }
  }

  private static Stream<String> letters() {
    return Stream.of(" a x", " b y", " c z", " d u", " e v", " f w");
  }

  @Test
  void thoseThatFitIntoAStepAreComputedInIt() {
    try (Engine engine = open(LlamaFiles.model(), SETTINGS)) {
      int[] prompt = engine.tokenize(CAPITALS, false);
      int[][] continuations = tokens(engine, letters());
      var keys = new KeptKeys(engine, 2);
      Scores _ = ended(engine, keys, begun(engine, keys, prompt, continuations));
      assertThat(steps).as("the prompt, then all").isEqualTo(2);
      Scores _ = ended(engine, keys, begun(engine, keys, prompt, continuations));
      assertThat(steps).as("its last token is read again").isEqualTo(4);
    }
  }

  @Test
  void aStepThatIsGivenUpIsTakenAgain() {
    try (Engine engine = open(LlamaFiles.model(), SETTINGS)) {
      int[] prompt = engine.tokenize(CAPITALS, false);
      int[][] continuations = tokens(engine, letters());
      var keys = new KeptKeys(engine, 2);
      Scores whole = ended(engine, keys, begun(engine, keys, prompt, continuations));
      Job job = begun(engine, keys, prompt, continuations);
      Scores again = null;
      for (int k = 0; again == null; k++) {
        batch.clear();
        int _ = job.add(batch, keys, Scoring.ROWS);
        boolean stopped = k % 2 == 0;
        if (stopped) {
          assertThatThrownBy(() -> engine.decode(batch, () -> true))
              .isInstanceOf(EngineFailure.Stopped.class);
        } else {
          again = job.took(engine.decode(batch), keys) ? told.getLast() : null;
        }
      }
      assertThat(again.logProbabilities()).containsExactly(whole.logProbabilities(), within(1e-3f));
      keys.end(job.lease);
      assertThat(branches(keys, job.lease)).as("all are given back").isEqualTo(Scoring.BRANCHES);
    }
  }

  private static int branches(KeptKeys keys, Lease lease) {
    int count = 0;
    while (keys.branch(lease, 1).isPresent()) {
      count++;
    }
    return count;
  }

  @Test
  void noMoreCellsAreTakenThanThereAre() {
    var small = EngineSettings.of(256, 2 + Scoring.BRANCHES).withThreads(1, 1).withRepacking(false);
    try (Engine engine = open(LlamaFiles.model(), small)) {
      int[] prompt = new int[240];
      Arrays.fill(prompt, engine.tokenize(" ship", false)[0]);
      int[][] continuations = tokens(engine, Stream.of(CAPITALS, CAPITALS));
      for (int k = 0; k < continuations.length; k++) {
        continuations[k] = Arrays.copyOf(continuations[k], 16);
      }
      var keys = new KeptKeys(engine, 2);
      Scores scores = ended(engine, keys, begun(engine, keys, prompt, continuations));
      assertThat(steps).as("they don't fit side by side").isEqualTo(3);
      assertThat(scores.logProbabilities()[0])
          .isEqualTo(scores.logProbabilities()[1], within((float) CLOSE));
    }
  }
}
