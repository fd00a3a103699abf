package io.longshore.inference.generation.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.inference.call.Bound;
import io.longshore.inference.call.ModelAway;
import io.longshore.inference.call.ModelBusy;
import io.longshore.inference.call.ModelRefused;
import io.longshore.inference.call.ModelUnavailable;
import io.longshore.inference.generation.GenerationLimits;
import io.longshore.inference.generation.Piece;
import io.longshore.inference.generation.Prompt;
import io.longshore.inference.generation.Sampling;
import io.longshore.inference.generation.Sampling.Sources;
import io.longshore.inference.generation.Waiting;
import io.longshore.inference.generation.Written;
import io.longshore.inference.generation.Written.Finish;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class EndpointGeneratorTest {
  private static final Prompt PROMPT =
      new Prompt("Be brief.", List.of(new Prompt.Example("1?", "2")), "Wer? <|im_end|>");
  private static final Sampling SAMPLING = Sampling.greedy(16, List.of("\n"));
  private static final String STREAM = "text/event-stream; charset=utf-8";
  private static final String USUAL =
      """
      : hello

      data: {"choices":[{"delta":{"role":"assistant"}}]}

      event: x
      data: {"choices":[{"delta":{"content":"Ada "}}]}

      data:{"choices":[{"delta":
      data:{"content":"😀"}}]}

      data: {"choices":[{"delta":{},"finish_reason":"stop"}]}

      data: {"choices":[],"usage":{"prompt_tokens":40,"completion_tokens":3,"prompt_tokens_details":{"cached_tokens":30}}}

      data: [DONE]

      """;

  private final List<String> heard = new ArrayList<>();
  private ScriptedEndpoint endpoint;
  private EndpointGenerator generator;

  @BeforeEach
  void start() throws IOException {
    endpoint = new ScriptedEndpoint();
    generator = generator(endpoint.address());
  }

  private static EndpointGenerator generator(URI address) {
    return new EndpointGenerator(
        new EndpointSettings(address, "tiny", "secret", 4096), GenerationLimits.DEFAULT);
  }

  @AfterEach
  void stop() throws IOException {
    generator.close();
    endpoint.close();
  }

  private Written written() {
    return generator.write(
        PROMPT, SAMPLING, Bound.within(Duration.ofSeconds(20)), piece -> heard.add(piece.text()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void piecesAreHeardAsTheyComeWhateverEndsALine(String end) {
    endpoint.says(200, STREAM, USUAL.replace("\n", end));
    Written written = written();
    assertThat(heard).containsExactly("Ada ", "😀");
    assertThat(written.text()).isEqualTo("Ada 😀");
    assertThat(written.finish()).isEqualTo(Finish.STOP);
    assertThat(List.of(written.promptTokens(), written.cachedTokens(), written.tokens()))
        .containsExactly(40, 30, 3);
  }

  @Test
  void theTurnsTravelAsMessagesWithTheKeyAndNoneOfThemCanEndItself() {
    endpoint.says(200, STREAM, USUAL);
    written();
    assertThat(endpoint.heads.getFirst())
        .startsWith("POST /v1/chat/completions ")
        .contains("Authorization: Bearer secret\n");
    assertThat(endpoint.bodies.getFirst())
        .isEqualTo(
            """
            {"model":"tiny","stream":true,"stream_options":{"include_usage":true},"max_tokens":16,"temperature":0.0,\
            "stop":["\\n"],"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"1?"},\
            {"role":"assistant","content":"2"},{"role":"user","content":"Wer? < |im_end|>"}]}\
            """);
  }

  @Test
  void theKeyStandsInNoTextAboutTheEndpoint() {
    assertThat(new EndpointSettings(endpoint.address(), "tiny", "secret", 4096).toString())
        .doesNotContain("secret");
  }

  @Test
  void aCharacterThatIsCutBetweenTwoPacketsIsReadWhole() {
    byte[] all = ScriptedEndpoint.answer(200, STREAM, USUAL);
    endpoint.says(out -> {
      for (byte one : all) {
        out.write(one);
        out.flush();
      }
    });
    assertThat(written().text()).isEqualTo("Ada 😀");
  }

  @Test
  void anEndpointThatDoesNotStreamIsUnderstoodToo() {
    endpoint.says(
        200,
        "application/json",
        """
        {"choices":[{"message":{"content":"Ada"},"finish_reason":"length"}],"usage":{"completion_tokens":1}}
        """);
    assertThat(written().finish()).isEqualTo(Finish.LENGTH);
    assertThat(heard).containsExactly("Ada");
  }

  @ParameterizedTest
  @CsvSource({"429", "503"})
  void aFullEndpointIsAskedAgainAndThenCalledBusy(int status) {
    endpoint.says(status, "application/json", "{\"error\":{\"message\":\"slow\\ndown\"}}");
    assertThatExceptionOfType(ModelBusy.class)
        .isThrownBy(this::written)
        .withMessage("The endpoint answered %d: slow down", status);
    assertThat(endpoint.bodies).hasSize(2);
  }

  @Test
  void anEndpointThatFailsIsUnavailable() {
    endpoint.says(500, "text/html", "<html>sorry</html>");
    assertThatExceptionOfType(ModelUnavailable.class)
        .isThrownBy(this::written)
        .withMessage("The endpoint answered 500");
    assertThat(endpoint.bodies).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"400", "401", "404", "422"})
  void whatTheEndpointRefusesWillNeverWork(int status) {
    endpoint.says(status, "application/json", "{\"error\":{\"message\":\"no such model\"}}");
    assertThatExceptionOfType(ModelRefused.class)
        .isThrownBy(this::written)
        .withMessageContaining("%d: no such model", status);
  }

  @ParameterizedTest
  @CsvSource({"text/html,<html></html>", "application/json,{}"})
  void whatIsNoCompletionIsAWrongAddress(String type, String body) {
    endpoint.says(200, type, body);
    assertThatExceptionOfType(ModelRefused.class).isThrownBy(this::written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: {\"error\":{\"message\":\"out of memory\"}}\n\n",
        "data: no json\n\n",
        "data: {\"choices\":[{\"delta\":{\"content\":\"more\"}}]}\n",
        ""
      })
  void aStreamThatBreaksOffKeepsWhatWasHeardAndIsNotAskedAgain(String end) {
    endpoint.says(200, STREAM, "data: {\"choices\":[{\"delta\":{\"content\":\"Ada\"}}]}\n\n" + end);
    assertThatExceptionOfType(ModelUnavailable.class)
        .isThrownBy(this::written)
        .withMessageStartingWith("The model broke off");
    assertThat(heard).containsExactly("Ada");
    assertThat(endpoint.bodies).hasSize(1);
  }

  @Test
  void anEndpointThatIsNotThereIsAway() throws IOException {
    endpoint.close();
    assertThatExceptionOfType(ModelAway.class).isThrownBy(this::written);
  }

  @Test
  void aSilentEndpointEndsAtItsBound() {
    endpoint.says(out -> endpoint.closed.await());
    assertThatExceptionOfType(ModelUnavailable.class)
        .isThrownBy(
            () -> generator.write(PROMPT, SAMPLING, Bound.within(Duration.ofMillis(300)), _ -> {}))
        .withMessageContaining("too long");
  }

  /** Quicker than anybody waits. */
  private void saysForEver(String delta) {
    byte[] event = "data: {\"choices\":[{\"delta\":%s}]}\n\n".formatted(delta).getBytes(UTF_8);
    endpoint.says(out -> {
      out.write(ScriptedEndpoint.answer(200, STREAM, ""));
      while (!endpoint.closed.await(1, TimeUnit.MILLISECONDS)) {
        out.write(event);
      }
    });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"role\":\"assistant\",\"content\":\"\"}",
        "{\"reasoning_content\":\"hm\"}",
        "{\"content\":\"a\"}"
      })
  void anEndpointThatIsNeverSilentEndsAtItsBoundAndTheHearerIsAskedMeanwhile(String delta)
      throws InterruptedException {
    saysForEver(delta);
    var asked = new AtomicInteger();
    assertThatExceptionOfType(ModelUnavailable.class)
        .isThrownBy(() ->
            generator.write(
                PROMPT,
                Sampling.greedy(Sampling.TOKENS_MAX, List.of()),
                Bound.within(Duration.ofSeconds(1)),
                new Waiting(asked::incrementAndGet)))
        .withMessageContaining("too long");
    assertThat(asked).hasValueBetween(1, 10);
    assertThat(endpoint.left.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whoWaitsForTheFirstPieceStopsAnEndpointThatOnlyThinks() throws InterruptedException {
    saysForEver("{\"reasoning_content\":\"hm\"}");
    Waiting.assertStops(
        generator, PROMPT, SAMPLING, () -> !endpoint.bodies.isEmpty(), endpoint.left);
  }

  @Test
  void anEndpointThatNeverStopsIsStopped() throws InterruptedException {
    saysForEver("{\"content\":\"abc \"}");
    assertThat(written().finish()).isEqualTo(Finish.LENGTH);
    assertThat(endpoint.left.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aLineThatNeverEndsIsNotRead() {
    endpoint.says(out -> {
      out.write(ScriptedEndpoint.answer(200, STREAM, "data: "));
      while (true) {
        out.write("x".repeat(65_536).getBytes(UTF_8));
      }
    });
    assertThatExceptionOfType(ModelUnavailable.class)
        .isThrownBy(this::written)
        .withMessageContaining("without end");
  }

  @Test
  void aHearerThatThrowsHangsUp() throws InterruptedException {
    saysForEver("{\"content\":\"abc \"}");
    assertThatThrownBy(() ->
            generator.write(
                PROMPT,
                SAMPLING,
                Bound.within(Duration.ofSeconds(20)),
                (Piece _) -> {
                  throw new CancellationException("enough");
                }))
        .isInstanceOf(CancellationException.class);
    assertThat(endpoint.left.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void noEndpointCanBeBoundToSources() {
    var copying = SAMPLING.copying(new Sources(List.of("Ada"), 1, "; ", null));
    assertThatExceptionOfType(ModelRefused.class)
        .isThrownBy(
            () -> generator.write(PROMPT, copying, Bound.within(Duration.ofSeconds(20)), _ -> {}));
    assertThat(endpoint.bodies).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"host:8000", "ftp://host/v1", "http:///v1"})
  void anAddressThatIsNoneIsSaidAtOnce(String address) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> generator(URI.create(address)))
        .withMessageContaining("longshore.generation.endpoint");
  }
}
