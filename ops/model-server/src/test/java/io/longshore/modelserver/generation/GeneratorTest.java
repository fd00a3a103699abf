package io.longshore.modelserver.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.modelserver.copying.CopiedSpan;
import io.longshore.modelserver.copying.CopyRules;
import io.longshore.modelserver.engine.EngineSettings;
import io.longshore.modelserver.engine.Engines;
import io.longshore.modelserver.engine.LlamaFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On SmolLM2-135M. */
@LlamaFiles.Needed
@Timeout(300)
class GeneratorTest {
  private static final int CONTEXT = 2_048;
  private static final GenerationLimits LIMITS = new GenerationLimits(3, 8, 2);

  private static final String PIER =
      "The winch of Pier 7 pulls 12.5 tonnes.\n  It was built in\t1931 by Müller & Söhne; the old"
          + " one sank near 黑斯廷斯 🚢.";

  @SuppressWarnings("NullAway.Init") // by start
  private static Generator generator;

  @BeforeAll
  static void start() {
    generator =
        new Generator(Engines.open(LlamaFiles.library(), LlamaFiles.model(), settings()), LIMITS);
  }

  private static EngineSettings settings() {
    // one thread: two wait for each other where the machine is busy
    return EngineSettings.of(CONTEXT, LIMITS.sequences()).withRows(LIMITS.rows()).withThreads(1, 1);
  }

  @AfterAll
  static void stop() {
    generator.close();
  }

  static String turn(String question) {
    return "<|im_start|>user\n" + question + "<|im_end|>\n<|im_start|>assistant\n";
  }

  static SamplingParameters greedy(int tokens, String... stops) {
    return new SamplingParameters(tokens, 0, 0, 1, 0, null, List.of(stops), null);
  }

  private static Heard write(String prompt, SamplingParameters sampling) {
    var heard = new Heard();
    var _ = generator.write(new WriteRequest(prompt, sampling, true, true), heard);
    return heard;
  }

  @Test
  void aTextComesPieceByPieceAndIsTheSameWithTheKeysOfAnEarlierPrompt()
      throws InterruptedException, ExecutionException, TimeoutException {
    String prompt = turn("Name three colours of the rainbow and say what each reminds you of.");
    Heard cold = write(prompt, greedy(24)).ended();
    assertThat(cold.pieces).hasSizeGreaterThan(10);
    assertThat(cold.tokens()).isBetween(11, 24);
    Heard warm = write(prompt, greedy(24)).ended();
    assertThat(warm.last().cachedTokens()).isEqualTo(warm.last().promptTokens() - 1);
    assertThat(warm.text()).isEqualTo(cold.text());
    assertThat(warm.last().logProbability()).isNegative();
    Heard follows = write(prompt + cold.text() + "<|im_end|>\n" + turn("Why?"), greedy(5)).ended();
    assertThat(follows.last().cachedTokens()).isGreaterThan(cold.last().promptTokens());
  }

  @Test
  void aPromptThatOnlyBeginsAlikeIsAnsweredAsIfItWereAlone()
      throws InterruptedException, ExecutionException, TimeoutException {
    String shared = "You are the keeper of the harbour. " + PIER + " ";
    Heard first = write(turn(shared + "What does the winch pull?"), greedy(10)).ended();
    Heard second = write(turn(shared + "Who built it?"), greedy(10)).ended();
    assertThat(second.last().cachedTokens()).isBetween(20, first.last().promptTokens());
    try (var alone =
        new Generator(Engines.open(LlamaFiles.library(), LlamaFiles.model(), settings()), LIMITS)) {
      var heard = new Heard();
      var _ =
          alone.write(
              new WriteRequest(turn(shared + "Who built it?"), greedy(10), true, false), heard);
      assertThat(heard.ended().last().cachedTokens()).isZero();
      assertThat(second.text()).isEqualTo(heard.text());
    }
  }

  @Test
  void aCancelledTextStopsWithinAToken()
      throws InterruptedException, ExecutionException, TimeoutException {
    var heard = new Heard();
    Ticket ticket =
        generator.write(
            new WriteRequest(turn("Write a long story."), greedy(1_500), true, false), heard);
    heard.begun();
    ticket.cancel();
    long steps = generator.steps();
    Heard ended = heard.ended();
    assertThat(ended.last().finish()).isEqualTo(Finish.CANCELLED);
    assertThat(generator.steps())
        .as("no step but the one that it was in")
        .isBetween(steps, steps + 1);
    assertThat(ended.tokens()).isLessThan(100);
  }

  @Test
  void twoTextsGoOnSideBySideWhileALongPromptIsRead()
      throws InterruptedException, ExecutionException, TimeoutException {
    Heard one = write(turn("Count from one to fifty in words."), greedy(30)).begun();
    Heard two = write(turn("List the months."), greedy(30)).begun();
    Heard longer = write(turn("A harbour has many ships. ".repeat(60)), greedy(2));
    longer.ended();
    assertThat(one.pieces.size() + two.pieces.size()).isGreaterThan(10);
    one.ended();
    two.ended();
  }

