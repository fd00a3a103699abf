package io.longshore.cli.demo;

import io.longshore.cli.Exit;
import io.longshore.cli.client.AnswerText;
import io.longshore.cli.client.Api;
import io.longshore.cli.client.Ingest;
import io.longshore.cli.client.KeyOption;
import io.longshore.cli.models.Fetching;
import io.longshore.cli.stack.Home;
import io.longshore.cli.stack.Models;
import io.longshore.cli.stack.Stack;
import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import io.longshore.models.language.Choice;
import io.longshore.models.language.LanguageModel;
import io.longshore.models.language.LanguageModels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The first look. */
@Command(
    name = "demo",
    description = "Starts everything, takes in long documents and asks three questions.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class DemoCommand implements Callable<Integer> {
  /** Asked of what the collection then holds; the resource names the document that answers each. */
  private static final String QUESTIONS = "demo-questions.json";

  private static final String COLLECTION = "demo";

  @Option(
      names = "--port",
      paramLabel = "P",
      description =
          "Port of the HTTP API and the page, 8080 when left out; the parts take the nine after it.")
  private int port;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description =
          "Language model, fetched when it isn't here; 'auto' for the one that suits the machine, 'none' for quotes only. Left out: as ./longshore models use says, else 'auto'.")
  private @Nullable String model;

  @Mixin private KeyOption key;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    long began = startedAt();
    long cacheBefore = size(Folders.cache());
    Home home = Home.ofEnvironment();
    var stack = new Stack(home, this::say);
    int base = port == 0 ? home.port() : port;
    String languageModel = languageModel(home, stack);
    stack.up(base, languageModel);
    List<Ingest.Source> documents = documents();
    say("");
    say("Taking in %d documents, %.1f MB:".formatted(documents.size(), bytes(documents) / 1e6));
    List<Ingest.Outcome> outcomes = new Ingest(key.api(), COLLECTION, this::say).run(documents);
    outcomes.forEach(outcome ->
        say(
            outcome.error() == null
                ? "  %s: ready after %.0f s".formatted(outcome.name(), outcome.seconds())
                : "  %s: failed: %s".formatted(outcome.name(), outcome.error().message())));
    boolean answered = questions().stream().map(this::ask).reduce(true, Boolean::logicalAnd);
    say("");
    if (Stack.hasPage()) {
      say("The chat page: %s/".formatted(stack.url(base)));
    } else {
      say(
          "The chat page is missing, because Node was not there to build it; the API answers at %s."
              .formatted(stack.url(base)));
    }
    say(
        "Longshore goes on running: ./longshore ask \"…\" --collection %s asks more, ./longshore down stops it."
            .formatted(COLLECTION));
    say(
        "The demo took %s, build included; fetched or made in the cache: %.0f MB, by Maven: %.0f MB."
            .formatted(
                minutes(System.currentTimeMillis() - began),
                (size(Folders.cache()) - cacheBefore) / 1e6,
                mavenMegabytes()));
    return answered && outcomes.stream().noneMatch(Ingest.Outcome::failed)
        ? Exit.GOOD
        : Exit.SOME_FAILED;
  }

  /** What {@code up} shall take; when it can't be had, the demo goes on with quotes. */
  private String languageModel(Home home, Stack stack) {
    if (model == null && !Models.areOurs()) {
      return Models.wish(home);
    }
    String wish = model == null ? Models.wish(home) : model;
    if (wish.equals(Choice.NONE)) {
      return wish;
    }
    Models.requireOurs();
    Optional<LanguageModel> wanted =
        wish.equals(Choice.AUTO) ? Choice.suitsHere() : Optional.of(LanguageModels.named(wish));
    if (wanted.isEmpty() || stack.runs()) {
      return wish;
    }
    try {
      new Fetching(spec.commandLine().getOut()).fetch(wanted.get());
      return wanted.get().name();
    } catch (LocalFailure e) {
      say("The language model can't be had, so answers are quotes: " + e.getMessage());
      return Choice.NONE;
    }
  }

  private List<Ingest.Source> documents() {
    var documents = new ArrayList<>(Samples.files());
    for (Supplier<Path> book : List.<Supplier<Path>>of(Books::novel, Books::addresses)) {
      try {
        documents.add(new Ingest.Source(book.get()));
      } catch (LocalFailure e) {
        say("A long book is left out, because npm could not fetch it: " + e.getMessage());
      }
    }
    return documents;
  }

  private boolean ask(String question) {
    say("");
    say("? " + question);
    long began = System.nanoTime();
    var body = Api.JSON.createObjectNode().put("question", question).put("collection", COLLECTION);
    JsonNode answer = key.api().ask(body);
    say(AnswerText.of(answer).stripTrailing());
    say("  answered after %.2f s".formatted((System.nanoTime() - began) / 1e9));
    return answer.path("status").asString("").equals("finished")
        && !answer.path("abstained").asBoolean(false)
        && !answer.path("citations").isEmpty();
  }

  private static List<String> questions() {
    try (InputStream in = DemoCommand.class.getResourceAsStream(QUESTIONS)) {
      return JsonMapper.builder()
          .build()
          .readTree(in)
          .valueStream()
          .map(question -> question.path("question").asString())
          .toList();
    } catch (IOException e) {
      throw Folders.failure("read " + QUESTIONS, e);
    }
  }

  /** The script says when it began to build. */
  private static long startedAt() {
    String began = System.getenv("LONGSHORE_BEGAN");
    return began == null ? System.currentTimeMillis() : Long.parseLong(began) * 1000;
  }

  /** What the build added to Maven's repository, as the script measured it. */
  private static double mavenMegabytes() {
    return Double.parseDouble(
        Map.copyOf(System.getenv()).getOrDefault("LONGSHORE_FETCHED_MB", "0"));
  }

  private static long bytes(List<Ingest.Source> documents) {
    return documents.stream().map(Ingest.Source::file).mapToLong(DemoCommand::length).sum();
  }

  private static long size(Path folder) {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(DemoCommand::length).sum();
    } catch (IOException e) {
      throw Folders.failure("measure " + folder, e);
    }
  }

  private static long length(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0; // a temporary file that is gone again
    }
  }

  private static String minutes(long millis) {
    var time = Duration.ofMillis(millis);
    return "%d:%02d min".formatted(time.toMinutes(), time.toSecondsPart());
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
  }
}
