package io.longshore.inference.generation.triton;

import com.google.protobuf.ByteString;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.longshore.inference.kserve.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import io.longshore.inference.kserve.InferParameter;
import io.longshore.inference.kserve.ModelConfig;
import io.longshore.inference.kserve.ModelConfigRequest;
import io.longshore.inference.kserve.ModelConfigResponse;
import io.longshore.inference.kserve.ModelInferRequest;
import io.longshore.inference.kserve.ModelInferResponse;
import io.longshore.inference.kserve.ModelInferResponse.InferOutputTensor;
import io.longshore.inference.kserve.ModelInput;
import io.longshore.inference.kserve.ModelParameter;
import io.longshore.inference.kserve.ModelStreamInferResponse;
import io.longshore.inference.kserve.RepositoryIndexRequest;
import io.longshore.inference.kserve.RepositoryIndexResponse;
import io.longshore.inference.kserve.RepositoryIndexResponse.ModelIndex;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Speaks the protocol; what its generator says is a test's script. */
final class ScriptedServer extends GRPCInferenceServiceImplBase implements AutoCloseable {
  final List<ModelInferRequest> requests = new CopyOnWriteArrayList<>();
  final CountDownLatch cancelled = new CountDownLatch(1);
  private final Server server;
  private volatile @Nullable ModelConfig config;
  private volatile RepositoryIndexResponse index = RepositoryIndexResponse.getDefaultInstance();
  private volatile Consumer<StreamObserver<ModelStreamInferResponse>> script = observer -> {};

  ScriptedServer() throws IOException {
    this(0);
  }

  /** At a port that another one has left. */
  ScriptedServer(int port) throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .addService(this)
            .build()
            .start();
  }

  String address() {
    return "127.0.0.1:" + port();
  }

  int port() {
    return server.getPort();
  }

  ScriptedServer withModel(Map<String, String> parameters, String... inputs) {
    var model = ModelConfig.newBuilder().setName("generator");
    parameters.forEach((name, value) ->
        model.putParameters(name, ModelParameter.newBuilder().setStringValue(value).build()));
    for (String input : inputs) {
      model.addInput(ModelInput.newBuilder().setName(input));
    }
    config = model.build();
    return this;
  }

  ScriptedServer withoutModel() {
    config = null;
    return this;
  }

  ScriptedServer withFailedModel(String reason) {
    index =
        RepositoryIndexResponse.newBuilder()
            .addModels(
                ModelIndex.newBuilder()
                    .setName("generator")
                    .setState("UNAVAILABLE")
                    .setReason(reason))
            .build();
    return this;
  }

  void says(Consumer<StreamObserver<ModelStreamInferResponse>> script) {
    this.script = script;
  }

  @Override
  public void modelConfig(
      ModelConfigRequest request, StreamObserver<ModelConfigResponse> observer) {
    ModelConfig known = config;
    if (known == null) {
      observer.onError(Status.NOT_FOUND.withDescription("unknown model").asRuntimeException());
    } else {
      observer.onNext(ModelConfigResponse.newBuilder().setConfig(known).build());
      observer.onCompleted();
    }
  }

  @Override
  public void repositoryIndex(
      RepositoryIndexRequest request, StreamObserver<RepositoryIndexResponse> observer) {
    observer.onNext(index);
    observer.onCompleted();
  }

  @Override
  public StreamObserver<ModelInferRequest> modelStreamInfer(
      StreamObserver<ModelStreamInferResponse> observer) {
    ((ServerCallStreamObserver<ModelStreamInferResponse>) observer)
        .setOnCancelHandler(cancelled::countDown);
    return new StreamObserver<>() {
      @Override
      public void onNext(ModelInferRequest request) {
        requests.add(request);
        script.accept(observer);
      }

      @Override
      public void onError(Throwable failure) {}

      @Override
      public void onCompleted() {}
    };
  }

  @Override
  public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> observer) {
    requests.add(request);
    int count = (int) request.getInputs(1).getShape(0);
    ByteBuffer logprobs = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer tokens = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      String text = request.getInputs(1).getContents().getBytesContents(i).toStringUtf8();
      logprobs.putFloat(-text.length());
      tokens.putInt(2);
    }
    observer.onNext(
        ModelInferResponse.newBuilder()
            .addOutputs(InferOutputTensor.newBuilder().setName("logprobs"))
            .addOutputs(InferOutputTensor.newBuilder().setName("tokens"))
            .addRawOutputContents(ByteString.copyFrom(logprobs.flip()))
            .addRawOutputContents(ByteString.copyFrom(tokens.flip()))
            .build());
    observer.onCompleted();
  }

  /** Message after message without a piece, until the client has gone. */
  void saysNothing(StreamObserver<ModelStreamInferResponse> observer) {
    try {
      do {
        observer.onNext(message("", Map.of(), false));
      } while (!cancelled.await(5, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One message of a stream: the piece, and what is said beside it. */
  static ModelStreamInferResponse message(
      String piece, Map<String, ByteString> more, boolean last) {
    return message(piece, more, last, Map.of());
  }

  /**
   * @param millis parameters of the message
   */
  static ModelStreamInferResponse message(
      String piece, Map<String, ByteString> more, boolean last, Map<String, Long> millis) {
    var response = ModelInferResponse.newBuilder();
    response.addOutputs(InferOutputTensor.newBuilder().setName("text_output"));
    response.addRawOutputContents(text(piece));
    more.forEach((name, value) -> {
      response.addOutputs(InferOutputTensor.newBuilder().setName(name));
      response.addRawOutputContents(value);
    });
    millis.forEach((name, value) ->
        response.putParameters(name, InferParameter.newBuilder().setInt64Param(value).build()));
    if (last) {
      response.putParameters(
          "triton_final_response", InferParameter.newBuilder().setBoolParam(true).build());
    }
    return ModelStreamInferResponse.newBuilder().setInferResponse(response).build();
  }

  /** The last message of a stream, with no piece. */
  static ModelStreamInferResponse end() {
    return ModelStreamInferResponse.newBuilder()
        .setInferResponse(
            ModelInferResponse.newBuilder()
                .putParameters(
                    "triton_final_response",
                    InferParameter.newBuilder().setBoolParam(true).build()))
        .build();
  }

  static ByteString text(String value) {
    ByteString bytes = ByteString.copyFromUtf8(value);
    return ints(bytes.size()).concat(bytes);
  }

  static ByteString ints(int... values) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      raw.putInt(value);
    }
    return ByteString.copyFrom(raw.flip());
  }

  static ByteString floats(float value) {
    return ints(Float.floatToIntBits(value));
  }

  @Override
  public void close() {
    try {
      server.shutdownNow().awaitTermination();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
