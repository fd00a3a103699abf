package io.longshore.modelserver.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.longshore.inference.call.Bound;
import io.longshore.inference.call.ModelBusy;
import io.longshore.inference.call.ModelRefused;
import io.longshore.inference.generation.GenerationLimits;
import io.longshore.inference.generation.Prompt;
import io.longshore.inference.generation.Sampling;
import io.longshore.inference.generation.Written;
import io.longshore.inference.generation.triton.TritonGenerator;
import io.longshore.inference.kserve.GRPCInferenceServiceGrpc.GRPCInferenceServiceStub;
import io.longshore.inference.kserve.ModelInferRequest;
import io.longshore.inference.kserve.ModelStreamInferResponse;
import io.longshore.modelserver.TestServer;
import io.longshore.modelserver.engine.LlamaFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a client hears of a request that fails inside a stream: SmolLM2-135M, our own client. */
@LlamaFiles.Needed
@Timeout(300)
class StreamErrorsTest {
  private static final String ENDLESS =
      "{\"temperature\": 0, \"max_tokens\": 900, \"min_tokens\": 900}";

  /** Takes more than ten seconds, and leaves no room for another meanwhile. */
  private static final String WHOLE_CONTEXT =
      "{\"temperature\": 0, \"max_tokens\": 2040, \"min_tokens\": 2040}";

  private static final Duration SOON = Duration.ofSeconds(8);

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // by start
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    server = new TestServer(TestServer.writing(folder, 1)).loaded();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aPromptThatIsTooLongIsRefusedByNameAndNotTriedAgain() {
    assertThatExceptionOfType(ModelRefused.class)
        .isThrownBy(() -> write("ship ".repeat(2_100)))
        .withMessageContaining("INVALID_ARGUMENT")
        .withMessageContaining("2048");
  }

  @Test
  void aFullQueueIsBusyAndServesAgainAfterwards() throws InterruptedException {
    var asked = new Stream(server.asyncStub());
    for (int k = 0; k < 2; k++) { // as many as are worked on at a time
      String id = asked.send(TextRequest.write("Ships.", ENDLESS).first());
      asked.awaitPieceOf(id);
    }
    for (int k = 0; k < 2; k++) { // one waits
      asked.send(TextRequest.write("Ships.", ENDLESS).first());
    }
    assertThat(asked.firstError()).isEqualTo("Exceeds maximum queue size");
    assertThatExceptionOfType(ModelBusy.class)
        .isThrownBy(() -> write("Name a ship."))
        .withMessageContaining("UNAVAILABLE: Exceeds maximum queue size");
    asked.cancel();
    assertThat(write("Name a ship.").text()).isNotEmpty();
  }

  @Test
  void theFirstFailureEndsTheStreamAndWhatElseItAskedFor() throws InterruptedException {
    var asked = new Stream(withHeader("true"));
    asked.awaitPieceOf(asked.send(TextRequest.write("Ships.", WHOLE_CONTEXT)));
    asked.send(TextRequest.write("Ships.", "{\"beam\": 4}"));
    assertThat(asked.end())
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
              assertThat(e).hasMessageContaining("has no 'beam'");
            });
    assertThat(write("Name a ship.").text()).isNotEmpty();
  }

  @Test
  void anotherValueOfTheHeaderAsksForNothing() throws InterruptedException {
    var asked = new Stream(withHeader("false"));
    asked.send(TextRequest.write("Ships.", "{\"beam\": 4}"));
    assertThat(asked.firstError()).contains("has no 'beam'");
    asked.cancel();
  }

  private static GRPCInferenceServiceStub withHeader(String value) {
    var headers = new Metadata();
    headers.put(Metadata.Key.of("triton_grpc_error", Metadata.ASCII_STRING_MARSHALLER), value);
    return server.asyncStub().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private static Written write(String text) {
    try (var client = new TritonGenerator(server.address(), GenerationLimits.DEFAULT, 2_048)) {
      return client.write(
          new Prompt("Be brief.", List.of(), text),
          Sampling.greedy(4, List.of()),
          Bound.within(SOON),
          _ -> {});
    }
  }

  /** One stream of several requests. */
  private static final class Stream {
    private final Heard heard = new Heard(60);
    private final StreamObserver<ModelInferRequest> requests;
    private int sent;

    Stream(GRPCInferenceServiceStub stub) {
      requests = stub.modelStreamInfer(heard);
    }

    /** Returns the request's id. */
    String send(TextRequest request) {
      String id = String.valueOf(++sent);
      requests.onNext(request.build().toBuilder().setId(id).build());
      return id;
    }

    void awaitPieceOf(String id) throws InterruptedException {
      while (!(next() instanceof ModelStreamInferResponse response
          && response.getInferResponse().getId().equals(id)
          && response.getErrorMessage().isEmpty())) {
        // of another
      }
    }

    void cancel() {
      requests.onError(Status.CANCELLED.asRuntimeException());
    }

    Object next() throws InterruptedException {
      return heard.next();
    }

    Object end() throws InterruptedException {
      Object next = next();
      while (next instanceof ModelStreamInferResponse) {
        next = next();
      }
      return next;
    }

    String firstError() throws InterruptedException {
      while (true) {
        Object next = next();
        if (!(next instanceof ModelStreamInferResponse response)) {
          throw new AssertionError("the stream ended: " + next);
        }
        if (!response.getErrorMessage().isEmpty()) {
          return response.getErrorMessage();
        }
      }
    }
  }
}
