package io.longshore.modelserver;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.longshore.inference.call.Bound;
import io.longshore.inference.encoder.Encoder.Kind;
import io.longshore.inference.encoder.Encoder.Priority;
import io.longshore.inference.encoder.EncoderLimits;
import io.longshore.inference.encoder.TritonEncoder;
import io.longshore.inference.tokens.Tokenizer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
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

  private final OrtEnvironment ort = OrtEnvironment.getEnvironment();
  private final List<String> texts = passages();

  @Test
  void print() throws Exception {
    Path repository = TestServer.repository();
    try (var server = new TestServer(TestServer.settings(repository, 65_536));
        var encoder = new TritonEncoder(server.address(), repository, EncoderLimits.DEFAULT);
        var tokenizer = Tokenizer.open(repository.resolve("embedder/1/tokenizer.json"));
        var session = session(repository);
        ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
      int words = texts.stream().mapToInt(text -> text.split(" ").length).sum();
      int tokens = texts.stream().mapToInt(text -> tokenizer.encode(PREFIX + text).size()).sum();
      double[] bare = new double[ROUNDS];
      double[] served = new double[ROUNDS];
      for (int round = -1; round < ROUNDS; round++) { // the first warms up
        double bareSeconds = seconds(() -> runBare(session, tokenizer, pool));
        double servedSeconds =
            seconds(() -> encoder.embed(texts, Kind.PASSAGE, Priority.INGESTION, patience()));
        if (round >= 0) {
          bare[round] = bareSeconds;
          served[round] = servedSeconds;
        }
      }
      double bareMedian = median(bare);
      double servedMedian = median(served);
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

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
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

  private OrtSession session(Path repository) throws OrtException {
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.BASIC_OPT);
      return ort.createSession(repository.resolve("embedder/1/model.onnx").toString(), options);
    }
  }

  /**
   * The most that this machine can do: tokens cut, packed first fit by length, two runs at a time.
   */
  private void runBare(OrtSession session, Tokenizer tokenizer, ExecutorService pool)
      throws InterruptedException, ExecutionException {
    List<long[]> ids =
        texts.parallelStream()
            .map(text -> tokenizer.encode(PREFIX + text).ids())
            .sorted((a, b) -> b.length - a.length)
            .toList();
    List<List<long[]>> packs = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (long[] text : ids) {
      int at = 0;
      while (at < packs.size() && sizes.get(at) + text.length > PACK_TOKENS) {
        at++;
      }
      if (at == packs.size()) {
        packs.add(new ArrayList<>());
        sizes.add(0);
      }
      packs.get(at).add(text);
      sizes.set(at, sizes.get(at) + text.length);
    }
    List<Future<Integer>> runs =
        packs.stream().map(pack -> pool.submit(() -> run(session, pack))).toList();
    for (Future<Integer> run : runs) {
      run.get();
    }
  }

  private int run(OrtSession session, List<long[]> pack) throws OrtException {
    int count = pack.stream().mapToInt(text -> text.length).sum();
    long[] ids = new long[count];
    long[] positions = new long[count];
    long[] segments = new long[count];
    int at = 0;
    for (int text = 0; text < pack.size(); text++) {
      for (int k = 0; k < pack.get(text).length; k++, at++) {
        ids[at] = pack.get(text)[k];
        positions[at] = k;
        segments[at] = text + 1L;
      }
    }
    try (var idTensor = tensor(ids);
        var positionTensor = tensor(positions);
        var segmentTensor = tensor(segments);
        var divisor =
            OnnxTensor.createTensor(
                ort, FloatBuffer.wrap(new float[] {5.656854f}), new long[] {1});
        var result =
            session.run(
                Map.of(
                    "input_ids",
                    idTensor,
                    "position_ids",
                    positionTensor,
                    "segment_ids",
                    segmentTensor,
                    "attn_div",
                    divisor),
                Set.of("pooled"))) {
      return ((OnnxTensor) result.get(0)).getFloatBuffer().remaining();
    }
  }

  private OnnxTensor tensor(long[] values) throws OrtException {
    return OnnxTensor.createTensor(ort, LongBuffer.wrap(values), new long[] {1, values.length});
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
