package io.longshore.modelserver;

import com.sun.management.OperatingSystemMXBean;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.e5smallv2q.E5SmallV2QuantizedEmbeddingModel;
import io.longshore.inference.call.Bound;
import io.longshore.inference.encoder.Encoder.Kind;
import io.longshore.inference.encoder.Encoder.Priority;
import io.longshore.inference.encoder.EncoderLimits;
import io.longshore.inference.encoder.TritonEncoder;
import io.longshore.inference.tokens.Tokenizer;
import io.longshore.models.ModelShelf;
import io.longshore.modelserver.packing.BareEncoder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How fast the service's way to vectors is (client, protocol, queue, packing) against ONNX Runtime
 * alone on packs of the same size and against LangChain4j's in-process model, e5-small-v2-q on all
 * sides, on the same real texts. The arms take turns; medians count. No part of the build: {@code
 * ./longshore bench embed} runs it.
 */
class EmbedBenchmark {
  private static final int THREADS = 2;
  private static final int PACK_TOKENS = 256;
  private static final String PREFIX = "passage: ";
  private static final double GOAL_BARE = 0.9;
  private static final double GOAL_LANGCHAIN4J = 1.5;

  private final int rounds = Integer.getInteger("rounds", 3);

  @TempDir private Path repository;

  private interface Arm {
    void embed() throws Exception;
  }

  @Test
  void print() throws Exception {
    ModelShelf.prepareWithoutWheel(repository, (step, done) -> {});
    List<String> texts = RealTexts.passages(Integer.getInteger("texts", 200));
    List<String> prefixed = texts.stream().map(text -> PREFIX + text).toList();
    List<TextSegment> segments = prefixed.stream().map(TextSegment::from).toList();
    EmbeddingModel langchain4j = new E5SmallV2QuantizedEmbeddingModel();
    try (var server = new TestServer(TestServer.settings(repository, 65_536));
        var encoder = new TritonEncoder(server.address(), repository, EncoderLimits.DEFAULT);
        var tokenizer = Tokenizer.open(repository.resolve("embedder/1/tokenizer.json"));
        var bare = new BareEncoder(repository, THREADS, PACK_TOKENS)) {
      var arms = new LinkedHashMap<String, Arm>();
      arms.put("onnxruntime", () -> bare.embed(prefixed, tokenizer));
      arms.put(
          "service",
          () ->
              encoder.embed(
                  texts, Kind.PASSAGE, Priority.INGESTION, Bound.within(Duration.ofMinutes(10))));
      arms.put("langchain4j", () -> langchain4j.embedAll(segments));
      int tokens = prefixed.stream().mapToInt(text -> tokenizer.encode(text).size()).sum();
      int words = texts.stream().mapToInt(text -> text.split("\\s+").length).sum();
      show(texts.size(), words, tokens, measure(arms));
    }
  }

  /** Medians of all rounds; a busy machine shows in the first, hardly in the second. */
  private record Cost(double seconds, double cpuSeconds) {}

  private Map<String, Cost> measure(Map<String, Arm> arms) throws Exception {
    var clock = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    var seconds = new LinkedHashMap<String, double[]>();
    var cpuSeconds = new LinkedHashMap<String, double[]>();
    for (int round = -1; round < rounds; round++) { // the first warms up
      for (var arm : arms.entrySet()) {
        long start = System.nanoTime();
        long cpuStart = clock.getProcessCpuTime();
        arm.getValue().embed();
        if (round >= 0) {
          String name = arm.getKey();
          seconds.computeIfAbsent(name, _ -> new double[rounds])[round] =
              (System.nanoTime() - start) / 1e9;
          cpuSeconds.computeIfAbsent(name, _ -> new double[rounds])[round] =
              (clock.getProcessCpuTime() - cpuStart) / 1e9;
        }
      }
    }
    var costs = new LinkedHashMap<String, Cost>();
    seconds.forEach((name, each) ->
        costs.put(name, new Cost(Median.of(each), Median.of(cpuSeconds.getOrDefault(name, each)))));
    return costs;
  }

  private static void show(int texts, int words, int tokens, Map<String, Cost> costs)
      throws IOException {
    List<String> lines = new ArrayList<>();
    double service = costs.getOrDefault("service", new Cost(0, 0)).seconds();
    costs.forEach((arm, cost) -> {
      double median = cost.seconds();
      lines.add(line(arm, "texts", texts, null));
      lines.add(line(arm, "tokens", tokens, null));
      lines.add(line(arm, "tokens_per_s", tokens / median, null));
      lines.add(line(arm, "words_per_s", words / median, null));
      lines.add(line(arm, "cpu_us_per_token", 1e6 * cost.cpuSeconds() / tokens, null));
      switch (arm) {
        case "onnxruntime" ->
            lines.add(line("service", "of_onnxruntime", median / service, GOAL_BARE));
        case "langchain4j" ->
            lines.add(line("service", "of_langchain4j", median / service, GOAL_LANGCHAIN4J));
        default -> {}
      }
    });
    lines.forEach(System.out::println);
    String out = System.getProperty("bench.out");
    if (out != null) {
      Files.write(Path.of(out), lines);
    }
  }

  private static String line(String arm, String metric, double value, @Nullable Double goal) {
    return String.format(
        Locale.ROOT,
        "{\"arm\":\"%s\",\"metric\":\"%s\",\"value\":%.3f%s}",
        arm,
        metric,
        value,
        goal == null ? "" : String.format(Locale.ROOT, ",\"goal\":%.2f", goal));
  }
}
