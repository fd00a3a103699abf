package io.longshore.cli.client;

import io.longshore.cli.Exit;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Hands documents in. */
@Command(
    name = "ingest",
    description = "Hands in files and folders and waits until they can be searched.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class IngestCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PATH", arity = "1..*")
  private List<Path> paths;

  @Option(
      names = "--collection",
      paramLabel = "C",
      description = "Where they belong (default: the collection named default).")
  private @Nullable String collection;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Mixin private KeyOption key;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<Ingest.Source> files =
        paths.stream().flatMap(path -> Ingest.files(path).stream()).toList();
    return run(spec, key.api(), files, collection, json);
  }

  /** Hands the files in and prints what became of them; the exit code. */
  public static int run(
      CommandSpec spec,
      Api api,
      List<Ingest.Source> files,
      @Nullable String collection,
      boolean json) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    List<Ingest.Outcome> outcomes = new Ingest(api, collection, err::println).run(files);
    if (json) {
      var documents = Api.JSON.createObjectNode().set("documents", Api.JSON.valueToTree(outcomes));
      out.println(documents.toPrettyString());
    } else {
      outcomes.forEach(outcome -> out.println(text(outcome)));
    }
    return outcomes.stream().anyMatch(Ingest.Outcome::failed) ? Exit.SOME_FAILED : Exit.GOOD;
  }

  private static String text(Ingest.Outcome outcome) {
    return outcome.error() == null
        ? "%s: ready after %.1f s (%s)".formatted(outcome.name(), outcome.seconds(), outcome.id())
        : "%s: failed: %s".formatted(outcome.name(), outcome.error().message());
  }
}
