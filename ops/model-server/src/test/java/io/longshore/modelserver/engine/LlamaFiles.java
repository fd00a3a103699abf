package io.longshore.modelserver.engine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.longshore.models.language.LanguageModels;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The native library and the models that the tests of the engine run on, off the shelf. */
public final class LlamaFiles {
  private static final String SMALL = "smollm2-135m-instruct";

  private static final List<String> ANSWERING =
      List.of("qwen2.5-coder-0.5b-instruct", "qwen2.5-coder-1.5b-instruct");

  private LlamaFiles() {}

  /** Fetched once; their checksums are looked at once a process. */
  private static final class Fetched {
    static final Path LIBRARY = io.longshore.models.language.LlamaLibrary.fetch();
    static final Path MODEL = LanguageModels.fetch(SMALL, (step, done) -> {});
  }

  /** The folder of llama.cpp's libraries. */
  public static Path library() {
    return Fetched.LIBRARY;
  }

  /** SmolLM2-135M-Instruct, 98 MB. */
  public static Path model() {
    return Fetched.MODEL;
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
