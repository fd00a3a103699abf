package io.longshore.cli.stack;

import io.longshore.local.Folders;
import io.longshore.models.ModelShelf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The models that a machine without an operator's own runs. */
public final class Models {
  private Models() {}

  /** The model repository: {@code $LONGSHORE_MODELS_REPOSITORY}, else made by us in the cache. */
  public static Path repository() {
    return operators().orElseGet(() -> Folders.cache().resolve("models"));
  }

  private static Optional<Path> operators() {
    return Optional.ofNullable(System.getenv("LONGSHORE_MODELS_REPOSITORY"))
        .filter(named -> !named.isBlank())
        .map(Path::of);
  }

  /** Makes the models that aren't there; an operator's own are left alone. */
  public static void prepare(Home home, Consumer<String> say) {
    if (operators().isPresent()) {
      return;
    }
    var told = new AtomicReference<>("");
    ModelShelf.Prepared prepared =
        ModelShelf.prepare(
            repository(),
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

  /** What a user should know of the models in use; null when there is nothing to say. */
  static @Nullable String note(Home home) {
    Path note = home.folder().resolve("model");
    try {
      return Files.exists(note) ? Files.readString(note).strip() : null;
    } catch (IOException e) {
      throw Folders.failure("read " + note, e);
    }
  }
}
