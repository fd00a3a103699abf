package io.longshore.modelserver.engine;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * What a step costs by the number of sequences in it, and how much of it is the output layer, which
 * is computed for each row of logits. No part of the build: {@code mvn -pl ops/model-server test
 * -Dtest=StepBenchmark -Dtest.jvm="-XX:+UseSerialGC --enable-native-access=ALL-UNNAMED"}, with
 * {@code -Dgguf=FILE}, {@code -Dthreads=N}, {@code -Drounds=N} and {@code -Drepacking=false}.
 */
class StepBenchmark {
  private static final int THREADS = Integer.getInteger("threads", 1);
  private static final int ROUNDS = Integer.getInteger("rounds", 5);
  private static final int PREFIX = 64;
  private static final int[] SEQUENCES = {1, 4, 8, 9, 16, 32};

  private final Path model =
      System.getProperty("gguf") == null ? LlamaFiles.model() : Path.of(System.getProperty("gguf"));

  @Test
  void print() {
    boolean repacking = !"false".equals(System.getProperty("repacking"));
    var settings =
        EngineSettings.of(1_024, 33).withThreads(THREADS, THREADS).withRepacking(repacking);
    System.out.printf(
        "%n%s, %d threads, laid out anew: %s%n", model.getFileName(), THREADS, repacking);
    try (var engine = Engines.open(LlamaFiles.library(), model, settings)) {
      int[] some = engine.tokenize(Reading.CAPITALS.repeat(10), true);
      int[] prefix = Arrays.copyOf(some, PREFIX);
      var batch = new Batch();
      int _ = batch.add(prefix, 0, PREFIX, 0, 0, true);
      Logits _ = engine.decode(batch);
      double[][] all = new double[SEQUENCES.length][ROUNDS];
      double[][] one = new double[SEQUENCES.length][ROUNDS];
      for (int round = -1; round < ROUNDS; round++) { // the first warms up
        for (int k = 0; k < SEQUENCES.length; k++) {
          all[k][Math.max(round, 0)] = step(engine, batch, some, SEQUENCES[k], SEQUENCES[k]);
          one[k][Math.max(round, 0)] = step(engine, batch, some, SEQUENCES[k], 1);
        }
      }
      for (int k = 0; k < SEQUENCES.length; k++) {
        double whole = best(all[k]);
        System.out.printf(
            "%2d sequences: %.1f ms a step, %.1f ms a token; with one row of logits %.1f ms a step%n",
            SEQUENCES[k], whole * 1e3, whole * 1e3 / SEQUENCES[k], best(one[k]) * 1e3);
      }
    }
  }

  /** One token in each of so many sequences that share the prefix. */
  private static double step(Engine engine, Batch batch, int[] some, int sequences, int rows) {
    batch.clear();
    for (int k = 1; k <= sequences; k++) {
      engine.copy(0, k, 0, -1);
      int _ = batch.add(some[k], k, PREFIX, k <= rows);
    }
    long start = now();
    Logits _ = engine.decode(batch);
    double seconds = (now() - start) / 1e9;
    for (int k = 1; k <= sequences; k++) {
      engine.remove(k, 0, -1);
    }
    return seconds;
  }

  /** Of the processor where one thread does it all, so that a busy machine disturbs little. */
  private static long now() {
    return THREADS == 1
        ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
        : System.nanoTime();
  }

  private static double best(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }
}
