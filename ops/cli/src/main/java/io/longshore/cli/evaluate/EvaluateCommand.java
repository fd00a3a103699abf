package io.longshore.cli.evaluate;

import io.longshore.cli.Exit;
import io.longshore.cli.client.KeyOption;
import io.longshore.cli.evaluate.answers.AnswerSuite;
import io.longshore.cli.evaluate.frame.Bar;
import io.longshore.cli.evaluate.frame.Evaluation;
import io.longshore.cli.evaluate.frame.Journal;
import io.longshore.cli.evaluate.frame.Plan;
import io.longshore.cli.evaluate.frame.Result;
import io.longshore.cli.evaluate.frame.Source;
import io.longshore.cli.evaluate.frame.Split;
import io.longshore.cli.evaluate.frame.Suite;
import io.longshore.cli.evaluate.longembed.LongSuite;
import io.longshore.cli.evaluate.report.ResultJson;
import io.longshore.cli.evaluate.report.ResultPlot;
import io.longshore.cli.evaluate.report.ResultTable;
import io.longshore.cli.evaluate.retrieval.RetrievalSuite;
import io.longshore.local.Folders;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures the running stack on somebody's data. */
@Command(
    name = "evaluate",
    description =
        "Measures the running stack on data that you name: in a collection of its own, through the HTTP API, which is removed afterwards.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class EvaluateCommand implements Callable<Integer> {
  /** Every suite that there is. */
  private static final List<Suite<?>> SUITES =
      List.of(new AnswerSuite(), new RetrievalSuite(), new LongSuite());

  @Parameters(
      paramLabel = "SUITE",
      description = "What is measured: answers, retrieval or longembed.")
  private String suite;

  @Option(names = "--data", paramLabel = "DIR", description = "Folder of the data set.")
  private @Nullable Path data;

  @Option(
      names = "--queries",
      paramLabel = "FILE",
      description = "Questions, in the place of the folder's own.")
  private @Nullable Path queries;

  @Option(
      names = "--corpus",
      paramLabel = "FILE",
      description = "Documents, in the place of the folder's own.")
  private @Nullable Path corpus;

  @Option(
      names = "--split",
      paramLabel = "S",
      defaultValue = "all",
      description =
          "tune, report or all (default): halves by the hash of the document, to choose settings on the one and to report the other.")
  private String split;

  @Option(
      names = "--slices",
      paramLabel = "NAME",
      split = ",",
      description =
          "Only these parts of the data: what stands before the point of a metric's name, such as given.")
  private List<String> slices = List.of();

  @Option(
      names = "--methods",
      paramLabel = "NAME",
      split = ",",
      description = "Only these of the suite's methods.")
  private List<String> methods = List.of();

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "The model that is to be measured: a method whose answers are another's is skipped. For longembed the encoder, embedder (default) or embedder-long.")
  private @Nullable String model;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "0",
      description = "So many questions, drawn by the seed; 0 for all.")
  private int limit;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of what is drawn.")
  private long seed;

  @Option(
      names = "--lengths",
      paramLabel = "N",
      split = ",",
      description = "Tokens of the documents that longembed makes (default 512,1024,2048,4096).")
  private List<Integer> lengths = List.of();

  @Option(
      names = "--cases",
      paramLabel = "FILE",
      description = "Writes each case there as it is tried, with its answer, a line of JSON each.")
  private @Nullable Path cases;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the result there.")
  private @Nullable Path json;

  @Option(names = "--svg", paramLabel = "FILE", description = "Draws the result there.")
  private @Nullable Path svg;

  @Mixin private KeyOption key;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    var chosen = chosen();
    if (!chosen.makesData() && data == null && (queries == null || corpus == null)) {
      throw wrong("--data is missing, or --queries and --corpus");
    }
    if (limit < 0) {
      throw wrong("--limit is 0 or more, not " + limit);
    }
    var plan =
        new Plan(
            new Source(data, queries, corpus),
            side(),
            slices,
            methods,
            model,
            limit,
            seed,
            lengths);
    var bar = new Bar(spec.commandLine().getErr());
    Result result;
    try (var journal = Journal.to(cases)) {
      result = new Evaluation(key.api(), bar, journal).run(chosen, plan);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(ResultTable.of(result));
    out.flush();
    write(json, ResultJson.of(result));
    write(svg, ResultPlot.of(result));
    boolean someRan = result.arms().values().stream().anyMatch(arm -> arm instanceof Result.Ran);
    return someRan ? Exit.GOOD : Exit.SOME_FAILED;
  }

  private Suite<?> chosen() {
    return SUITES.stream()
        .filter(one -> one.name().equals(suite))
        .findFirst()
        .orElseThrow(() ->
            wrong(
                "there is no suite '%s': %s"
                    .formatted(
                        suite, String.join(", ", SUITES.stream().map(Suite::name).toList()))));
  }

  private Split side() {
    return Arrays.stream(Split.values())
        .filter(one -> one.text().equals(split.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> wrong("--split is tune, report or all, not '%s'".formatted(split)));
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  private static void write(@Nullable Path file, String text) {
    if (file == null) {
      return;
    }
    try {
      Folders.madeFor(file);
      Files.writeString(file, text);
    } catch (IOException e) {
      throw Folders.failure("write " + file, e);
    }
  }
}
