package io.longshore.cli.bench;

import io.longshore.cli.Exit;
import io.longshore.cli.client.Api;
import io.longshore.cli.client.Ingest;
import io.longshore.cli.client.KeyOption;
import io.longshore.cli.client.OwnCollection;
import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures an import. */
@Command(
    name = "import",
    description =
        "Hands documents in to the running Longshore, in a collection that goes again, until all can be searched.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class BenchImportCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "PATH",
      description = "A file or folder (default: the documents of these sources).")
  private @Nullable Path path;

  @Mixin private Output output;
  @Mixin private KeyOption key;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Path from = path == null ? Folders.sources().resolve("docs") : path;
    List<Ingest.Source> files = Ingest.files(from);
    if (files.isEmpty()) {
      throw new LocalFailure("There is no file to hand in at %s.".formatted(from));
    }
    Api api = key.api();
    try (var collection = OwnCollection.open(api, "bench")) {
      long began = System.nanoTime();
      var outcomes =
          new Ingest(
                  api,
                  collection.name(),
                  line -> {
                    collection.requireGoing();
                    spec.commandLine().getErr().println(line);
                  })
              .run(files);
      double seconds = (System.nanoTime() - began) / 1e9;
      for (var outcome : outcomes) {
        if (outcome.failed()) {
          throw new LocalFailure(
              "%s could not be taken in: %s".formatted(outcome.name(), outcome.error()));
        }
      }
      long words = 0;
      for (var outcome : outcomes) {
        words += api.document(String.valueOf(outcome.id())).path("words").asLong(0);
      }
      long tokens = outcomes.stream().mapToLong(Ingest.Outcome::tokens).sum();
      output.write(new Report("import", figures(files.size(), words, tokens, seconds)));
      return Exit.GOOD;
    }
  }

  private static List<Figure> figures(int documents, long words, long tokens, double seconds) {
    return List.of(
        new Figure("stack", "documents", documents, null),
        new Figure("stack", "words", words, null),
        new Figure("stack", "seconds", seconds, null),
        new Figure("stack", "words_per_s", words / seconds, null),
        new Figure("stack", "tokens_per_s", tokens / seconds, null));
  }
}