  @Test
  void whoWaitsInTheLineIsToldForHowLong()
      throws InterruptedException, ExecutionException, TimeoutException {
    Heard first = write(turn("Count from one to fifty in words."), greedy(30)).begun();
    Heard second = write(turn("List the months."), greedy(30)).begun();
    Heard third = write(turn("List the days of the week."), greedy(30)).begun();
    Heard waits = write(turn("Why?"), greedy(2)).ended();
    long soonest =
        Stream.of(first, second, third)
            .mapToLong(one -> one.last().queueMillis())
            .max()
            .orElseThrow();
    assertThat(waits.last().queueMillis()).isGreaterThan(soonest);
    assertThat(waits.last().firstMillis()).isGreaterThan(waits.last().queueMillis());
  }

  @Test
  void aStopStringEndsTheTextAndIsNoPartOfIt()
      throws InterruptedException, ExecutionException, TimeoutException {
    String prompt = turn("Name three colours of the rainbow and say what each reminds you of.");
    String whole = write(prompt, greedy(24)).ended().text();
    String stop = whole.substring(10, 17);
    Heard stopped = write(prompt, greedy(24, "never comes", stop)).ended();
    assertThat(stopped.text()).isEqualTo(whole.substring(0, whole.indexOf(stop)));
    assertThat(stopped.last().finish()).isEqualTo(Finish.STOP);
  }

  @Test
  void theSameSeedWritesTheSame()
      throws InterruptedException, ExecutionException, TimeoutException {
    String prompt = turn("Tell me a joke.");
    var hot = new SamplingParameters(12, 12, 1.2, 0.95, 50, 7L, List.of(), null);
    Heard one = write(prompt, hot).ended();
    Heard again = write(prompt, hot).ended();
    assertThat(one.text()).isEqualTo(again.text());
    assertThat(one.tokens()).isEqualTo(12);
    var other = new SamplingParameters(12, 12, 1.2, 0.95, 50, 8L, List.of(), null);
    assertThat(write(prompt, other).ended().text()).isNotEqualTo(one.text());
  }

  /** Each of these is several tokens, and the model goes on with more of them. */
  @Test
  void emojiAreNeverBroken() throws InterruptedException, ExecutionException, TimeoutException {
    Heard heard = write("🚢⚓🌊 ".repeat(12), greedy(40)).ended();
    assertThat(heard.text()).contains("🚢🚢");
    for (Written piece : heard.pieces) {
      assertThat(piece.text().codePoints())
          .noneMatch(c -> c == 0xFFFD || Character.getType(c) == Character.SURROGATE);
    }
  }

  @Test
  void whatIsCopiedStandsAtTheReportedPlace()
      throws InterruptedException, ExecutionException, TimeoutException {
    var random = new Random(42);
    List<String> words = List.of("pulls", "built", "sank", "Müller", "船", "where", "who", "tonnes");
    for (int round = 0; round < 8; round++) {
      List<String> sources =
          new ArrayList<>(List.of(PIER, "\u00a0黑斯廷斯战役发生于1066年。 ", "👩‍👩‍👧 at the\r\n\r\npier"));
      java.util.Collections.shuffle(sources, random);
      var rules = new CopyRules(sources, 1 + random.nextInt(3), "; ", "not stated");
      String prompt =
          turn(String.join("\n", sources) + "\n" + words.get(random.nextInt(words.size())) + "?");
      var sampling =
          new SamplingParameters(
              1 + random.nextInt(12), 0, random.nextInt(3), 1, 0, (long) round, List.of(), rules);
      Heard heard = write(prompt, sampling).ended();
      if (heard.copied().isEmpty()) {
        assertThat(heard.text()).isIn("", "not stated");
      } else {
        assertThat(String.join("; ", heard.copied().stream().map(s -> at(sources, s)).toList()))
            .isEqualTo(heard.text());
      }
    }
  }

  private static String at(List<String> sources, CopiedSpan span) {
    String text = sources.get(span.source());
    return text.substring(
        text.offsetByCodePoints(0, span.start()), text.offsetByCodePoints(0, span.end()));
  }

  @Test
  void aPromptThatIsTooLongIsRefusedWithBothNumbers() {
    assertThatThrownBy(() -> write("ship ".repeat(2_048), greedy(1)).ended())
        .hasCauseInstanceOf(RequestRefused.class)
        .hasMessageContaining("has 2049 tokens")
        .hasMessageContaining("the context has 2048");
    assertThatThrownBy(() -> write("ship ".repeat(200_000), greedy(1)))
        .isInstanceOf(RequestRefused.class)
        .hasMessageContaining("1000000 bytes")
        .hasMessageContaining("2048 tokens");
    assertThatThrownBy(() -> write("", greedy(1)).ended()).hasMessageContaining("empty");
  }

  @Test
  void aLikelyContinuationScoresHigherThanAnUnlikelyOne()
      throws InterruptedException, ExecutionException, TimeoutException {
    var heard = new HeardScores();
    var _ =
        generator.score(
            new ScoreRequest(
                "The capital of France is",
                List.of(" Paris", " a cheese made in Paris", " Rom", " a"),
                true),
            heard);
    Scores result = heard.ended();
    assertThat(result.logProbabilities()[0])
        .isBetween(-5f, -0.01f)
        .isGreaterThan(result.logProbabilities()[2]);
    assertThat(result.logProbabilities()[1]).isLessThan(result.logProbabilities()[3]);
    assertThat(result.tokens()).startsWith(1, 5);
  }
}
