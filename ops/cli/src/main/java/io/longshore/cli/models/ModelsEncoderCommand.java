package io.longshore.cli.models;

import io.longshore.cli.Exit;
import io.longshore.models.BroughtEncoder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a model repository of an encoder that somebody brings. */
@Command(
    name = "encoder",
    description = "Makes a model repository of an encoder's files that you bring.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ModelsEncoderCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "SLOT",
      description = "Whose settings it has; an unknown one is answered with the known ones.")
  private String slot;

  @Option(
      names = "--onnx",
      required = true,
      paramLabel = "FILE",
      description = "The graph, exported to operator set 11, in one file.")
  private Path onnx;

  @Option(
      names = "--tokenizer",
      required = true,
      paramLabel = "FILE",
      description = "Its tokenizer.json.")
  private Path tokenizer;

  @Option(
      names = "--into",
      required = true,
      paramLabel = "FOLDER",
      description = "The model repository; its folder embedder is replaced.")
  private Path into;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    var made = BroughtEncoder.install(into, slot, onnx, tokenizer);
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s is in %s, generation %s%n", made.model(), into, made.generation());
    if (!made.notice().isEmpty()) {
      out.println(made.notice());
    }
    out.printf("LONGSHORE_MODELS_REPOSITORY=%s ./longshore up serves it.%n", into);
    return Exit.GOOD;
  }
}
