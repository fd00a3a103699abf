package io.longshore.cli.demo;

import io.longshore.cli.client.IngestCommand;
import io.longshore.cli.client.KeyOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Hands in the samples. */
@Command(
    name = "samples",
    description = "Hands in the documents that come with the sources.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class SamplesCommand implements Callable<Integer> {
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
    return IngestCommand.run(spec, key.api(), Samples.files(), collection, json);
  }
}
