package io.longshore.models.language;

import io.longshore.local.Folders;
import io.longshore.local.fetch.Checksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What training on this machine made for a language model: a low-rank adapter, which lies in the
 * cache with a card that says where it comes from.
 */
public sealed interface Tuning {
  /** Names of the files in {@link #folder}. */
  String FILE = "answers.gguf";

  String CARD = "answers.json";

  /** Nothing was made. */
  record None() implements Tuning {}

  /**
   * An adapter that fits the model.
   *
   * @param name for receipts: says which one it was
   * @param line for people: when it was made, of what, and how it wants to be asked
   * @param prompts that it was made for, with their versions
   */
  record Ready(Path file, String name, String sha256, String line, List<String> prompts)
      implements Tuning {
    public Ready {
      prompts = List.copyOf(prompts);
    }
  }

  /**
   * An adapter that must not be used.
   *
   * @param reason half a sentence
   */
  record Refused(String reason) implements Tuning {}

  /**
   * The same where the prompts that it was made for are in use. Asked in another way an adapter may
   * gain nothing, so it must not be used.
   *
   * @param inUse with their versions
   */
  default Tuning askedBy(Collection<String> inUse) {
    if (!(this instanceof Ready ready)) {
      return this;
    }
    return ready.prompts().stream()
        .filter(prompt -> !inUse.contains(prompt))
        .findFirst()
        .<Tuning>map(prompt ->
            new Refused(
                "it was made for the prompt %s, and %s".formatted(prompt, instead(prompt, inUse))))
        .orElse(this);
  }

  /** Where a model's adapter is kept; may not be there. */
  static Path folder(LanguageModel model) {
    return Folders.cache().resolve("language-models").resolve("adapters").resolve(model.name());
  }

  /** What there is for a model on this machine. */
  static Tuning here(LanguageModel model) {
    return in(folder(model), model);
  }

  /** What there is in a folder. */
  static Tuning in(Path folder, LanguageModel model) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return new None();
    }
    try {
      JsonNode card = JsonMapper.builder().build().readTree(Files.readString(folder.resolve(CARD)));
      if (!card.path("base").path("sha256").asString("").equals(model.sha256())) {
        return new Refused("it was made for another file than the model's");
      }
      String sha256 = card.path("sha256").asString("");
      if (!sha256.equals(Checksum.sha256(file))) {
        return new Refused("its checksum isn't the one of its card");
      }
      return new Ready(
          file, "answers-" + sha256.substring(0, 8), sha256, line(card), prompts(card));
    } catch (IOException | JacksonException e) {
      return new Refused("its card %s can't be read".formatted(folder.resolve(CARD)));
    }
  }

  private static String instead(String prompt, Collection<String> inUse) {
    return inUse.stream()
        .filter(other -> stem(other).equals(stem(prompt)))
        .findFirst()
        .map(other -> other + " is in use")
        .orElse("there is none any more");
  }

  /** A prompt's name without its version. */
  private static String stem(String prompt) {
    return prompt.replaceFirst("\\.v\\d+$", "");
  }

  private static List<String> prompts(JsonNode card) {
    return card.path("prompts").valueStream().map(one -> one.asString("")).toList();
  }

  private static String line(JsonNode card) {
    return "made %s of %s for the prompts %s"
        .formatted(
            card.path("date").asString("at an unknown time").replaceFirst("T.*", ""),
            card.path("data")
                .valueStream()
                .map(one -> one.path("name").asString(""))
                .collect(Collectors.joining(", ")),
            String.join(", ", prompts(card)));
  }
}
