package io.longshore.modelserver.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.longshore.inference.kserve.ModelConfigRequest;
import io.longshore.inference.kserve.ModelInferRequest;
import io.longshore.inference.kserve.ModelInferResponse;
import io.longshore.inference.kserve.ModelMetadataRequest;
import io.longshore.inference.kserve.RepositoryIndexRequest;
import io.longshore.inference.kserve.ServerReadyRequest;
import io.longshore.modelserver.TestServer;
import io.longshore.modelserver.engine.LlamaFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The generator and the scorer, on SmolLM2-135M, over the protocol. */
@LlamaFiles.Needed
@Timeout(300)
class GenerationServiceTest {
  private static final int QUEUE = 8;
  private static final String COLOURS =
      "<|im_start|>user\nName three colours of the rainbow.<|im_end|>\n<|im_start|>assistant\n";
  private static final String GREEDY = "{\"temperature\": 0, \"max_tokens\": 20}";

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // by start
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    server = new TestServer(TestServer.writing(folder, QUEUE)).loaded();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static TextAnswer stream(TextRequest request) {
    return TextAnswer.to(server.asyncStub(), request.build());
  }

  @Test
  void itSaysWhatItServes() {
    assertThat(server.stub().serverReady(ServerReadyRequest.getDefaultInstance()).getReady())
        .isTrue();
    assertThat(
            server
                .stub()
                .repositoryIndex(RepositoryIndexRequest.getDefaultInstance())
                .getModelsList())
        .extracting(model -> model.getName() + " " + model.getState())
        .containsExactly("generator READY", "scorer READY");
    var metadata =
        server.stub().modelMetadata(ModelMetadataRequest.newBuilder().setName("generator").build());
    assertThat(metadata.getInputsList())
        .extracting(tensor -> tensor.getName() + " " + tensor.getDatatype())
        .startsWith("text_input BYTES", "stream BOOL", "sampling_parameters BYTES");
    assertThat(metadata.getOutputsList())
        .extracting(tensor -> tensor.getName() + " " + tensor.getDatatype() + tensor.getShapeList())
        .contains("text_output BYTES[1]", "copied INT32[-1, 3]", "cached_tokens UINT32[1]");
    var config =
        server
            .stub()
            .modelConfig(ModelConfigRequest.newBuilder().setName("generator").build())
            .getConfig();
    assertThat(config.getModelTransactionPolicy().getDecoupled()).isTrue();
    assertThat(config.getInput(1).getOptional()).isTrue();
    assertThat(config.getParametersMap())
        .hasEntrySatisfying(
            "chat_template", it -> assertThat(it.getStringValue()).isEqualTo("chatml"))
        .hasEntrySatisfying("context", it -> assertThat(it.getStringValue()).isEqualTo("2048"))
        .containsKeys("model", "window", "streams", "scores", "masks", "kv", "positions");
  }

  @Test
  void aStreamedTextIsTheUnstreamedOneInPieces() throws InterruptedException {
    TextAnswer streamed = stream(TextRequest.write(COLOURS, GREEDY)).whole();
    assertThat(streamed.error()).isEmpty();
    assertThat(streamed.responses).hasSizeGreaterThan(5);
    assertThat(streamed.responses)
        .extracting(each -> each.getParametersOrThrow("triton_final_response").getBoolParam())
        .endsWith(true)
        .containsOnlyOnce(true);
    assertThat(TextAnswer.text(streamed.last(), "finish_reason")).isIn("stop", "length");
    assertThat(streamed.last().getParametersOrThrow("first_token_ms").getInt64Param())
        .isGreaterThanOrEqualTo(streamed.last().getParametersOrThrow("queue_ms").getInt64Param())
        .isPositive();
    assertThat(streamed.responses.getFirst().getParametersMap()).doesNotContainKey("queue_ms");
    assertThat(TextAnswer.text(streamed.responses.getFirst(), "finish_reason")).isEqualTo("None");
    assertThat(TextAnswer.tensor(streamed.last(), "cumulative_logprob").getFloat()).isNegative();
    int prompt = TextAnswer.number(streamed.last(), "num_input_tokens");

    ModelInferResponse typed = server.stub().modelInfer(TextRequest.typed(COLOURS, GREEDY));
    assertThat(TextAnswer.text(typed, "text_output")).isEqualTo(streamed.text());
    assertThat(TextAnswer.number(typed, "cached_tokens")).isEqualTo(prompt - 1);

    ModelInferRequest withPrompt =
        TextRequest.of("generator")
            .text("text_input", COLOURS)
            .text("sampling_parameters", GREEDY)
            .flag("return_num_output_tokens", true)
            .build();
    ModelInferResponse whole = server.stub().modelInfer(withPrompt);
    assertThat(TextAnswer.text(whole, "text_output")).isEqualTo(COLOURS + streamed.text());
    assertThat(TextAnswer.number(whole, "num_output_tokens"))
        .isEqualTo(streamed.sum("num_output_tokens"));
    TextAnswer once = TextAnswer.to(server.asyncStub(), withPrompt).whole();
    assertThat(once.responses).hasSize(1);
    assertThat(once.text()).isEqualTo(COLOURS + streamed.text());
  }

