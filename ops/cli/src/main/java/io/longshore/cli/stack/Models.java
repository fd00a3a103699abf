package io.longshore.cli.stack;

import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import io.longshore.models.ModelShelf;
import io.longshore.models.Offer;
import io.longshore.models.language.Choice;
import io.longshore.models.language.LanguageModel;
import io.longshore.models.language.LanguageModels;
import io.longshore.models.language.LanguageRepository;
import io.longshore.models.language.LlamaLibrary;
import io.longshore.models.language.Tuning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The models that a machine without an operator's own runs. */
public final class Models {
  private static final String OPERATORS = "LONGSHORE_MODELS_REPOSITORY";
  private static final String ADDRESS = "LONGSHORE_MODELS_ADDRESS";
  private static final String WISH = "language-model";

  /** What every model repository has. */
  public static final String EMBEDDER = "embedder";

  private static final String ADAPTER = "adapter";
  private static final String WITHOUT = "none";

  private Models() {}

  /**
   * The model repository: {@code $LONGSHORE_MODELS_REPOSITORY}, else the home's, which links to
   * what the cache holds for every home.
   */
  static Path repository(Home home) {
    return operators().orElseGet(() -> home.data("models"));
  }

  /** For tests, which bring a language model of their own where they need one. */
  static Path testRepository() {
    return operators().orElseGet(Models::encoders);
  }

  /** Where encoders are made, for every home. */
  public static Path encoders() {
    return Folders.cache().resolve("models");
  }

  private static Optional<Path> operators() {
    return named(OPERATORS).map(Path::of);
  }

  /** Where an operator's own model server is, a Triton perhaps: then none of ours is started. */
  static Optional<String> address() {
    return named(ADDRESS);
  }

  private static Optional<String> named(String variable) {
    return Optional.ofNullable(System.getenv(variable)).filter(named -> !named.isBlank());
  }

  /** Whether the model repository is made by us. */
  public static boolean areOurs() {
    return operators().isEmpty();
  }

  /** Throws {@link LocalFailure} where the models are an operator's, who chooses among them. */
  public static void requireOurs() {
    operators()
        .ifPresent(folder -> {
          throw new LocalFailure(
              "The models are those of %s, which %s names: choose there, or unset it."
                  .formatted(folder, OPERATORS));
        });
  }

  /** What the next start shall take: a model's name, {@link Choice#NONE} or {@link Choice#AUTO}. */
  public static String wish(Home home) {
    String wish = read(home.data(WISH));
    return wish == null || wish.isEmpty() ? Choice.AUTO : wish;
  }

  public static void wish(Home home, String wish) {
    home.note(WISH, wish + "\n");
  }

  /** Whether the next start may apply an adapter, where there is one. */
  public static boolean mayAdapt(Home home) {
    return !WITHOUT.equals(read(home.data(ADAPTER)));
  }

  public static void mayAdapt(Home home, boolean may) {
    home.note(ADAPTER, (may ? "auto" : WITHOUT) + "\n");
  }

  /** The language model that the running model server was started with. */
  public static Optional<LanguageModel> inUse(Home home) {
    return home.running(Part.MODEL_SERVER, 1).isPresent() ? served(home) : Optional.empty();
  }

  /** The language model of the home's repository; none in an operator's. */
  static Optional<LanguageModel> served(Home home) {
    return operators().isPresent()
        ? Optional.empty()
        : new LanguageRepository(repository(home)).served();
  }

  /**
   * Makes the encoders that aren't there and puts the wished language model beside them; an
   * operator's own are left alone. No language model is fetched.
   */
  static void prepare(Home home, String wish, Consumer<String> say) {
    if (operators().isPresent()) {
      return;
    }
    prepareEncoders(home, say);
    Path repository = Folders.made(repository(home));
    link(repository.resolve(EMBEDDER), encoders().resolve(EMBEDDER));
    ModelShelf.offers().forEach(offer -> serve(offer, repository, say));
    if (address().isPresent()) {
      say.accept("models: those of %s, which %s names".formatted(address().get(), ADDRESS));
      return;
    }
    var language = new LanguageRepository(repository);
    Choice choice = Choice.here(wish);
    LanguageModel model = choice.model();
    if (model == null) {
      language.clear();
      say.accept("language model: " + choice.line());
    } else if (LlamaLibrary.here().isEmpty()) {
      language.clear();
      say.accept(
          "language model: none, because the library that runs it isn't here: ./longshore models fetch %s fetches it (11 MB)"
              .formatted(model.name()));
    } else {
      say.accept("language model: " + choice.line());
      language.serve(
          model, LanguageModels.here(model).orElseThrow(), adapter(home, model, say).orElse(null));
    }
  }

  /** Puts what somebody fetched beside the embedder; what isn't there, or isn't whole, not. */
  private static void serve(Offer offer, Path repository, Consumer<String> say) {
    Path link = repository.resolve(offer.role());
    if (ModelShelf.holds(encoders(), offer)) {
      link(link, encoders().resolve(offer.role()));
      say.accept("models: %s as %s".formatted(offer.name(), offer.role()));
      return;
    }
    try {
      Files.deleteIfExists(link);
    } catch (IOException e) {
      throw Folders.failure("remove " + link, e);
    }
  }

  private static Optional<Tuning.Ready> adapter(
      Home home, LanguageModel model, Consumer<String> say) {
    return switch (Tuning.here(model).askedBy(Prompts.inUse())) {
      case Tuning.None() -> Optional.empty();
      case Tuning.Refused(String reason) -> {
        say.accept(
            "adapter: left out, because %s; ./longshore train answers makes a new one"
                .formatted(reason));
        yield Optional.empty();
      }
      case Tuning.Ready ready when mayAdapt(home) -> {
        say.accept("adapter: %s, %s".formatted(ready.name(), ready.line()));
        yield Optional.of(ready);
      }
      case Tuning.Ready ready -> {
        say.accept("adapter: %s left out, as chosen".formatted(ready.name()));
        yield Optional.empty();
      }
    };
  }

  /** Fetches and makes the embedder unless it is there, or an operator's own repository is used. */
  public static void prepareEncoders(Home home, Consumer<String> say) {
    if (operators().isPresent()) {
      return;
    }
    var told = new AtomicReference<>("");
    ModelShelf.Prepared prepared =
        ModelShelf.prepare(
            encoders(),
            (step, done) -> {
              if (done < 1 && !step.equals(told.getAndSet(step))) {
                say.accept("models: %s (%.0f %% done)".formatted(step, done * 100));
              }
            });
    if (!prepared.notice().isEmpty()) {
      say.accept("models: " + prepared.notice());
    }
    home.note(
        "model", "%s %s%n%s".formatted(prepared.model(), prepared.generation(), prepared.notice()));
  }

  /** What a user should know of the encoder in use; null when there is nothing to say. */
  static @Nullable String note(Home home) {
    return read(home.data("model"));
  }

  private static void link(Path link, Path target) {
    try {
      if (!Files.isSymbolicLink(link) || !Files.readSymbolicLink(link).equals(target)) {
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, target);
      }
    } catch (IOException e) {
      throw Folders.failure("link " + link, e);
    }
  }

  private static @Nullable String read(Path note) {
    try {
      return Files.exists(note) ? Files.readString(note).strip() : null;
    } catch (IOException e) {
      throw Folders.failure("read " + note, e);
    }
  }
}
