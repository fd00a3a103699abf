package io.longshore.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.cli.Exit;
import io.longshore.cli.Run;
import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import io.longshore.models.language.LanguageModel;
import io.longshore.models.language.LanguageModels;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class TrainTest {
  private static final Path PROGRAM = Folders.sources().resolve("ops/training");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "--minutes, 0",
    "--minutes, 2000",
    "--questions, 0",
    "--threads, 0",
    "--threads, many",
    "--split, report"
  })
  void anArgumentThatCannotBeIsUsage(String option, String value) {
    Run run = train(folder, option, value);
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains(option);
  }

  @Test
  void dataMustBeNamedAndBeThere() {
    assertThat(Run.of("train", "answers").err()).contains("--data");
    Run run = train(folder.resolve("nowhere"));
    assertThat(run.exit()).isEqualTo(Exit.SOME_FAILED);
    assertThat(run.err()).contains("There is no folder", "nowhere");
  }

  @Test
  void onlyAQwenModelIsTrained() {
    Run run = train(folder, "--model", "gemma-3-270m");
    assertThat(run.exit()).isEqualTo(Exit.SOME_FAILED);
    assertThat(run.err()).contains("gemma-3-270m can't be trained");
  }

  @Test
  void aModelThatIsNotHereIsNamedWithTheCommandThatFetchesIt() {
    LanguageModel missing =
        LanguageModels.all().stream()
            .filter(model -> model.architecture().equals("qwen2"))
            .filter(model -> LanguageModels.here(model).isEmpty())
            .findFirst()
            .orElseGet(() -> Assumptions.abort("Every Qwen model was fetched here."));
    Run run = train(folder, "--model", missing.name());
    assertThat(run.exit()).isEqualTo(Exit.SOME_FAILED);
    assertThat(run.err()).contains("./longshore models fetch " + missing.name());
  }

  @Test
  void dataIsReadBeforeAnythingIsInstalledAndWhatIsWrongWithItIsSaid() {
    python();
    assertThat(takes(folder)).contains("has no answers.jsonl").endsWith("false");
  }

  @Test
  void documentsAreKeptForValidationAndTheHalfForReportsIsLeftOut() throws IOException {
    python();
    data(200);
    assertThat(takes(folder))
        .containsPattern("^\\d{2} questions on \\d{2} documents")
        .endsWith("true");
    assertThat(takes(folder, "--split", "all"))
        .containsPattern("^1\\d{2} questions on 1\\d{2} documents");
  }

  @ParameterizedTest
  @CsvSource({", true", "--books, true", "--no-books, false"})
  void theProgramGetsTheBooksUnlessTheyAreLeftOut(@Nullable String option, boolean books)
      throws IOException {
    Path book = folder.resolve("book.tgz");
    String ofData = "--split tune --data " + folder;
    String ofBook = "--split tune --book " + book;
    var said = new StringWriter();
    var command = parsed(() -> List.of(book), option);
    assertThat(command.lessons(echoing(said)))
        .containsExactly((ofData + (books ? " --book " + book : "")).split(" "));
    assertThat(said.toString().lines())
        .containsExactlyElementsOf(books ? List.of(ofData, ofBook) : List.of(ofData));
  }

  @Test
  void withoutPackagesOfBooksTheProgramGetsTheDataAloneAndALineSaysSo() throws IOException {
    var said = new StringWriter();
    var command =
        parsed(
            () -> {
              throw new LocalFailure("There is no npm.");
            },
            null);
    assertThat(command.lessons(echoing(said)))
        .containsExactly("--split", "tune", "--data", folder.toString());
    assertThat(said.toString().lines())
        .endsWith("Trains without public-domain books: There is no npm.");
  }

  @Test
  void booksAreNotFetchedForDataThatTheProgramDoesNotTake() {
    python();
    var said = new StringWriter();
    var command =
        parsed(
            () -> {
              throw new AssertionError("fetched");
            },
            null);
    assertThat(command.lessons(new TrainingProgram(PROGRAM, new PrintWriter(said)))).isEmpty();
    assertThat(said.toString()).contains("has no answers.jsonl");
  }

  @Test
  void booksThatTheProgramDoesNotTakeEndIt() throws IOException {
    python();
    data(200);
    var said = new StringWriter();
    var command = parsed(() -> List.of(folder.resolve("book.tgz")), null);
    assertThat(command.lessons(new TrainingProgram(PROGRAM, new PrintWriter(said)))).isEmpty();
    assertThat(said.toString()).containsPattern("\\d questions on .*\n.*book.tgz can't be read");
  }

  @Test
  void itsOwnTestsOfDataAreGood() throws IOException, InterruptedException {
    Process tests =
        new ProcessBuilder(python().command(), "-B", "-m", "unittest", "tests.test_data")
            .directory(PROGRAM.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(tests.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tests.waitFor()).as(said).isZero();
    assertThat(said).contains("OK");
  }

  /** Passages with a question each. */
  private void data(int count) throws IOException {
    var corpus = new StringBuilder();
    var answers = new StringBuilder();
    var queries = new StringBuilder();
    for (int i = 0; i < count; i++) {
      corpus.append("{\"id\":\"p%d\",\"text\":\"It stands in Town%d.\"}%n".formatted(i, i));
      queries.append("{\"id\":\"q%d\",\"text\":\"Where does it stand?\"}%n".formatted(i));
      answers.append(
          "{\"query-id\":\"q%d\",\"corpus-id\":\"p%d\",\"answers\":[\"Town%d\"]}%n"
              .formatted(i, i, i));
    }
    Files.writeString(folder.resolve("corpus.jsonl"), corpus);
    Files.writeString(folder.resolve("queries.jsonl"), queries);
    Files.writeString(folder.resolve("answers.jsonl"), answers);
  }

  private TrainAnswersCommand parsed(Supplier<List<Path>> books, @Nullable String option) {
    var command = new TrainAnswersCommand(books);
    var arguments = new ArrayList<>(List.of("--data", folder.toString()));
    Optional.ofNullable(option).ifPresent(arguments::add);
    new CommandLine(command).parseArgs(arguments.toArray(String[]::new));
    return command;
  }

  /** A program that takes everything and says the arguments that it got. */
  private TrainingProgram echoing(Writer said) throws IOException {
    python();
    Path echo = Files.createDirectory(folder.resolve("longshore_training"));
    Files.writeString(echo.resolve("check.py"), "import sys\nprint(*sys.argv[1:])\n");
    return new TrainingProgram(folder, new PrintWriter(said));
  }

  private static Run train(Path data, String... more) {
    var arguments = new ArrayList<>(List.of("train", "answers", "--data", data.toString()));
    arguments.addAll(List.of(more));
    return Run.of(arguments.toArray(String[]::new));
  }

  private static String takes(Path data, String... more) {
    var arguments = new ArrayList<>(List.of("--data", data.toString()));
    arguments.addAll(List.of(more));
    var out = new StringWriter();
    boolean takes = new TrainingProgram(PROGRAM, new PrintWriter(out)).takesData(arguments);
    return out.toString() + takes;
  }

  private static Python python() {
    try {
      return Python.onPath();
    } catch (LocalFailure e) {
      return Assumptions.abort("No Python: " + e.getMessage());
    }
  }
}