  @Test
  void whatIsCopiedStandsAtTheReportedPlace() throws InterruptedException {
    List<String> sources = List.of("Der Kran auf  Pier 7\nhebt 12,5 Tonnen 🚢.", "黑斯廷斯战役发生于1066年。");
    String sampling =
        """
        {"temperature": 0, "max_tokens": 16, "copy": {"spans": 2, "refusal": "not stated",
         "sources": ["Der Kran auf  Pier 7\\nhebt 12,5 Tonnen 🚢.", "黑斯廷斯战役发生于1066年。"]}}\
        """;
    for (String question : List.of("Was hebt der Kran?", "黑斯廷斯战役发生于哪一年?")) {
      String prompt =
          "<|im_start|>user\n%s\n%s<|im_end|>\n<|im_start|>assistant\n"
              .formatted(String.join("\n", sources), question);
      TextAnswer answer = stream(TextRequest.write(prompt, sampling)).whole();
      assertThat(answer.error()).isEmpty();
      List<String> spans = new ArrayList<>();
      for (List<Integer> row : answer.copied()) {
        String text = sources.get(row.getFirst());
        spans.add(
            text.substring(
                text.offsetByCodePoints(0, row.get(1)), text.offsetByCodePoints(0, row.get(2))));
      }
      assertThat(answer.text()).isIn(String.join("; ", spans), "not stated").isNotEmpty();
    }
  }

  @Test
  void aCancelledStreamMakesRoomForTheNext() throws InterruptedException {
    String endless = "{\"temperature\": 0, \"max_tokens\": 900, \"min_tokens\": 900}";
    List<Context.CancellableContext> contexts = new ArrayList<>();
    for (int k = 0; k < 2; k++) { // as many as there are sequences
      var context = Context.current().withCancellation();
      contexts.add(context);
      var answer = new TextAnswer[1];
      context.run(() -> answer[0] = stream(TextRequest.write(COLOURS, endless).first()));
      assertThat(answer[0].more()).isTrue();
    }
    contexts.forEach(context -> context.cancel(null));
    TextAnswer next = stream(TextRequest.write(COLOURS, GREEDY).first()).whole();
    assertThat(next.text()).isNotEmpty();
  }

  @Test
  void theCallsDeadlineEndsATextToo() throws InterruptedException {
    String endless = "{\"temperature\": 0, \"max_tokens\": 900, \"min_tokens\": 900}";
    TextAnswer late =
        TextAnswer.to(
            server.asyncStub().withDeadlineAfter(500, TimeUnit.MILLISECONDS),
            TextRequest.write(COLOURS, endless).build());
    assertThat(late.whole().error()).contains("DEADLINE_EXCEEDED");
    assertThat(stream(TextRequest.write(COLOURS, GREEDY)).whole().text()).isNotEmpty();
  }

  @Test
  void aFullQueueIsUnavailable(@TempDir Path other) throws IOException, InterruptedException {
    String slow = "{\"temperature\": 0, \"max_tokens\": 900, \"min_tokens\": 900}";
    try (var small = new TestServer(TestServer.writing(other, 2)).loaded()) {
      // once connected, the calls go out in their order
      var _ = small.stub().serverReady(ServerReadyRequest.getDefaultInstance());
      List<TextAnswer> answers = new ArrayList<>();
      for (int k = 0; k < 6; k++) {
        answers.add(TextAnswer.to(small.asyncStub(), TextRequest.write(COLOURS, slow).build()));
      }
      TextAnswer last = answers.getLast();
      boolean _ = last.more();
      assertThat(last.error()).isEqualTo("Exceeds maximum queue size");
      assertThat(answers.getFirst().more()).isTrue();
      assertThat(answers.getFirst().error()).isEmpty();
    }
  }

