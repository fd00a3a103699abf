package io.longshore.modelserver;

import io.grpc.stub.StreamObserver;
import io.longshore.inference.kserve.ModelInferRequest;
import io.longshore.inference.kserve.ModelStreamInferResponse;
import io.longshore.modelserver.engine.Batch;
import io.longshore.modelserver.engine.Engine;
import io.longshore.modelserver.engine.EngineSettings;
import io.longshore.modelserver.engine.Engines;
import io.longshore.modelserver.engine.LlamaFiles;
import io.longshore.modelserver.engine.Logits;
import io.longshore.modelserver.protocol.TextRequest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the way through gRPC and the scheduler costs, beside the bare engine in turns with it. No
 * part of the build: {@code mvn -pl ops/model-server test -Dtest=GeneratorBenchmark
 * -Dtest.jvm="-XX:+UseSerialGC --enable-native-access=ALL-UNNAMED"}, with {@code -Drounds=N}.
 */
class GeneratorBenchmark {
  private static final int ROUNDS = Integer.getInteger("rounds", 3);
  private static final int TOKENS = 32;
  private static final String TEXT =
      "The winch of Pier 7 pulls 12.5 tonnes. It was built in 1931 by Mueller and Sons, and the"
          + " old one sank in the storm of that year, when the harbour was closed for a week. ";
  private static final String GREEDY =
      "{\"temperature\": 0, \"max_tokens\": %d, \"min_tokens\": %d}".formatted(TOKENS, TOKENS);

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @TempDir static Path folder;

  /** Seconds that passed, and seconds of the processor on the engine's thread. */
  private record Spent(double passed, double worked) {
    static Spent since(Spent begun, long thread) {
      Spent now = at(thread);
      return new Spent(now.passed - begun.passed, now.worked - begun.worked);
    }

    static Spent at(long thread) {
      return new Spent(System.nanoTime() / 1e9, THREADS.getThreadCpuTime(thread) / 1e9);
    }
  }

  /** Until the first piece, and from there to the end. */
  private record Timed(Spent first, Spent rest) {}

  @Test
  void print() throws IOException, InterruptedException, ExecutionException {
    var settings = EngineSettings.of(2_048, 4).withThreads(1, 1);
    try (var server = new TestServer(TestServer.writing(folder, 8)).loaded();
        Engine engine = Engines.open(LlamaFiles.library(), LlamaFiles.model(), settings)) {
      long thread =
          Arrays.stream(THREADS.dumpAllThreads(false, false))
              .filter(info -> info.getThreadName().equals("generation"))
              .findFirst()
              .orElseThrow()
              .getThreadId();
      List<Timed> bare = new ArrayList<>();
      List<Timed> cold = new ArrayList<>();
      List<Timed> kept = new ArrayList<>();
      List<Timed> copied = new ArrayList<>();
      for (int round = -1; round < ROUNDS; round++) {
        String prompt = "Report %d. ".formatted(round) + TEXT.repeat(8);
        bare.add(bare(engine, prompt));
        cold.add(stream(server, thread, prompt, GREEDY));
        kept.add(stream(server, thread, prompt, GREEDY));
        copied.add(stream(server, thread, prompt, copying()));
      }
      print("bare engine", bare);
      print("served, cold", cold);
      print("served, prompt kept", kept);
      print("served, copying", copied);
    }
  }

  private static void print(String name, List<Timed> all) {
    List<Timed> warm = all.subList(1, all.size());
    System.out.printf(
        "%s: first token %s s (%s s of the engine's thread), then %s ms a token (%s)%n",
        name,
        median(warm, timed -> timed.first().passed()),
        median(warm, timed -> timed.first().worked()),
        median(warm, timed -> timed.rest().passed() * 1_000 / TOKENS),
        median(warm, timed -> timed.rest().worked() * 1_000 / TOKENS));
  }

  private static String median(List<Timed> all, ToDoubleFunction<Timed> value) {
    double[] sorted = all.stream().mapToDouble(value).sorted().toArray();
    return "%.3f [%.3f, %.3f]"
        .formatted(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
  }

  private static String copying() {
    return GREEDY.substring(0, GREEDY.length() - 1)
        + ", \"copy\": {\"sources\": [\""
        + TEXT
        + "\"]}}";
  }

  private static Timed bare(Engine engine, String prompt) {
    engine.remove(0, 0, -1);
    int[] tokens = engine.tokenize(prompt, true);
    long thread = Thread.currentThread().threadId();
    Spent begun = Spent.at(thread);
    var batch = new Batch();
    int row = batch.add(tokens, 0, tokens.length, 0, 0, true);
    Logits logits = engine.decode(batch);
    int token = logits.argmax(row);
    Spent first = Spent.since(begun, thread);
    begun = Spent.at(thread);
    for (int k = 0; k < TOKENS; k++) {
      batch.clear();
      row = batch.add(token, 0, engine.length(0), true);
      token = engine.decode(batch).argmax(row);
    }
    return new Timed(first, Spent.since(begun, thread));
  }

  private static Timed stream(TestServer server, long thread, String prompt, String sampling)
      throws InterruptedException, ExecutionException {
    var times = new ArrayList<Spent>();
    var done = new CompletableFuture<Boolean>();
    Spent begun = Spent.at(thread);
    StreamObserver<ModelInferRequest> requests =
        server
            .asyncStub()
            .modelStreamInfer(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ModelStreamInferResponse response) {
                    times.add(times.isEmpty() ? Spent.since(begun, thread) : Spent.at(thread));
                  }

                  @Override
                  public void onError(Throwable failure) {
                    done.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {
                    done.complete(true);
                  }
                });
    requests.onNext(
        TextRequest.write(prompt, sampling).flag("return_cumulative_logprob", false).build());
    requests.onCompleted();
    boolean _ = done.get();
    Spent first = times.getFirst();
    var at = new Spent(begun.passed() + first.passed(), begun.worked() + first.worked());
    return new Timed(first, Spent.since(at, thread));
  }
}
