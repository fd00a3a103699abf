package io.longshore.modelserver.packing;

import io.longshore.inference.tokens.Tokenizer;
import io.longshore.modelserver.Median;
import io.longshore.modelserver.RealTexts;
import io.longshore.modelserver.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What packing is worth: the same real texts, by the same graph in two threads, in batches as they
 * come and padded to the longest, in batches sorted by length, and packed as the server packs them.
 * The arms take turns; medians count. No part of the build:
 *
 * <pre>mvn -pl ops/model-server test -Dtest=PackingBenchmark -Dtest.jvm=-XX:+UseSerialGC</pre>
 *
 * {@code -Dbook=FILE} takes its paragraphs instead of this checkout's own documents, {@code
 * -Dtexts=}, {@code -Drounds=}, {@code -Dbatches=8,32}.
 */
class PackingBenchmark {
  private static final int THREADS = 2;
  private static final int PACK_TOKENS = 256;
  private static final int QUEUE_TOKENS = 1 << 20;
  private static final int DIMENSIONS = 384;

  private final int rounds = Integer.getInteger("rounds", 5);
  private final List<Integer> batches =
      Stream.of(System.getProperty("batches", "8,32").split(",")).map(Integer::valueOf).toList();

  @Test
  void print() throws Exception {
    Path repository = TestServer.repository();
    Path model = repository.resolve("embedder/1/model.onnx");
    try (var tokenizer = Tokenizer.open(repository.resolve("embedder/1/tokenizer.json"));
        var plain = EncoderSession.open(model, DIMENSIONS, 0, 1);
        var packed =
            new PackedEncoder(
                EncoderSession.open(model, DIMENSIONS, 0, 1),
                THREADS,
                PACK_TOKENS,
                QUEUE_TOKENS,
                Duration.ofMillis(2))) {
      List<Segment> texts =
          RealTexts.passagesAndQuestions(Integer.getInteger("texts", 300)).stream()
              .map(text -> BareEncoder.segment(tokenizer.encode(text).ids()))
              .toList();
      List<Segment> sorted =
          texts.stream().sorted(Comparator.comparingInt(Segment::tokens)).toList();
      var arms = new LinkedHashMap<String, Callable<Void>>();
      for (int batch : batches) {
        arms.put("padded, batches of " + batch, () -> padded(plain, texts, batch));
        arms.put("sorted, batches of " + batch, () -> padded(plain, sorted, batch));
      }
      arms.put("packed", () -> packed(packed, texts));
      show(texts, measure(arms));
    }
  }

  private Map<String, double[]> measure(Map<String, Callable<Void>> arms) throws Exception {
    var seconds = new LinkedHashMap<String, double[]>();
    for (int round = -1; round < rounds; round++) { // the first warms up
      for (var arm : arms.entrySet()) {
        long start = System.nanoTime();
        arm.getValue().call();
        if (round >= 0) {
          seconds.computeIfAbsent(arm.getKey(), name -> new double[rounds])[round] =
              (System.nanoTime() - start) / 1e9;
        }
      }
    }
    return seconds;
  }

  private void show(List<Segment> texts, Map<String, double[]> seconds) {
    int tokens = texts.stream().mapToInt(Segment::tokens).sum();
    int[] lengths = texts.stream().mapToInt(Segment::tokens).sorted().toArray();
    System.out.printf(
        "%d texts, %d tokens (shortest %d, median %d, longest %d), %d threads, median of %d rounds%n",
        texts.size(),
        tokens,
        lengths[0],
        lengths[lengths.length / 2],
        lengths[lengths.length - 1],
        THREADS,
        rounds);
    double packed = Median.of(seconds.getOrDefault("packed", new double[0]));
    seconds.forEach((name, each) ->
        System.out.printf(
            "%-24s %6.0f tokens/s; packed is %.2f times as fast%n",
            name, tokens / Median.of(each), Median.of(each) / packed));
  }

  private Void packed(PackedEncoder encoder, List<Segment> texts) {
    List<CompletableFuture<EncoderRequest.Output>> outputs = new ArrayList<>();
    for (Segment text : texts) {
      // A request is answered once.
      EncoderRequest request = BareEncoder.segment(text.request().ids).request();
      encoder.submit(request);
      outputs.add(request.output());
    }
    outputs.forEach(CompletableFuture::join);
    return null;
  }

  private Void padded(EncoderSession session, List<Segment> texts, int batch) throws Exception {
    try (var pool = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> runs = new ArrayList<>();
      for (int from = 0; from < texts.size(); from += batch) {
        Rows rows = padded(texts.subList(from, Math.min(texts.size(), from + batch)));
        runs.add(pool.submit(() -> session.run(rows, false)));
      }
      for (Future<?> run : runs) {
        run.get();
      }
    }
    return null;
  }

  private static Rows padded(List<Segment> texts) {
    int longest = texts.stream().mapToInt(Segment::tokens).max().orElseThrow();
    List<Rows.Place> places =
        IntStream.range(0, texts.size())
            .mapToObj(row -> new Rows.Place(texts.get(row), row, 1, 0))
            .toList();
    return new Rows(texts.size(), longest, places);
  }
}
