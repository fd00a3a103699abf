package io.longshore.modelserver.engine;

import io.longshore.modelserver.Median;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * How fast the engine is, beside llama.cpp driven by a minimal loop. No part of the build: {@code
 * mvn -pl ops/model-server test -Dtest=EngineBenchmark -Dtest.jvm="-XX:+UseSerialGC
 * --enable-native-access=ALL-UNNAMED"}, with {@code -Dgguf=FILE} for another model than the small
 * one and {@code -Dthreads=N} and {@code -Drepacking=false}.
 */
class EngineBenchmark {
  private static final int THREADS = Integer.getInteger("threads", 1);
  private static final int ROUNDS = Integer.getInteger("rounds", 3);
  private static final int PREFIX = 128;
  private static final int WRITTEN = 16;
  private static final int BRANCHES = 8;
  private static final int BRANCH_TOKENS = 8;

  private final Path model =
      System.getProperty("gguf") == null ? LlamaFiles.model() : Path.of(System.getProperty("gguf"));

  private interface Work {
    void run() throws Throwable;
  }

  /** Of the processor where one thread does it all, so that a busy machine disturbs little. */
  private static double seconds(Work work) throws Throwable {
    long start = now();
    work.run();
    return (now() - start) / 1e9;
  }

  private static long now() {
    return THREADS == 1
        ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
        : System.nanoTime();
  }

  @Test
  void print() throws Throwable {
    var settings =
        EngineSettings.of(512, 16)
            .withThreads(THREADS, THREADS)
            .withRepacking(!"false".equals(System.getProperty("repacking")));
    System.out.printf("%n%s, %s%n", model.getFileName(), settings);
    measure(settings);
  }

  private void measure(EngineSettings settings) throws Throwable {
    long start = System.nanoTime();
    try (var engine = Engines.open(LlamaFiles.library(), model, settings);
        var bare = new BareLoop(model, settings)) {
      System.out.printf("both opened in %.1f s%n", (System.nanoTime() - start) / 1e9);
      int[] some = engine.tokenize(Reading.CAPITALS.repeat(40), true);
      int[] prompt = Arrays.copyOf(some, PREFIX);
      double[] prefill = new double[ROUNDS];
      double[] own = new double[ROUNDS];
      double[] minimal = new double[ROUNDS];
      double[] together = new double[ROUNDS];
      double[] apart = new double[ROUNDS];
      var reading = new Prefix(engine, prompt);
      for (int round = -1; round < ROUNDS; round++) { // the first warms up
        int at = Math.max(round, 0);
        reading.forget();
        prefill[at] = seconds(reading::read);
        bare.forget();
        int next = bare.read(prompt);
        own[at] = seconds(() -> reading.write(0, WRITTEN));
        minimal[at] =
            seconds(() -> {
              int _ = bare.write(next, WRITTEN);
            });
        reading.branch();
        together[at] = seconds(reading::together);
        reading.branch();
        apart[at] = seconds(reading::apart);
      }
      System.out.printf("prefill of %d tokens: %.0f tokens/s%n", PREFIX, PREFIX / best(prefill));
      System.out.printf(
          "decode: %.1f tokens/s; by a minimal loop %.1f; ratio of the best %.3f, of the medians %.3f%n",
          WRITTEN / best(own),
          WRITTEN / best(minimal),
          best(minimal) / best(own),
          Median.of(minimal) / Median.of(own));
      System.out.printf(
          "%d decodes of %d tokens over one prefix: together %.1f tokens/s, one after the other %.1f; ratio of the best %.2f, of the medians %.2f%n",
          BRANCHES,
          BRANCH_TOKENS,
          BRANCHES * BRANCH_TOKENS / best(together),
          BRANCHES * BRANCH_TOKENS / best(apart),
          best(apart) / best(together),
          Median.of(apart) / Median.of(together));
    }
  }

  /** One prompt that is read once, and greedy decodes that go on from it. */
  @SuppressWarnings("ArrayRecordComponent") // the state of one run
  private record Prefix(Engine engine, int[] prompt, int[] next, Batch batch) {
    Prefix(Engine engine, int[] prompt) {
      this(engine, prompt, new int[BRANCHES + 1], new Batch());
    }

    void forget() {
      for (int sequence = 0; sequence <= BRANCHES; sequence++) {
        engine.remove(sequence, 0, -1);
      }
    }

    void read() {
      batch.clear();
      int row = batch.add(prompt, 0, prompt.length, 0, 0, true);
      next[0] = engine.decode(batch).argmax(row);
    }

    void write(int sequence, int count) {
      for (int k = 0; k < count; k++) {
        batch.clear();
        int row = batch.add(next[sequence], sequence, engine.length(sequence), true);
        next[sequence] = engine.decode(batch).argmax(row);
      }
    }

    void branch() {
      for (int branch = 1; branch <= BRANCHES; branch++) {
        engine.remove(branch, 0, -1);
        engine.copy(0, branch, 0, PREFIX);
        next[branch] = prompt[branch];
      }
    }

    void together() {
      for (int k = 0; k < BRANCH_TOKENS; k++) {
        batch.clear();
        for (int branch = 1; branch <= BRANCHES; branch++) {
          int _ = batch.add(next[branch], branch, engine.length(branch), true);
        }
        Logits logits = engine.decode(batch);
        for (int branch = 1; branch <= BRANCHES; branch++) {
          next[branch] = logits.argmax(branch - 1);
        }
      }
    }

    void apart() {
      for (int branch = 1; branch <= BRANCHES; branch++) {
        write(branch, BRANCH_TOKENS);
      }
    }
  }

  private static double best(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }
}
