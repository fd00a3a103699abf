package io.longshore.modelserver;

import io.longshore.inference.call.Bound;
import io.longshore.inference.encoder.Encoder.Kind;
import io.longshore.inference.encoder.Encoder.Priority;
import io.longshore.inference.encoder.EncoderLimits;
import io.longshore.inference.encoder.TritonEncoder;
import io.longshore.inference.tokens.Tokenizer;
import io.longshore.modelserver.packing.BareEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * How fast the encoder is over the protocol, and how long a question waits. No part of the build:
 * {@code mvn -pl ops/model-server test -Dtest=EncoderBenchmark -Dtest.jvm=-XX:+UseSerialGC}
 */
class EncoderBenchmark {
  private static final int TEXTS = Integer.getInteger("texts", 400);
  private static final int ROUNDS = Integer.getInteger("rounds", 3);
  private static final int THREADS = 2;
  private static final int PACK_TOKENS = 256;
  private static final int QUESTIONS = 60;
  private static final String PREFIX = "passage: ";

  private final List<String> texts = passages();

  @Test
  void print() throws Exception {
    Path repository = TestServer.repository();
    try (var server = new TestServer(TestServer.settings(repository, 65_536));
        var encoder = new TritonEncoder(server.address(), repository, EncoderLimits.DEFAULT);
        var tokenizer = Tokenizer.open(repository.resolve("embedder/1/tokenizer.json"));
        var bareEncoder = new BareEncoder(repository, THREADS, PACK_TOKENS);
        ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
      int words = texts.stream().mapToInt(text -> text.split(" ").length).sum();
      int tokens = texts.stream().mapToInt(text -> tokenizer.encode(PREFIX + text).size()).sum();
      List<String> prefixed = texts.stream().map(text -> PREFIX + text).toList();
      double[] bare = new double[ROUNDS];
      double[] served = new double[ROUNDS];
      for (int round = -1; round < ROUNDS; round++) { // the first warms up
        double bareSeconds = seconds(() -> bareEncoder.embed(prefixed, tokenizer));
        double servedSeconds =
            seconds(() -> encoder.embed(texts, Kind.PASSAGE, Priority.INGESTION, patience()));
        if (round >= 0) {
          bare[round] = bareSeconds;
          served[round] = servedSeconds;
        }
      }
      double bareMedian = Median.of(bare);
      double servedMedian = Median.of(served);
      System.out.printf(
          "%d passages, %d words, %d tokens, %d threads%n", texts.size(), words, tokens, THREADS);
      System.out.printf(
          "bare ONNX Runtime, packed to %d: %.0f words/s, %.0f tokens/s%n",
          PACK_TOKENS, words / bareMedian, tokens / bareMedian);
      System.out.printf(
          "over the protocol:  %.0f words/s, %.0f tokens/s; ratio %.2f%n",
          words / servedMedian, tokens / servedMedian, bareMedian / servedMedian);
      System.out.printf("a question, idle: %s%n", questions(encoder));
      var stop = new AtomicBoolean();
      Future<?> ingestion =
          pool.submit(() -> {
            while (!stop.get()) {
              encoder.embed(texts, Kind.PASSAGE, Priority.INGESTION, patience());
            }
          });
      System.out.printf("a question during an import: %s%n", questions(encoder));
      stop.set(true);
      ingestion.get();
    }
  }

  private static Bound patience() {
    return Bound.within(Duration.ofMinutes(2));
  }

  private interface Work {
    void run() throws Exception;
  }

  private static double seconds(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static String questions(TritonEncoder encoder) throws Exception {
    double[] milliseconds = new double[QUESTIONS];
    for (int k = 0; k < QUESTIONS; k++) {
      String question = "what did the committee decide about the harbour in year " + k + "?";
      milliseconds[k] =
          1_000
              * seconds(() ->
                  encoder.embed(List.of(question), Kind.QUERY, Priority.QUESTION, patience()));
    }
    Arrays.sort(milliseconds);
    return "p50 %.1f ms, p95 %.1f ms"
        .formatted(milliseconds[QUESTIONS / 2], milliseconds[QUESTIONS * 95 / 100]);
  }

  /**
   * Of 40 to 110 words, as an import has them; words of a small stock, so that nothing need be
   * fetched.
   */
  private static List<String> passages() {
    String[] stock =
        ("the harbour master wrote that every ship which came in after the storm had lost a mast or a man and nobody could say when "
                + "the yards would have timber again because the winter had closed the river above the mill and merchants asked for credit")
            .split(" ");
    var random = new Random(7);
    List<String> passages = new ArrayList<>();
    for (int k = 0; k < TEXTS; k++) {
      var passage = new StringBuilder();
      int words = 40 + random.nextInt(71);
      for (int word = 0; word < words; word++) {
        passage.append(stock[random.nextInt(stock.length)]).append(' ');
      }
      passages.add(passage.toString().strip());
    }
    return passages;
  }
}
