package io.longshore.modelserver.engine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.longshore.models.language.LanguageModels;
import java.nio.file.Path;

/** The native library and the models that the tests of the engine run on, off the shelf. */
public final class LlamaFiles {
  private static final String SMALL = "smollm2-135m-instruct";

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

  /** Another model of the shelf; the test is left out where it was not fetched. */
  static Path model(String name) {
    var file = LanguageModels.here(LanguageModels.named(name));
    assumeTrue(file.isPresent(), "not on this machine: ./longshore models fetch " + name);
    return file.orElseThrow();
  }
}
