package io.longshore.modelserver.engine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.longshore.local.LocalFailure;
import io.longshore.models.language.LanguageModels;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.condition.EnabledIf;

/** The native library and the models that the tests of the engine run on, off the shelf. */
public final class LlamaFiles {
  private static final String SMALL = "smollm2-135m-instruct";

  private static final List<String> ANSWERING =
      List.of("qwen2.5-coder-0.5b-instruct", "qwen2.5-coder-1.5b-instruct");

  private LlamaFiles() {}

  /** On tests that open an engine outside of a test's own body: left out where none can be had. */
  @Target(ElementType.TYPE)
  @Retention(RetentionPolicy.RUNTIME)
  @EnabledIf(
      value = "io.longshore.modelserver.engine.LlamaFiles#areHere",
      disabledReason = "llama.cpp's library or SmolLM2 can't be had here: FetchTest says why")
  public @interface Needed {}

  static boolean areHere() {
    return Library.IT.path() != null && Model.IT.path() != null;
  }

  private static final class Library {
    static final Fetched IT = Fetched.of(io.longshore.models.language.LlamaLibrary::fetch);
  }

  private static final class Model {
    static final Fetched IT = Fetched.of(() -> LanguageModels.fetch(SMALL, (step, done) -> {}));
  }

  /** Tried once a process; tests that need what can't be had are left out with the reason. */
  private record Fetched(@Nullable Path path, String reason) {
    static Fetched of(Supplier<Path> fetch) {
      try {
        return new Fetched(fetch.get(), "");
      } catch (LocalFailure e) {
        return new Fetched(null, "It can't be had here: " + e.getMessage());
      }
    }

    Path had() {
      return path == null ? Assumptions.abort(reason) : path;
    }
  }

  /** The folder of llama.cpp's libraries. */
  public static Path library() {
    return Library.IT.had();
  }

  /** SmolLM2-135M-Instruct, 98 MB. */
  public static Path model() {
    return Model.IT.had();
  }

  /** That one, and with {@code -Dfull} those that answer, as far as they were fetched. */
  public static List<Path> models() {
    Stream<String> more = System.getProperty("full") == null ? Stream.empty() : ANSWERING.stream();
    return Stream.concat(
            Stream.of(model()),
            more.flatMap(name -> LanguageModels.here(LanguageModels.named(name)).stream()))
        .toList();
  }

  /** Another model of the shelf; the test is left out where it was not fetched. */
  static Path model(String name) {
    var file = LanguageModels.here(LanguageModels.named(name));
    assumeTrue(file.isPresent(), "not on this machine: ./longshore models fetch " + name);
    return file.orElseThrow();
  }
}
