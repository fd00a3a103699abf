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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  void booksAreInTheLessonsUnlessTheyAreLeftOut(@Nullable String option, boolean books) {
    var command = new CommandLine(new TrainAnswersCommand());
    var arguments = new ArrayList<>(List.of("--data", folder.toString()));
    Optional.ofNullable(option).ifPresent(arguments::add);
    command.parseArgs(arguments.toArray(String[]::new));
    assertThat(command.getCommandSpec().findOption("--books").<Boolean>getValue()).isEqualTo(books);
  }

  @Test
  void withoutTheBooksItTrainsAndSaysSoInALine() {
    var out = new StringWriter();
    var had =
        TrainAnswersCommand.had(
            () -> {
              throw new LocalFailure("There is no npm.");
            },
            new PrintWriter(out));
    assertThat(had).isEmpty();
    assertThat(out.toString().lines())
        .containsExactly("Trains without public-domain books: There is no npm.");
  }

  @Test
  void aBookIsReadBeforeAnythingIsInstalledAndWhatIsWrongWithItIsSaid() throws IOException {
    python();
    data(200);
    Path book = folder.resolve("book.tgz");
    assertThat(takes(folder, "--book", book.toString()))
        .contains("can't be read")
        .endsWith("false");
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
