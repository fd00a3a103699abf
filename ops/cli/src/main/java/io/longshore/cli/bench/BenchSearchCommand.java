package io.longshore.cli.bench;

import io.longshore.cli.Exit;
import io.longshore.local.LocalFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the search for vectors. */
@Command(
    name = "search",
    description =
        "The embedder's own index in a PostgreSQL of its own, vectors of four tenants: rows a second, sealing, the time of a search and exactly, and how many of the ten nearest are found. Needs no running Longshore.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class BenchSearchCommand implements Callable<Integer> {
  private static final int LEAST = 1_000;
  private static final int MOST = 2_000_000;

  @Option(
      names = "--passages",
      paramLabel = "N",
      defaultValue = "100000",
      description =
          "Vectors in the index (default: ${DEFAULT-VALUE}); each is mixed of two, by a seed.")
  private int passages;

  @Option(
      names = "--vectors",
      paramLabel = "FILE",
      description =
          "Vectors to mix, of 384 dimensions, as evaluate keeps them (default: drawn around 200 subjects).")
  private @Nullable Path vectors;

  @Mixin private Output output;

  @Override
  public Integer call() {
    output.within("--passages", passages, LEAST, MOST);
    var properties = new HashMap<String, String>();
    properties.put("full", "true");
    properties.put("passages", Integer.toString(passages));
    if (vectors != null) {
      if (!Files.isReadable(vectors)) {
        throw new LocalFailure("There are no vectors to read at %s.".formatted(vectors));
      }
      properties.put("vectors", vectors.toAbsolutePath().toString());
    }
    var figures = new Program("embedder-svc", "SearchBenchmark").run(properties);
    output.write(new Report("search", figures));
    return Exit.GOOD;
  }
}
