package io.longshore.modelserver;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.longshore.inference.kserve.GRPCInferenceServiceGrpc;
import io.longshore.inference.kserve.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import io.longshore.inference.kserve.GRPCInferenceServiceGrpc.GRPCInferenceServiceStub;
import io.longshore.local.Folders;
import io.longshore.models.ModelShelf;
import io.longshore.modelserver.engine.LlamaFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The model server with real models, at a free port. */
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

  /** What is offered beside the embedder: fetched when this machine has none yet. */
  public static Path longRepository() {
    ModelShelf.fetch(repository(), ModelShelf.offers().getFirst(), (step, done) -> {});
    return REPOSITORY;
  }

  public static Settings settings(Path repository, int queueTokens) {
    return settings(repository, queueTokens, new GenerationSettings(null, 2_048, 2, 4, 1));
  }

  private static Settings settings(Path repository, int queueTokens, GenerationSettings writers) {
    return new Settings(
        "127.0.0.1", 0, repository, 2, 256, 2_048, queueTokens, Duration.ofMillis(2), writers);
  }

  /**
   * With SmolLM2 as generator and scorer, nothing else. One thread: two wait for each other where
   * the machine is busy.
   *
   * @param folder empty; becomes the repository
   * @param queue requests that may wait
   */
  public static Settings writing(Path folder, int queue) throws IOException {
    return writing(folder, LlamaFiles.library(), queue);
  }

  /** The same with another folder of libraries. */
  static Settings writing(Path folder, @Nullable Path library, int queue) throws IOException {
    return writing(folder, library, queue, 1);
  }

  /** The same with more threads. */
  static Settings writing(Path folder, @Nullable Path library, int queue, int threads)
      throws IOException {
    Path version = Files.createDirectories(folder.resolve("generator/1"));
    Files.createSymbolicLink(version.resolve("model.gguf"), LlamaFiles.model());
    Files.writeString(folder.resolve("generator/config.pbtxt"), "backend: \"llama\"");
    Files.createDirectories(folder.resolve("scorer/1"));
    Files.writeString(
        folder.resolve("scorer/config.pbtxt"),
        """
        backend: "llama"
        parameters { key: "engine_of" value { string_value: "generator" } }
        """);
    return settings(folder, 4_096, new GenerationSettings(library, 2_048, 2, queue, threads));
  }

  /** Waits for the models that are loaded in the background. */
  public TestServer loaded() throws InterruptedException {
    server.awaitLoaded();
    return this;
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
