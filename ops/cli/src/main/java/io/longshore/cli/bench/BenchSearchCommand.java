package io.longshore.cli.bench;

import io.longshore.cli.Exit;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the search for vectors. */
@Command(
    name = "search",
    description =
        "The embedder's own index in a PostgreSQL of its own: rows a second by COPY, the time of a search by HNSW and exactly, and how many of the ten nearest HNSW finds. Needs no running Longshore.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class BenchSearchCommand implements Callable<Integer> {
  private static final int LEAST = 1_000;
  private static final int MOST = 2_000_000;
  private static final String NEAREST = "10";

  @Option(
      names = "--passages",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Vectors in the index (default: ${DEFAULT-VALUE}), drawn around 200 centres.")
  private int passages;

  @Mixin private Output output;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (passages < LEAST || passages > MOST) {
      throw new ParameterException(
          spec.commandLine(), "--passages is %d to %d, got %d".formatted(LEAST, MOST, passages));
    }
    var figures =
        new Program("embedder-svc", "ShardBenchmark")
            .run(Map.of("vectors", Integer.toString(passages), "k", NEAREST));
    output.write(new Report("search", figures));
    return Exit.GOOD;
  }
}
