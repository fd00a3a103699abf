package io.longshore.cli.train;

import io.longshore.cli.Exit;
import io.longshore.cli.demo.Books;
import io.longshore.cli.evaluate.frame.Commit;
import io.longshore.cli.stack.Prompts;
import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import io.longshore.models.language.LanguageModel;
import io.longshore.models.language.LanguageModels;
import io.longshore.models.language.Tuning;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains a model to answer with the words of the texts, or not at all. */
@Command(
    name = "answers",
    description =
        "Makes an adapter for a Qwen model, which then answers with the texts' own words and says where they don't hold an answer. The next ./longshore up applies it.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class TrainAnswersCommand implements Callable<Integer> {
  private static final String ARCHITECTURE = "qwen2";
  private static final double DEFAULT_MINUTES = 60;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description =
          "Folder with answers.jsonl, corpus.jsonl and queries.jsonl, or with such folders a language; may be given several times.")
  private List<Path> data;

  @Option(
      names = "--books",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Beside the data, in one of eight lessons, questions on public-domain books, which are fetched once (default). --no-books leaves them out.")
  private boolean books;

  @Option(
      names = "--split",
      paramLabel = "S",
      defaultValue = "tune",
      description =
          "tune (default): only the half of the documents that ./longshore evaluate --split report doesn't use; all.")
  private String split;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "qwen2.5-coder-0.5b-instruct",
      description = "A fetched Qwen model (default: qwen2.5-coder-0.5b-instruct).")
  private String name;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "How long it trains; 60 when --questions is left out too.")
  private @Nullable Double minutes;

  @Option(
      names = "--questions",
      paramLabel = "N",
      description = "How many questions it trains on; the same seed then gives the same.")
  private @Nullable Integer questions;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of what is drawn.")
  private int seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Processors that it may use (default: all).")
  private @Nullable Integer threads;

  @Spec private CommandSpec spec;

  private final Supplier<List<Path>> packages;

  TrainAnswersCommand() {
    this(Books::packages);
  }

  /**
   * @param packages of the books
   */
  TrainAnswersCommand(Supplier<List<Path>> packages) {
    this.packages = packages;
  }

  @Override
  public Integer call() {
    checkNumbers();
    data.forEach(TrainAnswersCommand::checkFolder);
    LanguageModel model = model();
    PrintWriter out = spec.commandLine().getOut();
    var program = new TrainingProgram(Folders.sources().resolve("ops/training"), out);
    List<String> lessons = lessons(program);
    if (lessons.isEmpty()) {
      return Exit.SOME_FAILED;
    }
    program.prepare();
    out.printf(
        "Training an adapter for %s%s. Ctrl-C ends it and leaves what is there as it is.%n",
        model.name(),
        minutes == null ? "" : ", %.0f min and the time to measure".formatted(minutes));
    if (!program.runs(arguments(lessons, model))) {
      return Exit.SOME_FAILED;
    }
    out.printf(
        "The next ./longshore up applies it where it takes %s; ./longshore models use %s --without-adapter leaves it off.%n",
        model.name(), model.name());
    return Exit.GOOD;
  }

  private void checkNumbers() {
    if (minutes == null && questions == null) {
      minutes = DEFAULT_MINUTES;
    }
    if (!List.of("tune", "all").contains(split)) {
      throw wrong("--split is tune or all, not '%s'".formatted(split));
    }
    if (minutes != null && !(minutes > 0 && minutes <= 1_440)) {
      throw wrong("--minutes is more than 0 and at most 1440, not " + minutes);
    }
    if (questions != null && (questions < 1 || questions > 1_000_000)) {
      throw wrong("--questions is 1 to 1000000, not " + questions);
    }
    if (threads != null && (threads < 1 || threads > 256)) {
      throw wrong("--threads is 1 to 256, not " + threads);
    }
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  private static void checkFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new LocalFailure("There is no folder %s.".formatted(folder));
    }
  }

  private LanguageModel model() {
    LanguageModel model = LanguageModels.named(name);
    if (!model.architecture().equals(ARCHITECTURE)) {
      throw new LocalFailure(
          "%s can't be trained: only the Qwen models can.".formatted(model.name()));
    }
    if (LanguageModels.here(model).isEmpty()) {
      throw new LocalFailure(
          "%s isn't here: ./longshore models fetch %s fetches it (%d MB)."
              .formatted(name, name, model.megabytes()));
    }
    return model;
  }

  /**
   * What the program makes lessons of, as its arguments; none where it can't, which it has said
   * then. The books are fetched only for data that it takes.
   */
  List<String> lessons(TrainingProgram program) {
    List<String> ofData = arguments("--data", data);
    if (!program.takesData(ofData)) {
      return List.of();
    }
    List<Path> had = books ? booksHad(program.out()) : List.of();
    if (!had.isEmpty() && !program.takesData(arguments("--book", had))) {
      return List.of();
    }
    return Stream.concat(ofData.stream(), repeated("--book", had)).toList();
  }

  /** The books' packages, or none where they can't be had: the data alone is trained on too. */
  private List<Path> booksHad(PrintWriter out) {
    try {
      return packages.get();
    } catch (LocalFailure e) {
      out.println("Trains without public-domain books: " + e.getMessage());
      return List.of();
    }
  }

  private List<String> arguments(String option, List<Path> paths) {
    return Stream.concat(Stream.of("--split", split), repeated(option, paths)).toList();
  }

  private static Stream<String> repeated(String option, List<Path> paths) {
    return paths.stream()
        .flatMap(path -> Stream.of(option, path.toAbsolutePath().normalize().toString()));
  }

  private List<String> arguments(List<String> lessons, LanguageModel model) {
    Path file = LanguageModels.here(model).orElseThrow();
    int processors = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    var arguments = new ArrayList<>(lessons);
    arguments.addAll(List.of("--base-file", file.toString(), "--base", model.name()));
    arguments.addAll(List.of("--base-sha256", model.sha256(), "--base-licence", model.licence()));
    arguments.addAll(List.of("--prompts", Prompts.folder().toString()));
    arguments.addAll(List.of("--out", Tuning.folder(model).toString()));
    arguments.addAll(List.of("--seed", Integer.toString(seed)));
    arguments.addAll(List.of("--threads", Integer.toString(processors)));
    arguments.addAll(List.of("--commit", Commit.ofSources()));
    if (minutes != null) {
      arguments.addAll(List.of("--minutes", Double.toString(minutes)));
    }
    if (questions != null) {
      arguments.addAll(List.of("--questions", Integer.toString(questions)));
    }
    return arguments;
  }
}
