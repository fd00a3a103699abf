package io.longshore.modelserver;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.longshore.modelserver.protocol.InferenceService;
import io.longshore.modelserver.repository.ModelRepository;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process: serves a model repository over gRPC until it is told to stop. */
public final class ModelServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ModelServer.class);
  private static final int MESSAGE_BYTES = 64 << 20;
  private static final int STOP_SECONDS = 5;

  private final ModelRepository repository;
  private final Server server;

  private ModelServer(ModelRepository repository, Server server) {
    this.repository = repository;
    this.server = server;
  }

  /**
   * Serves at once; throws {@link IOException} when the folder can't be read or the port is taken.
   */
  public static ModelServer start(Settings settings) throws IOException {
    if (!Files.isDirectory(settings.repository())) {
      throw new IOException(
          "there is no model repository at " + settings.repository().toAbsolutePath());
    }
    var repository = new ModelRepository(settings);
    try {
      Server server =
          NettyServerBuilder.forAddress(new InetSocketAddress(settings.host(), settings.port()))
              .directExecutor() // calls only queue; the workers do the work
              .maxInboundMessageSize(MESSAGE_BYTES)
              .addService(InferenceService.of(repository, settings))
              .build()
              .start();
      return new ModelServer(repository, server);
    } catch (IOException e) {
      repository.close();
      throw e;
    }
  }

  public int port() {
    return server.getPort();
  }

  /** Waits for the models that are loaded while others serve already. */
  void awaitLoaded() throws InterruptedException {
    repository.awaitLoaded();
  }

  /** Ends what runs, refuses what comes. */
  @Override
  public void close() {
    try {
      if (!server.shutdown().awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        server.shutdownNow();
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
    repository.close();
  }

  public static void main(String[] arguments) throws InterruptedException {
    try {
      ModelServer server = start(Settings.of(arguments, System.getenv()));
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
      log.info("Serving on port {}", server.port());
      server.server.awaitTermination();
    } catch (IOException | IllegalArgumentException e) {
      log.error("The model server can't start: {}", e.getMessage());
      System.exit(1);
    }
  }
}
