package io.longshore.modelserver;

import io.grpc.stub.StreamObserver;
import io.longshore.inference.call.Bound;
import io.longshore.inference.encoder.Encoder.Kind;
import io.longshore.inference.encoder.Encoder.Priority;
import io.longshore.inference.encoder.EncoderLimits;
import io.longshore.inference.encoder.TritonEncoder;
import io.longshore.inference.kserve.ModelStreamInferResponse;
import io.longshore.modelserver.engine.LlamaFiles;
import io.longshore.modelserver.protocol.TextRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a question's vector takes while the same process reads prompts, with one thread and with
 * two. No part of the build: {@code mvn -pl ops/model-server test -Dtest=SideBySideBenchmark
 * -Dtest.jvm="-XX:+UseSerialGC --enable-native-access=ALL-UNNAMED"}.
 */
class SideBySideBenchmark {
  private static final int QUESTIONS = Integer.getInteger("questions", 60);
  private static final String READ_ONLY = "{\"temperature\": 0, \"max_tokens\": 1}";

  @TempDir Path folder;

  @Test
  void print() throws IOException {
    for (int threads : new int[] {1, 2}) {
      Path models = Files.createDirectory(folder.resolve("models-" + threads));
      Settings settings = TestServer.writing(models, LlamaFiles.library(), 8, threads);
      Files.createSymbolicLink(
          models.resolve("embedder"), TestServer.repository().resolve("embedder"));
      try (var server = new TestServer(settings).loaded();
          var encoder =
              new TritonEncoder(server.address(), TestServer.repository(), EncoderLimits.DEFAULT)) {
        measure("warming up", encoder);
        measure("threads %d, alone".formatted(threads), encoder);
        var reader = new Reader(server);
        reader.next();
        measure("threads %d, while prompts are read".formatted(threads), encoder);
        System.out.printf("prompts of 1,000 tokens read meanwhile: %d%n", reader.stop());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void measure(String name, TritonEncoder encoder) {
    List<Long> nanos = new ArrayList<>();
    for (int k = 0; k < QUESTIONS; k++) {
      long begun = System.nanoTime();
      var _ =
          encoder.embed(
              List.of("How much does the winch of pier %d pull?".formatted(k)),
              Kind.QUERY,
              Priority.QUESTION,
              Bound.within(Duration.ofSeconds(60)));
      nanos.add(System.nanoTime() - begun);
    }
    nanos.sort(null);
    System.out.printf(
        "%s: p50 %.1f ms, p95 %.1f ms%n",
        name, nanos.get(QUESTIONS / 2) / 1e6, nanos.get(QUESTIONS * 95 / 100) / 1e6);
  }

  /** One prompt after the other, all different. */
  private static final class Reader implements StreamObserver<ModelStreamInferResponse> {
    private final TestServer server;
    private final AtomicInteger read = new AtomicInteger();
    private final AtomicBoolean stopped = new AtomicBoolean();

    Reader(TestServer server) {
      this.server = server;
    }

    void next() {
      if (!stopped.get()) {
        String prompt = "%d ".formatted(read.get()) + "A harbour has ships. ".repeat(200);
        var requests = server.asyncStub().modelStreamInfer(this);
        requests.onNext(TextRequest.write(prompt, READ_ONLY).build());
        requests.onCompleted();
      }
    }

    int stop() {
      stopped.set(true);
      return read.get();
    }

    @Override
    public void onNext(ModelStreamInferResponse response) {}

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onCompleted() {
      int _ = read.incrementAndGet();
      next();
    }
  }
}
