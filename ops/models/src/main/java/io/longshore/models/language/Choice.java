package io.longshore.models.language;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which language model a start takes, and why in one line.
 *
 * @param model none for extractive answers
 * @param line for people
 */
public record Choice(@Nullable LanguageModel model, String line) {
  /** Wishes that are no model's name. */
  public static final String NONE = "none";

  public static final String AUTO = "auto";

  /** Of the models that are here, what was wished for or what suits this machine. */
  public static Choice here(String wish) {
    return of(
        wish,
        Machine.here(),
        LanguageModels.all(),
        model -> LanguageModels.here(model).isPresent());
  }

  /** The model that suits this machine best, fetched or not. */
  public static Optional<LanguageModel> suitsHere() {
    return suiting(Machine.here(), LanguageModels.all()).stream().findFirst();
  }

  /**
   * @param wish a model's name, {@link #NONE} or {@link #AUTO}
   * @param all the most capable first
   * @param here which were fetched
   */
  static Choice of(
      String wish, Machine machine, List<LanguageModel> all, Predicate<LanguageModel> here) {
    return switch (wish) {
      case NONE -> new Choice(null, "none, as chosen; answers are quotes");
      case AUTO -> automatic(machine, all, here);
      default ->
          all.stream()
              .filter(model -> model.name().equals(wish))
              .findFirst()
              .map(model -> wished(model, here))
              .orElseGet(() -> new Choice(null, "none, because there is no model " + wish));
    };
  }

  private static List<LanguageModel> suiting(Machine machine, List<LanguageModel> all) {
    return all.stream()
        .filter(model -> model.needs() != null && machine.has(model.needs()))
        .toList();
  }

  private static Choice wished(LanguageModel model, Predicate<LanguageModel> here) {
    return here.test(model)
        ? new Choice(model, "%s (%d MB), as chosen".formatted(model.name(), model.megabytes()))
        : new Choice(
            null, "none, because the chosen one isn't here: %s fetches it".formatted(fetch(model)));
  }

  private static Choice automatic(
      Machine machine, List<LanguageModel> all, Predicate<LanguageModel> here) {
    List<LanguageModel> suiting = suiting(machine, all);
    if (suiting.isEmpty()) {
      return new Choice(
          null,
          "none, because this machine has only %s; answers are quotes. %s./longshore models list names all"
              .formatted(machine, allTheSame(machine, all, here)));
    }
    return suiting.stream()
        .filter(here)
        .findFirst()
        .map(model ->
            new Choice(
                model,
                "%s (%d MB), because this machine has %s"
                    .formatted(model.name(), model.megabytes(), machine)))
        .orElseGet(() ->
            new Choice(
                null,
                "none; answers are quotes. %s fetches the one for a machine with %s"
                    .formatted(fetch(suiting.getFirst()), machine)));
  }

  /** How to have a model that a machine has memory for: one that is here, else the smallest. */
  private static String allTheSame(
      Machine machine, List<LanguageModel> all, Predicate<LanguageModel> here) {
    return all.stream()
        .filter(model -> model.notice().isEmpty())
        .filter(model -> model.memoryMegabytes() <= machine.freeMegabytes())
        .min(
            Comparator.comparing((LanguageModel model) -> !here.test(model))
                .thenComparingLong(LanguageModel::bytes))
        .map(model ->
            here.test(model)
                ? "./longshore models use %s takes one all the same, ".formatted(model.name())
                : fetch(model) + " fetches one all the same, ")
        .orElse("");
  }

  private static String fetch(LanguageModel model) {
    return "./longshore models fetch %s (%d MB)".formatted(model.name(), model.megabytes());
  }
}
