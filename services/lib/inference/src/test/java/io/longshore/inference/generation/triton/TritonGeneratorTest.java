package io.longshore.inference.generation.triton;

import static io.longshore.inference.generation.triton.ScriptedServer.floats;
import static io.longshore.inference.generation.triton.ScriptedServer.ints;
import static io.longshore.inference.generation.triton.ScriptedServer.message;
import static io.longshore.inference.generation.triton.ScriptedServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.longshore.inference.call.Bound;
import io.longshore.inference.call.ModelBusy;
import io.longshore.inference.call.ModelRefused;
import io.longshore.inference.call.ModelUnavailable;
import io.longshore.inference.generation.ChatTemplate;
import io.longshore.inference.generation.GenerationLimits;
import io.longshore.inference.generation.GeneratorInfo;
import io.longshore.inference.generation.Hearer;
import io.longshore.inference.generation.Piece;
import io.longshore.inference.generation.Prompt;
import io.longshore.inference.generation.Sampling;
import io.longshore.inference.generation.Sampling.Sources;
import io.longshore.inference.generation.Waiting;
import io.longshore.inference.generation.Written.Finish;
import io.longshore.inference.kserve.ModelInferRequest.InferInputTensor;
import io.longshore.inference.kserve.ModelStreamInferResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TritonGeneratorTest {
  private static final Prompt PROMPT = new Prompt("Be brief.", List.of(), "Who?");
  private static final Sampling SAMPLING = Sampling.greedy(16, List.of("\n"));
  private static final Map<String, String> OURS =
      Map.of(
          "model", "tiny",
          "model_sha256", "abc",
          "licence", "MIT",
          "context", "2048",
          "chat_template", "chatml",
          "masks", "copy",
          "scores", "true");
  private static final Map<String, ByteString> NOTHING_MORE = Map.of();

  private ScriptedServer server;
  private TritonGenerator generator;
  private final List<Piece> heard = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer();
    generator = new TritonGenerator(server.address(), GenerationLimits.DEFAULT, 4096);
  }

  @AfterEach
  void stop() {
    generator.close();
    server.close();
  }

  private static Bound ample() {
    return Bound.within(Duration.ofSeconds(20));
  }

  @Test
  void theModelServerSaysWhatTheModelIs() {
    server.withModel(OURS);
    assertThat(generator.info(ample()))
        .contains(new GeneratorInfo("tiny", "abc", "MIT", 2048, ChatTemplate.CHATML, true, true));
  }

  @Test
  void marksOfTurnsGoBeforeTheNameOfATemplate() {
    var marked = new HashMap<>(OURS);
    marked.putAll(
        Map.of(
            "turn_beginning", "<|system|>",
            "turn_first", "<|end|><|user|>",
            "turn_answer", "<|end|><|assistant|>",
            "turn_next", "<|end|><|user|>",
            "turn_opening", "<|end|><|assistant|>"));
    server.withModel(marked, "text_input", "stream", "sampling_parameters");
    server.says(observer -> observer.onNext(message("Ada", NOTHING_MORE, true)));
    assertThat(generator.write(PROMPT, SAMPLING, ample(), heard::add).text()).isEqualTo("Ada");
    var request = server.requests.getFirst();
    assertThat(request.getInputs(0).getContents().getBytesContents(0).toStringUtf8())
        .isEqualTo("<|system|>Be brief.<|end|><|user|>Who?<|end|><|assistant|>");
  }

  @Test
  void turnsThatADocumentCouldWriteAreRefused() {
    var marked = new HashMap<>(OURS);
    marked.putAll(Map.of("turn_answer", "A: ", "turn_next", "Q: ", "turn_opening", "A: "));
    server.withModel(marked);
    assertThatExceptionOfType(ModelRefused.class)
        .isThrownBy(() -> generator.info(ample()))
        .withMessageContaining("'A:'");
  }

  @Test
  void anAdapterIsAPartOfTheModelsName() {
    var tuned = new HashMap<>(OURS);
    tuned.put("adapter", "answers-1");
    server.withModel(tuned);
    assertThat(generator.info(ample())).map(GeneratorInfo::model).contains("tiny+answers-1");
  }

  @Test
  void aModelOfARealTritonSaysNothingAndCanOnlyWriteFreely() {
    server.withModel(Map.of(), "text_input", "stream", "sampling_parameters");
    assertThat(generator.info(ample()))
        .contains(new GeneratorInfo("generator", "", "", 4096, ChatTemplate.NONE, false, false));
    server.says(observer -> observer.onNext(message("Ada", NOTHING_MORE, true)));
    assertThat(generator.write(PROMPT, SAMPLING, ample(), heard::add).text()).isEqualTo("Ada");
    assertThat(server.requests.getFirst().getInputsList())
        .extracting(InferInputTensor::getName)
        .as("it refuses inputs that it doesn't have")
        .containsExactly("text_input", "stream", "sampling_parameters");
    assertThatExceptionOfType(ModelRefused.class)
        .isThrownBy(() -> generator.write(PROMPT, copying(), ample(), heard::add));
    assertThatExceptionOfType(ModelRefused.class)
        .isThrownBy(() -> generator.score(PROMPT, List.of("a"), ample()));
  }

  @Test
  void aServerWithoutTheModelIsToldApartFromOneWhoseModelFailed() {
    assertThat(generator.info(ample())).isEmpty();
    server.withFailedModel("no library");
    assertThatExceptionOfType(ModelUnavailable.class)
        .isThrownBy(() -> generator.info(ample()))
        .withMessageContaining("no library");
  }

  @Test
  void aServerThatComesBackWithAnotherModelIsAskedWhatItIs() throws IOException {
    server.withModel(OURS);
    assertThat(generator.info(ample()).orElseThrow().model()).isEqualTo("tiny");
    int port = server.port();
    server.close();
    server = new ScriptedServer(port).withModel(Map.of("model", "other"));
    awaitModel("other");
  }

  @Test
  void aModelThatIsGoneIsRefusedOnceAndThenKnownToBeGone() {
    server.withModel(OURS);
    assertThat(generator.info(ample())).isPresent();
    server.withoutModel();
    server.says(observer -> observer.onError(Status.NOT_FOUND.asRuntimeException()));
    assertThatExceptionOfType(ModelRefused.class)
        .isThrownBy(() -> generator.write(PROMPT, SAMPLING, ample(), heard::add));
    assertThat(generator.info(ample())).isEmpty();
  }

  /** The client learns that the connection is closed a moment after the server closed it. */
  private void awaitModel(String name) {
    Bound patience = ample();
    while (!generator.info(ample()).orElseThrow().model().equals(name)) {
      assertThat(patience.left()).as("still the old model").isPositive();
      Thread.onSpinWait();
    }
  }

  @Test
  void piecesAreHeardAsTheyComeWithTheSpansThatTheyEnd() {
    server.withModel(OURS, "return_num_input_tokens", "return_finish_reason");
    server.says(observer -> {
      observer.onNext(message("Ada ", NOTHING_MORE, false));
      observer.onNext(message("Lovelace", Map.of("copied", ints(1, 4, 16)), false));
      observer.onNext(
          message(
              "",
              Map.of(
                  "finish_reason", text("stop"),
                  "num_input_tokens", ints(40),
                  "cached_tokens", ints(30),
                  "num_output_tokens", ints(3)),
              true));
    });
    var written = generator.write(PROMPT, copying(), ample(), heard::add);
    assertThat(heard)
        .containsExactly(
            new Piece("Ada ", List.of()),
            new Piece("Lovelace", List.of(new Piece.Copied(1, 4, 16))));
    assertThat(written.text()).isEqualTo("Ada Lovelace");
    assertThat(written.finish()).isEqualTo(Finish.STOP);
    assertThat(List.of(written.promptTokens(), written.cachedTokens(), written.tokens()))
        .containsExactly(40, 30, 3);
    assertThat(written.first()).isLessThanOrEqualTo(written.total());
  }

  @Test
  void whatTheServerSaysOfTimesIsHeardAndTheRateLeavesQueueAndPromptOut() {
    server.withModel(OURS);
    server.says(observer ->
        observer.onNext(
            message(
                "Ada",
                Map.of("num_output_tokens", ints(3)),
                true,
                Map.of("queue_ms", 30L, "first_token_ms", 40L))));
    var written = generator.write(PROMPT, SAMPLING, ample(), heard::add);
    assertThat(written.queue()).contains(Duration.ofMillis(30));
    assertThat(written.firstToken()).contains(Duration.ofMillis(40));
    server.says(observer -> observer.onNext(message("Ada", NOTHING_MORE, true)));
    assertThat(generator.write(PROMPT, SAMPLING, ample(), heard::add).queue()).isEmpty();
  }

  @Test
  void whatATextTookThatBreaksOffIsHeardUntilThen() {
    server.withModel(OURS, "return_num_input_tokens", "return_num_output_tokens");
    server.says(observer -> {
      for (String word : List.of("Ada ", "Lovelace")) {
        observer.onNext(
            message(
                word, Map.of("num_input_tokens", ints(40), "num_output_tokens", ints(2)), false));
      }
      observer.onError(Status.UNAVAILABLE.asRuntimeException());
    });
    var took = new ArrayList<Integer>();
    var hearer =
        new Hearer() {
          @Override
          public void hear(Piece piece) {}

          @Override
          public void took(int read, int written) {
            took.add(read);
            took.add(written);
          }
        };
    assertThatThrownBy(() -> generator.write(PROMPT, copying(), ample(), hearer))
        .isInstanceOf(ModelUnavailable.class);
    assertThat(took).hasSize(8);
    assertThat(took.stream().mapToInt(one -> one).sum()).as("40 read, 4 written").isEqualTo(44);
  }

  @Test
  void thePromptIsRenderedAndWhatItMayCopyTravelsWithIt() {
    server.withModel(OURS);
    server.says(observer -> observer.onNext(message("Ada", NOTHING_MORE, true)));
    generator.write(PROMPT, copying(), ample(), heard::add);
    var request = server.requests.getFirst();
    assertThat(request.getParametersOrThrow("priority").getUint64Param()).isEqualTo(1);
    assertThat(request.getInputs(0).getContents().getBytesContents(0).toStringUtf8())
        .isEqualTo(ChatTemplate.CHATML.render(PROMPT));
    assertThat(request.getInputs(2).getContents().getBytesContents(0).toStringUtf8())
        .isEqualTo(
            """
            {"max_tokens":16,"temperature":0.0,"stop":["\\n"],"copy":{"sources":["By Ada Lovelace","x"],\
            "spans":2,"separator":"; ","refusal":"not stated"}}\
            """);
  }

  @Test
  void howLikelyACopyIsComesWithItsPiece() {
    server.withModel(OURS, "return_cumulative_logprob");
    server.says(observer -> {
      observer.onNext(
          message(
              "Ada ",
              Map.of("cumulative_logprob", floats(-1), "num_output_tokens", ints(2)),
              false));
      observer.onNext(
          message(
              "Lovelace",
              Map.of(
                  "cumulative_logprob", floats(-6),
                  "num_output_tokens", ints(1),
                  "copied", ints(0, 3, 15)),
              true));
    });
    generator.write(PROMPT, copying(), ample(), heard::add);
    assertThat(heard)
        .extracting(piece -> piece.likelihood().orElseThrow())
        .containsExactly(-0.5, -2.0);
    server.says(observer -> observer.onNext(message("Ada", NOTHING_MORE, true)));
    generator.write(PROMPT, SAMPLING, ample(), heard::add);
    assertThat(heard.getLast().likelihood()).isEmpty();
    assertThat(server.requests)
        .extracting(request ->
            request.getInputsList().stream().anyMatch(input -> input.getName().endsWith("logprob")))
        .as("asked for where it is used")
        .containsExactly(true, false);
  }

  @Test
  void aHearerThatThrowsStopsTheModelAndItsExceptionComesOut() throws InterruptedException {
    server.withModel(OURS);
    server.says(observer -> observer.onNext(message("Ada", NOTHING_MORE, false)));
    assertThatThrownBy(() ->
            generator.write(
                PROMPT,
                SAMPLING,
                ample(),
                _ -> {
                  throw new CancellationException("enough");
                }))
        .isInstanceOf(CancellationException.class);
    assertThat(server.cancelled.await(20, TimeUnit.SECONDS)).isTrue();
  }

  /** A Triton sends an empty piece for each token that ends within a code point. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whoWaitsForTheFirstPieceCanStopTheModelToo(boolean emptyPieces) throws InterruptedException {
    server.withModel(OURS);
    if (emptyPieces) {
      server.says(observer -> Thread.ofVirtual().start(() -> server.saysNothing(observer)));
    }
    Waiting.assertStops(
        generator, PROMPT, SAMPLING, () -> !server.requests.isEmpty(), server.cancelled);
  }

  @Test
  void aTextThatIsTooSlowEndsAtItsBound() {
    server.withModel(OURS);
    assertThatExceptionOfType(ModelUnavailable.class)
        .isThrownBy(() ->
            generator.write(PROMPT, SAMPLING, Bound.within(Duration.ofMillis(300)), heard::add))
        .withMessageContaining("DEADLINE_EXCEEDED");
  }

  @Test
  void aFullServerIsAskedAgainButNotOnceSomethingWasHeard() {
    server.withModel(OURS);
    server.says(observer -> observer.onError(Status.UNAVAILABLE.asRuntimeException()));
    assertThatExceptionOfType(ModelBusy.class)
        .isThrownBy(() -> generator.write(PROMPT, SAMPLING, ample(), heard::add));
    assertThat(server.requests).hasSize(2);
    server.requests.clear();
    server.says(observer -> {
      observer.onNext(message("Ada", NOTHING_MORE, false));
      observer.onError(Status.UNAVAILABLE.asRuntimeException());
    });
    assertThatExceptionOfType(ModelUnavailable.class)
        .isThrownBy(() -> generator.write(PROMPT, SAMPLING, ample(), heard::add))
        .withMessageContaining("broke off");
    assertThat(server.requests).hasSize(1);
    assertThat(heard).containsExactly(new Piece("Ada", List.of()));
  }

  @Test
  void anErrorInsideTheStreamAndAStreamThatEndsTooSoonFailByName() {
    server.withModel(OURS);
    server.says(observer ->
        observer.onNext(ModelStreamInferResponse.newBuilder().setErrorMessage("bad").build()));
    assertThatExceptionOfType(ModelUnavailable.class)
        .isThrownBy(() -> generator.write(PROMPT, SAMPLING, ample(), heard::add))
        .withMessageContaining("bad");
    server.says(observer -> {
      observer.onNext(message("Ada", NOTHING_MORE, false));
      observer.onCompleted();
    });
    assertThatExceptionOfType(ModelUnavailable.class)
        .isThrownBy(() -> generator.write(PROMPT, SAMPLING, ample(), heard::add))
        .withMessageContaining("before the text");
  }

  /** A Triton leaves such an end out unless it is asked for, and closes the stream. */
  @Test
  void anEndWithoutAPieceIsAskedForAndEndsTheText() {
    server.withModel(OURS);
    server.says(observer -> {
      observer.onNext(message("Ada", NOTHING_MORE, false));
      var asked = server.requests.getLast().getParametersMap();
      if (asked.containsKey("triton_enable_empty_final_response")) {
        observer.onNext(ScriptedServer.end());
      }
      observer.onCompleted();
    });
    assertThat(generator.write(PROMPT, SAMPLING, ample(), heard::add).text()).isEqualTo("Ada");
    assertThat(heard).containsExactly(new Piece("Ada", List.of()));
  }

  @Test
  void aPromptThatIsTooLongIsRefused() {
    server.withModel(OURS);
    server.says(observer ->
        observer.onError(
            Status.INVALID_ARGUMENT.withDescription("5000 of 2048").asRuntimeException()));
    assertThatExceptionOfType(ModelRefused.class)
        .isThrownBy(() -> generator.write(PROMPT, SAMPLING, ample(), heard::add))
        .withMessageContaining("5000 of 2048");
  }

  @Test
  void aServerThatGoesOnForeverIsStopped() throws InterruptedException {
    server.withModel(OURS);
    server.says(observer -> {
      for (int i = 0; i < 50; i++) {
        observer.onNext(message("0123456789", NOTHING_MORE, false));
      }
    });
    assertThat(generator.write(PROMPT, SAMPLING, ample(), heard::add).finish())
        .isEqualTo(Finish.LENGTH);
    assertThat(server.cancelled.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void continuationsAreScoredInTheirOrder() {
    server.withModel(OURS);
    assertThat(generator.score(PROMPT, List.of("four", "to"), ample()))
        .extracting(one -> one.mean())
        .containsExactly(-2.0, -1.0);
  }

  private static Sampling copying() {
    return SAMPLING.copying(new Sources(List.of("By Ada Lovelace", "x"), 2, "; ", "not stated"));
  }
}
