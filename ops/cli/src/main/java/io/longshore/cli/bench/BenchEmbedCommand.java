package io.longshore.cli.bench;

import io.longshore.cli.Exit;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures embedding. */
@Command(
    name = "embed",
    description =
        "The service's way to vectors beside ONNX Runtime alone and LangChain4j's in-process model, in turns, on the same texts and weights (e5-small-v2-q). Needs no running Longshore.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class BenchEmbedCommand implements Callable<Integer> {
  private static final int TEXTS_MAX = 100_000;
  private static final int ROUNDS_MAX = 99;

  @Option(
      names = "--texts",
      defaultValue = "200",
      description = "Passages (default: ${DEFAULT-VALUE}).")
  private int texts;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "Turns of each (default: ${DEFAULT-VALUE}); the median counts.")
  private int rounds;

  @Mixin private Output output;

  @Override
  public Integer call() {
    output.within("--texts", texts, 1, TEXTS_MAX);
    output.within("--rounds", rounds, 1, ROUNDS_MAX);
    var figures =
        new Program("ops/model-server", "EmbedBenchmark")
            .run(Map.of("texts", Integer.toString(texts), "rounds", Integer.toString(rounds)));
    output.write(new Report("embed", figures));
    return Exit.GOOD;
  }
}
