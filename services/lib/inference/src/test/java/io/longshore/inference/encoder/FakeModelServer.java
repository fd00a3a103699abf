package io.longshore.inference.encoder;

import com.google.protobuf.ByteString;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.longshore.inference.kserve.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import io.longshore.inference.kserve.ModelConfig;
import io.longshore.inference.kserve.ModelConfigRequest;
import io.longshore.inference.kserve.ModelConfigResponse;
import io.longshore.inference.kserve.ModelInferRequest;
import io.longshore.inference.kserve.ModelInferResponse;
import io.longshore.inference.kserve.ModelParameter;
import io.longshore.inference.kserve.ModelReadyRequest;
import io.longshore.inference.kserve.ModelReadyResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Speaks the protocol and computes vectors that a test can foresee: (id, position) of each token,
 * the mean of a segment's.
 */
final class FakeModelServer extends GRPCInferenceServiceImplBase implements AutoCloseable {
  static final int DIMENSIONS = 2;
  static final int WINDOW = 8;

  final List<ModelInferRequest> requests = new CopyOnWriteArrayList<>();
  private final Deque<Status> failures = new ArrayDeque<>();
  private final Server server;
  private volatile boolean silent;
  private volatile Map<String, String> positions = Map.of();

  FakeModelServer(int port) throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .directExecutor()
            .addService(this)
            .build()
            .start();
  }

  int port() {
    return server.getPort();
  }

  /** The next calls fail so. */
  synchronized void failNext(Status status, int times) {
    for (int k = 0; k < times; k++) {
      failures.add(status);
    }
  }

  /** What it says of its positions, when it is asked for the first time. */
  void say(Map<String, String> parameters) {
    positions = parameters;
  }

  /** Calls are taken and never answered. */
  void fallSilent() {
    silent = true;
  }

  @Override
  public void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> observer) {
    observer.onNext(ModelReadyResponse.newBuilder().setReady(true).build());
    observer.onCompleted();
  }

  @Override
  public void modelConfig(
      ModelConfigRequest request, StreamObserver<ModelConfigResponse> observer) {
    var config = ModelConfig.newBuilder().setName("embedder");
    positions.forEach((key, value) ->
        config.putParameters(key, ModelParameter.newBuilder().setStringValue(value).build()));
    Map.of(
            "model", "tiny",
            "model_sha256", "abc",
            "graph_version", "1",
            "window", Integer.toString(WINDOW),
            "dimensions", Integer.toString(DIMENSIONS),
            "query_prefix", "query: ",
            "passage_prefix", "passage: ",
            "languages", "a few",
            "notice", "",
            "attention_divisor", "2.0")
        .forEach((key, value) ->
            config.putParameters(key, ModelParameter.newBuilder().setStringValue(value).build()));
    observer.onNext(ModelConfigResponse.newBuilder().setConfig(config).build());
    observer.onCompleted();
  }

  @Override
  public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> observer) {
    requests.add(request);
    if (silent) {
      return;
    }
    Status failure;
    synchronized (this) {
      failure = failures.poll();
    }
    if (failure != null) {
      observer.onError(failure.asRuntimeException());
      return;
    }
    boolean pooled = request.getOutputs(0).getName().equals("pooled");
    observer.onNext(
        ModelInferResponse.newBuilder()
            .addRawOutputContents(pooled ? pooled(request) : tokens(request))
            .build());
    observer.onCompleted();
  }

  private static ByteString tokens(ModelInferRequest request) {
    ByteBuffer ids =
        request.getRawInputContents(0).asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer positions =
        request.getRawInputContents(1).asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer out = ByteBuffer.allocate(ids.remaining()).order(ByteOrder.LITTLE_ENDIAN);
    while (ids.hasRemaining()) {
      out.putFloat((float) ids.getLong()).putFloat((float) positions.getLong());
    }
    return ByteString.copyFrom(out.flip());
  }

  private static ByteString pooled(ModelInferRequest request) {
    ByteBuffer vectors = tokens(request).asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer segments =
        request.getRawInputContents(2).asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    float[][] sums = new float[segments.remaining() / Long.BYTES + 1][DIMENSIONS];
    int last = 0;
    while (segments.hasRemaining()) {
      last = (int) segments.getLong();
      sums[last][0] += vectors.getFloat();
      sums[last][1] += vectors.getFloat();
    }
    ByteBuffer out =
        ByteBuffer.allocate(last * DIMENSIONS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int segment = 1; segment <= last; segment++) {
      out.putFloat(sums[segment][0]).putFloat(sums[segment][1]);
    }
    return ByteString.copyFrom(out.flip());
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