  @Test
  void theScorerTellsTheLikelyFromTheUnlikely() {
    ModelInferResponse scores =
        server
            .stub()
            .modelInfer(
                TextRequest.score("The capital of France is", " Paris", " made of old cheese")
                    .build());
    var logprobs = TextAnswer.tensor(scores, "logprobs");
    assertThat(logprobs.getFloat()).isBetween(-8f, -0.01f).isGreaterThan(logprobs.getFloat());
    var tokens = TextAnswer.tensor(scores, "tokens");
    assertThat(List.of(tokens.getInt(), tokens.getInt())).containsExactly(1, 4);
    assertThat(scores.getOutputs(0).getShapeList()).containsExactly(2L);
  }

  @Test
  void whatCantBeAskedIsRefusedWithWhatWasExpected() {
    refused(GREEDY, "ship ".repeat(2_100), "has 2101 tokens");
    refused(GREEDY, "ship ".repeat(200_000), "1000000 bytes doesn't fit: the context has 2048");
    refused(GREEDY, "", "the prompt is empty");
    refused("{\"max_tokens\": 0}", "a", "max_tokens is 1 to");
    refused("{\"max_tokens\": 99999999999}", "a", "max_tokens is 1 to");
    refused("{\"max_tokens\": \"many\"}", "a", "max_tokens is a whole number, got \"many\"");
    refused("{\"temperature\": -1}", "a", "temperature is 0 to 10");
    refused("{\"temperature\": 1e999}", "a", "temperature is 0 to 10");
    refused("{\"top_p\": 0}", "a", "top_p is above 0");
    refused("{\"top_k\": -7}", "a", "top_k is 0 to");
    refused("{\"stop\": [1]}", "a", "stop takes strings");
    refused("{\"beam\": 4}", "a", "has no 'beam'");
    refused("{\"copy\": {\"spans\": 1}}", "a", "copy.sources are 1 to");
    refused("{\"copy\": {\"sources\": [\" \"]}}", "a", "no word");
    refused("{\"copy\": {\"sources\": [\"\\ud800\"]}}", "a", "surrogate");
    refused("[1]", "a", "is a JSON object");
    refused("{\"max_tokens\": ", "a", "is no JSON");
    refused("", "a", "sampling_parameters");
    TextRequest request = TextRequest.write("a", GREEDY).flag("stream", false);
    refused(
        request.build().toBuilder().setInputs(0, Requests.tensor("text", "BYTES", 1)).build(),
        "unexpected inference input 'text'");
    refused(TextRequest.of("generator").build(), "Missing: [text_input]");
    refused(
        TextRequest.of("generator")
            .raw("text_input", "BYTES", 1, ByteString.copyFromUtf8("abc"))
            .build(),
        "incomplete string data");
    refused(
        TextRequest.of("generator")
            .raw("text_input", "BYTES", 1, ByteString.copyFrom(new byte[] {1, 0, 0, 0, -1}))
            .build(),
        "is no UTF-8");
    refused(TextRequest.score("a", "").build(), "continuation 0 is empty");
    refused(TextRequest.score("a", "ship ".repeat(2_100)).build(), "the context has 2048");
  }

  @Test
  void aStreamMustBeAskedForAsAStream() {
    refused(
        Status.Code.UNIMPLEMENTED,
        TextRequest.write("a", GREEDY).build(),
        "doesn't support models with decoupled transaction policy");
  }

  private static void refused(String sampling, String prompt, String message) {
    refused(TextRequest.write(prompt, sampling).flag("stream", false).build(), message);
  }

  private static void refused(ModelInferRequest request, String message) {
    refused(Status.Code.INVALID_ARGUMENT, request, message);
  }

  private static void refused(Status.Code code, ModelInferRequest request, String message) {
    assertThatExceptionOfType(StatusRuntimeException.class)
        .isThrownBy(() -> server.stub().modelInfer(request))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.getStatus().getCode()).isEqualTo(code));
  }
}
