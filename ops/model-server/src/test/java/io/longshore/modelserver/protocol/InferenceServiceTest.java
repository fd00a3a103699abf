package io.longshore.modelserver.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.longshore.inference.kserve.ModelConfigRequest;
import io.longshore.inference.kserve.ModelInferRequest;
import io.longshore.inference.kserve.ModelInferRequest.InferRequestedOutputTensor;
import io.longshore.inference.kserve.ModelInferResponse;
import io.longshore.inference.kserve.ModelMetadataRequest;
import io.longshore.inference.kserve.ModelReadyRequest;
import io.longshore.inference.kserve.ModelStreamInferResponse;
import io.longshore.inference.kserve.RepositoryIndexRequest;
import io.longshore.inference.kserve.ServerLiveRequest;
import io.longshore.inference.kserve.ServerMetadataRequest;
import io.longshore.inference.kserve.ServerReadyRequest;
import io.longshore.modelserver.TestServer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class InferenceServiceTest {
  private static final long[] TEXT = {0, 6, 35378, 8999, 2};
  private static final long[] OTHER = {0, 3293, 83, 10, 2};

  @SuppressWarnings("NullAway.Init") // by start
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    server = new TestServer(TestServer.settings(TestServer.repository(), 65_536));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void itIsLiveAndReadyAndSaysWhatItServes() {
    assertThat(server.stub().serverLive(ServerLiveRequest.getDefaultInstance()).getLive()).isTrue();
    assertThat(server.stub().serverReady(ServerReadyRequest.getDefaultInstance()).getReady())
        .isTrue();
    assertThat(
            server
                .stub()
                .modelReady(ModelReadyRequest.newBuilder().setName("embedder").build())
                .getReady())
        .isTrue();
    assertThat(
            server
                .stub()
                .modelReady(ModelReadyRequest.newBuilder().setName("nobody").build())
                .getReady())
        .isFalse();
    assertThat(
            server
                .stub()
                .serverMetadata(ServerMetadataRequest.getDefaultInstance())
                .getExtensionsList())
        .contains("model_repository");
    var metadata =
        server.stub().modelMetadata(ModelMetadataRequest.newBuilder().setName("embedder").build());
    assertThat(metadata.getVersionsList()).containsExactly("1");
    assertThat(metadata.getInputsList())
        .extracting("name")
        .containsExactly("input_ids", "position_ids", "segment_ids", "attn_div");
    assertThat(metadata.getOutputsList())
        .extracting("name")
        .containsExactlyInAnyOrder("pooled", "tokens");
    assertThat(
            server
                .stub()
                .repositoryIndex(RepositoryIndexRequest.getDefaultInstance())
                .getModelsList())
        .anySatisfy(model -> assertThat(model.getName()).isEqualTo("embedder"))
        .allSatisfy(model -> assertThat(model.getState()).isEqualTo("READY"));
  }

  @Test
  void theConfigurationHoldsWhatVectorsMustNotBeMixedAcross() {
    var parameters =
        server
            .stub()
            .modelConfig(ModelConfigRequest.newBuilder().setName("embedder").build())
            .getConfig()
            .getParametersMap();
    assertThat(parameters)
        .containsKeys(
            "model_sha256",
            "graph_version",
            "window",
            "dimensions",
            "query_prefix",
            "passage_prefix",
            "notice");
    assertThat(parameters)
        .hasEntrySatisfying(
            "segment_tokens", value -> assertThat(value.getStringValue()).isEqualTo("2048"));
  }

  @Test
  void rawAndTypedContentsGiveTheSameVector() {
    ModelInferResponse raw = server.stub().modelInfer(Requests.text(TEXT).setId("7").build());
    ModelInferResponse typed = server.stub().modelInfer(Requests.typed(TEXT).build());
    assertThat(raw.getId()).isEqualTo("7");
    assertThat(raw.getModelVersion()).isEqualTo("1");
    assertThat(raw.getOutputs(0).getShapeList()).containsExactly(1L, 1L, 384L);
    assertThat(raw.getRawOutputContents(0).size()).isEqualTo(384 * Float.BYTES);
    assertThat(raw.getRawOutputContents(0)).isEqualTo(typed.getRawOutputContents(0));
  }

  @Test
  void tokensTravelOnlyWhenTheyAreAskedForAndAllWhenNothingIs() {
    assertThat(server.stub().modelInfer(Requests.text(TEXT).build()).getOutputsList())
        .extracting("name")
        .containsExactly("pooled");
    var all = server.stub().modelInfer(Requests.text(TEXT).clearOutputs().build());
    assertThat(all.getOutputsList())
        .extracting("name")
        .containsExactlyInAnyOrder("pooled", "tokens");
    var tokens =
        server
            .stub()
            .modelInfer(
                Requests.text(TEXT)
                    .setOutputs(0, InferRequestedOutputTensor.newBuilder().setName("tokens"))
                    .build());
    assertThat(tokens.getOutputs(0).getShapeList()).containsExactly(1L, (long) TEXT.length, 384L);
  }

  @Test
  void anUnknownModelOrVersionIsNotFound() {
    refused(
        Status.Code.NOT_FOUND,
        Requests.text(TEXT).setModelName("nobody"),
        "Request for unknown model: 'nobody' is not found");
    refused(
        Status.Code.NOT_FOUND,
        Requests.text(TEXT).setModelVersion("9"),
        "'embedder' version 9 is not found");
  }

  @Test
  void wrongTensorsAreRefusedWithWhatWasExpected() {
    refused(
        Requests.text(TEXT).setInputs(0, Requests.tensor("input_ids", "INT32", 1, 5)),
        "data-type is 'INT32', but model 'embedder' expects 'INT64'");
    refused(
        Requests.text(TEXT).setInputs(0, Requests.tensor("input_ids", "INT64", 5)),
        "Expected [-1,-1], got [5]");
    refused(
        Requests.text(TEXT).setInputs(0, Requests.tensor("input_ids", "INT64", 1, 0)),
        "Expected [-1,-1], got [1,0]");
    refused(
        Requests.text(TEXT).setInputs(0, Requests.tensor("input_ids", "INT64", 1, 6)),
        "unexpected shape for input 'position_ids'");
    refused(
        Requests.text(TEXT).setInputs(0, Requests.tensor("input_ids", "INT64", 1L << 40, 1L << 40)),
        "input");
    refused(
        Requests.text(TEXT).setRawInputContents(0, Requests.raw(1, 2)),
        "unexpected total byte size 16 for input 'input_ids', expecting 40");
    refused(
        Requests.text(TEXT).setRawInputContents(3, Requests.raw(1, 2)),
        "unexpected total byte size 16 for input 'attn_div', expecting 4");
    refused(
        Requests.withoutLastContents(Requests.text(TEXT)).removeInputs(3),
        "expected 4 inputs but got 3 inputs for model 'embedder'");
    refused(Requests.withoutLastContents(Requests.text(TEXT)), "for each of the 4 inputs, got 3");
    refused(
        Requests.text(TEXT).setInputs(0, Requests.tensor("token_ids", "INT64", 1, 5)),
        "unexpected inference input 'token_ids'");
    refused(
        Requests.text(TEXT).addOutputs(InferRequestedOutputTensor.newBuilder().setName("logits")),
        "unexpected inference output 'logits'");
    refused(
        Requests.row(TEXT, Requests.positions(5), new long[] {1, 1, 9, 1, 1}),
        "segment_ids are 0 to the number of tokens in a row (5), got 9");
    refused(
        Requests.row(TEXT, new long[] {0, 1, -1, 3, 4}, Requests.ones(5)),
        "position_ids are 0 or more, got -1");
    refused(Requests.row(TEXT, new long[] {0, 1, 4_608, 3, 4}, Requests.ones(5)), "4607");
    refused(
        Requests.text(TEXT).setRawInputContents(3, Requests.raw(0f)),
        "attn_div is greater than 0, got 0");
    refused(Requests.text(new long[3_000]), "segments of at most 2048 tokens, got one of 3000");
  }

  @Test
  void aTextThatTheModelCantReadFailsAlone() throws InterruptedException {
    var good = new Answer();
    var bad = new Answer();
    for (int k = 0; k < 3; k++) { // together in the 2 ms that the queue waits
      server.asyncStub().modelInfer(Requests.text(TEXT).build(), good);
      server.asyncStub().modelInfer(Requests.text(0, 999_999_999, 2).build(), bad);
    }
    for (int k = 0; k < 3; k++) {
      assertThat(good.next()).isInstanceOf(ModelInferResponse.class);
      assertThat(bad.next())
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT));
    }
  }

  @Test
  void aStreamAnswersEachRequestAndOutlivesABadOne() throws InterruptedException {
    var heard = new Heard(60);
    StreamObserver<ModelInferRequest> requests = server.asyncStub().modelStreamInfer(heard);
    requests.onNext(Requests.text(TEXT).setModelName("nobody").setId("bad").build());
    requests.onNext(Requests.text(TEXT).setId("good").build());
    requests.onCompleted();
    var bad = (ModelStreamInferResponse) heard.next();
    var good = (ModelStreamInferResponse) heard.next();
    assertThat(List.of(bad, good))
        .extracting(each -> each.getInferResponse().getId())
        .containsExactly("bad", "good");
    assertThat(bad.getErrorMessage()).contains("unknown model: 'nobody'");
    assertThat(good.getErrorMessage()).isEmpty();
    assertThat(good.getInferResponse().getParametersOrThrow("triton_final_response").getBoolParam())
        .isTrue();
    assertThat(heard.next()).isEqualTo("completed");
  }

  @Test
  void aFullQueueIsUnavailable() throws IOException, InterruptedException {
    long[] text = new long[500];
    java.util.Arrays.fill(text, OTHER[1]);
    try (var small = new TestServer(TestServer.settings(TestServer.repository(), 2_048))) {
      var answer = new Answer();
      for (int k = 0; k < 40; k++) {
        small.asyncStub().modelInfer(Requests.text(text).build(), answer);
      }
      int served = 0;
      for (int k = 0; k < 40; k++) {
        Object each = answer.next();
        if (each instanceof StatusRuntimeException e) {
          assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
          assertThat(e.getStatus().getDescription()).isEqualTo("Exceeds maximum queue size");
        } else {
          served++;
        }
      }
      assertThat(served).isBetween(1, 39);
    }
  }

  private static void refused(ModelInferRequest.Builder request, String message) {
    refused(Status.Code.INVALID_ARGUMENT, request, message);
  }

  private static void refused(Status.Code code, ModelInferRequest.Builder request, String message) {
    assertThatExceptionOfType(StatusRuntimeException.class)
        .isThrownBy(() -> server.stub().modelInfer(request.build()))
        .satisfies(e -> assertThat(e.getStatus().getCode()).isEqualTo(code))
        .withMessageContaining(message);
  }

  /** Responses and failures in the order of their coming. */
  private static final class Answer implements StreamObserver<ModelInferResponse> {
    private final BlockingQueue<Object> all = new LinkedBlockingQueue<>();

    @Override
    public void onNext(ModelInferResponse response) {
      all.add(response);
    }

    @Override
    public void onError(Throwable failure) {
      all.add(failure);
    }

    @Override
    public void onCompleted() {}

    @Nullable Object next() throws InterruptedException {
      return all.poll(60, TimeUnit.SECONDS);
    }
  }
}
