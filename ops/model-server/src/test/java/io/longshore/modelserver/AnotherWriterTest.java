package io.longshore.modelserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.longshore.inference.call.Bound;
import io.longshore.inference.call.ModelRefused;
import io.longshore.inference.call.ModelUnavailable;
import io.longshore.inference.generation.ChatTemplate;
import io.longshore.inference.generation.ContinuationScorer.Likelihood;
import io.longshore.inference.generation.GenerationLimits;
import io.longshore.inference.generation.GeneratorInfo;
import io.longshore.inference.generation.Piece;
import io.longshore.inference.generation.Prompt;
import io.longshore.inference.generation.Sampling;
import io.longshore.inference.generation.Sampling.Sources;
import io.longshore.inference.generation.Written;
import io.longshore.inference.generation.Written.Finish;
import io.longshore.inference.generation.triton.TritonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Another server of {@code generator} and {@code scorer}, such as a Triton with a back end that
 * answers as vLLM's does, beside ours with the same weights: SmolLM2-135M in a context of 2,048
 * tokens, {@code -Dwriter=host:port}. {@code ops/checks/triton.sh} runs it.
 */
@EnabledIfSystemProperty(
    named = "writer",
    matches = ".+",
    disabledReason = "only with -Dwriter=host:port")
class AnotherWriterTest {
  private static final Prompt COLOURS =
      new Prompt("Be brief.", List.of(), "Name three colours of the rainbow.");
  private static final Prompt STORY =
      new Prompt("Be thorough.", List.of(), "Write a very long story about a harbour.");
  private static final Prompt TOO_LONG =
      new Prompt("Be brief.", List.of(), "Name three colours of the rainbow. ".repeat(300));
  private static final int CONTEXT = 2_048;

  /** Characters; what is likeliest behind them may depend on how the prompt was read. */
  private static final int SURELY_THE_SAME = 12;

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // by start
  private static TestServer server;

  private final TritonGenerator theirs =
      new TritonGenerator(System.getProperty("writer", ""), GenerationLimits.DEFAULT, 512);
  private final TritonGenerator ours =
      new TritonGenerator(server.address(), GenerationLimits.DEFAULT, 512);
  private final List<Piece> heard = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    server = new TestServer(TestServer.writing(folder, 8)).loaded();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void close() {
    theirs.close();
    ours.close();
  }

  private static Bound ample() {
    return Bound.within(Duration.ofMinutes(2));
  }

  private Written write(Prompt prompt, Sampling sampling) {
    return theirs.write(prompt, sampling, ample(), heard::add);
  }

  @Test
  void itSaysWhatItsModelIsAndThatItCanNotBeBoundToSources() {
    assertThat(theirs.info(ample()))
        .contains(
            new GeneratorInfo(
                "smollm2-135m-instruct",
                "",
                "Apache-2.0",
                CONTEXT,
                ChatTemplate.CHATML,
                false,
                true));
    var copying = Sampling.greedy(8, List.of()).copying(new Sources(List.of("red"), 1, "; ", null));
    assertThatExceptionOfType(ModelRefused.class).isThrownBy(() -> write(COLOURS, copying));
  }

  @Test
  void aTextComesInPiecesAndBeginsAsOursBehindTheSamePrompt() {
    var sampling = Sampling.greedy(40, List.of());
    var here = ours.write(COLOURS, sampling, ample(), piece -> {});
    var there = write(COLOURS, sampling);
    System.out.printf(
        "figure: a text of %d tokens in %d pieces, first after %d ms, last after %d ms, ours: %b%n",
        there.tokens(),
        heard.size(),
        there.first().toMillis(),
        there.total().toMillis(),
        there.text().equals(here.text()));
    assertThat(there.text()).startsWith(here.text().substring(0, SURELY_THE_SAME));
    assertThat(there.finish()).isEqualTo(here.finish());
    assertThat(there.promptTokens()).isEqualTo(here.promptTokens());
    assertThat(there.tokens()).isPositive();
    assertThat(heard).hasSizeGreaterThan(10);
    assertThat(there.total().minus(there.first())).isGreaterThan(Duration.ofMillis(50));
    assertThat(there.queue()).as("what vLLM's back end doesn't say").isEmpty();
    assertThat(there.logProbability()).isEmpty();
  }

  @Test
  void lengthAndStopStringsAreKeptTo() {
    var cut = write(STORY, Sampling.greedy(5, List.of()));
    assertThat(cut.finish()).isEqualTo(Finish.LENGTH);
    assertThat(cut.tokens()).isEqualTo(5);
    var stopped = write(STORY, Sampling.greedy(200, List.of(".", "\n")));
    assertThat(stopped.finish()).isEqualTo(Finish.STOP);
    assertThat(stopped.text()).isNotEmpty().doesNotContain(".", "\n");
  }

  /** Whether the server has stopped its work, its log says. */
  @Test
  void whoListensNoMoreCanBeServedTheNextTextAtOnce() {
    assertThatThrownBy(() ->
            theirs.write(
                STORY,
                Sampling.greedy(1_500, List.of()),
                ample(),
                piece -> {
                  heard.add(piece);
                  if (heard.size() > 3) {
                    throw new CancellationException("enough");
                  }
                }))
        .isInstanceOf(CancellationException.class);
    assertThat(write(COLOURS, Sampling.greedy(4, List.of())).tokens()).isEqualTo(4);
  }

  /** Of whatever vLLM's back end refuses it says that it failed, with no status of its own. */
  @Test
  void aPromptThatIsTooLongFailsAloneAndNothingOfItIsHeard() {
    assertThatExceptionOfType(ModelUnavailable.class)
        .isThrownBy(() -> write(TOO_LONG, Sampling.greedy(4, List.of())))
        .withMessageContaining("INTERNAL")
        .withMessageContaining("maximum model length of " + CONTEXT);
    assertThat(heard).isEmpty();
    assertThat(write(COLOURS, Sampling.greedy(4, List.of())).tokens()).isEqualTo(4);
  }

  @Test
  void continuationsAreScoredAsOursAre() {
    var continuations = List.of("Red", "Blue, red and green.", "<|im_end|>", "星期二");
    var here = ours.score(COLOURS, continuations, ample());
    var there = theirs.score(COLOURS, continuations, ample());
    assertThat(there)
        .extracting(Likelihood::tokens)
        .isEqualTo(here.stream().map(Likelihood::tokens).toList());
    double largest = 0;
    for (int i = 0; i < here.size(); i++) {
      largest =
          Math.max(largest, Math.abs(there.get(i).logProbability() - here.get(i).logProbability()));
    }
    System.out.printf("figure: scores of %d continuations, apart %.1e%n", here.size(), largest);
    assertThat(largest).isCloseTo(0, within(0.5));
    assertThatExceptionOfType(ModelRefused.class)
        .isThrownBy(() -> theirs.score(TOO_LONG, continuations, ample()))
        .withMessageContaining("at most " + CONTEXT);
    assertThatExceptionOfType(ModelRefused.class)
        .isThrownBy(() -> theirs.score(COLOURS, List.of("Red", ""), ample()))
        .withMessageContaining("is empty");
  }
}
