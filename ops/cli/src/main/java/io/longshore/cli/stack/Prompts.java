package io.longshore.cli.stack;

import io.longshore.local.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** What the generator asks a language model with; an adapter is made for it. */
public final class Prompts {
  private static final String ENDING = ".txt";

  private Prompts() {}

  /** Where they lie: each in the one version that is in use. */
  public static Path folder() {
    return Folders.sources().resolve("generator-svc/src/main/resources/prompts");
  }

  /** Their names with the version, such as {@code copy.v3}. */
  public static Set<String> inUse() {
    Path folder = folder();
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ENDING))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw Folders.failure("list " + folder, e);
    }
  }
}
