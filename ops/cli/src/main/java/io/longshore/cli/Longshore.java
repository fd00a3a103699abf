package io.longshore.cli;

import io.longshore.cli.access.KeysCommand;
import io.longshore.cli.access.TenantsCommand;
import io.longshore.cli.bench.BenchCommand;
import io.longshore.cli.client.AskCommand;
import io.longshore.cli.client.DeleteCommand;
import io.longshore.cli.client.DocumentsCommand;
import io.longshore.cli.client.IngestCommand;
import io.longshore.cli.client.Refused;
import io.longshore.cli.client.SearchCommand;
import io.longshore.cli.client.VerifyErasedCommand;
import io.longshore.cli.demo.DemoCommand;
import io.longshore.cli.demo.SamplesCommand;
import io.longshore.cli.dlq.DlqCommand;
import io.longshore.cli.evaluate.EvaluateCommand;
import io.longshore.cli.images.ImagesCommand;
import io.longshore.cli.models.ModelsCommand;
import io.longshore.cli.stack.DownCommand;
import io.longshore.cli.stack.LogsCommand;
import io.longshore.cli.stack.StartCommand;
import io.longshore.cli.stack.StatusCommand;
import io.longshore.cli.stack.StopCommand;
import io.longshore.cli.stack.UpCommand;
import io.longshore.cli.train.TrainCommand;
import io.longshore.cli.verify.VerifyCommand;
import io.longshore.local.LocalFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;

/** The command's entry. */
@Command(
    name = "longshore",
    description =
        "Answers questions about long documents, with a verified source for each sentence.",
    mixinStandardHelpOptions = true,
    version = "Longshore 0.1.0",
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      StartCommand.class,
      StopCommand.class,
      IngestCommand.class,
      AskCommand.class,
      SearchCommand.class,
      DocumentsCommand.class,
      DeleteCommand.class,
      LogsCommand.class,
      VerifyErasedCommand.class,
      KeysCommand.class,
      TenantsCommand.class,
      DlqCommand.class,
      ModelsCommand.class,
      DemoCommand.class,
      SamplesCommand.class,
      EvaluateCommand.class,
      BenchCommand.class,
      TrainCommand.class,
      ImagesCommand.class,
      VerifyCommand.class
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class Longshore implements Runnable {
  @Spec private CommandSpec spec;

  private Longshore() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }

  static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Longshore())
        .setExecutionStrategy(Longshore::flushed)
        .setExecutionExceptionHandler((e, command, parsed) -> failed(e, command));
  }

  /** What was printed last need not have ended a line. */
  private static int flushed(ParseResult parsed) {
    try {
      return new RunLast().execute(parsed);
    } finally {
      parsed.asCommandLineList().forEach(command -> command.getOut().flush());
    }
  }

  private static int failed(Exception e, CommandLine command) throws Exception {
    int code =
        switch (e) {
          case NotRunning n -> Exit.NOT_RUNNING;
          case LocalFailure l -> Exit.SOME_FAILED;
          case Refused r -> Exit.SOME_FAILED;
          default -> throw e; // a fault of ours: with its trace
        };
    command.getErr().println(e.getMessage());
    command.getErr().flush();
    return code;
  }
}
