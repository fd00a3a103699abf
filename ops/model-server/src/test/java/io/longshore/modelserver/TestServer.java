package io.longshore.modelserver;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.longshore.inference.kserve.GRPCInferenceServiceGrpc;
import io.longshore.inference.kserve.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import io.longshore.inference.kserve.GRPCInferenceServiceGrpc.GRPCInferenceServiceStub;
import io.longshore.local.Folders;
import io.longshore.models.ModelShelf;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The model server with the real encoder, at a free port. */
public final class TestServer implements AutoCloseable {
  private static final Path REPOSITORY = Folders.cache().resolve("models");
  private static final int MESSAGE_BYTES = 64 << 20;

  private final ModelServer server;
  private final ManagedChannel channel;

  public TestServer(Settings settings) throws IOException {
    server = ModelServer.start(settings);
    channel =
        NettyChannelBuilder.forTarget(address())
            .usePlaintext()
            .maxInboundMessageSize(MESSAGE_BYTES)
            .build();
  }

  /** Makes the model when this machine has none yet. */
  public static Path repository() {
    ModelShelf.prepare(REPOSITORY, (step, done) -> {});
    return REPOSITORY;
  }

  public static Settings settings(Path repository, int queueTokens) {
    return new Settings(
        "127.0.0.1", 0, repository, 2, 256, 2_048, queueTokens, Duration.ofMillis(2));
  }

  public String address() {
    return "127.0.0.1:" + server.port();
  }

  public GRPCInferenceServiceBlockingStub stub() {
    return GRPCInferenceServiceGrpc.newBlockingStub(channel);
  }

  public GRPCInferenceServiceStub asyncStub() {
    return GRPCInferenceServiceGrpc.newStub(channel);
  }

  @Override
  public void close() {
    server.close();
    channel.shutdownNow();
  }
}
