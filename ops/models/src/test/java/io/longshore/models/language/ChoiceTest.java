package io.longshore.models.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChoiceTest {
  private static final String LARGE = "qwen2.5-coder-1.5b-instruct";
  private static final String SMALL = "qwen2.5-coder-0.5b-instruct";
  private static final String TINY = "smollm2-135m-instruct";
  private static final Machine SERVER = new Machine(8, 8_200);
  private static final Machine LAPTOP = new Machine(2, 18_000);

  @Test
  void eightCoresAndEightGigabytesSuitTheLargeModel() {
    assertThat(taken("auto", SERVER, LARGE, SMALL)).isEqualTo(LARGE);
    assertThat(taken("auto", new Machine(7, 8_200), LARGE, SMALL)).isEqualTo("none");
    assertThat(taken("auto", new Machine(8, 7_900), LARGE, SMALL)).isEqualTo("none");
  }

  @Test
  void onASmallMachineThereIsNoneAndTheLineSaysSoAndHowToHaveOneAllTheSame() {
    Choice choice = choice("auto", LAPTOP);
    assertThat(choice.model()).isNull();
    assertThat(choice.line())
        .isEqualTo(
            "none, because this machine has only 2 cores and 18.0 GB free; answers are quotes."
                + " ./longshore models fetch %s (491 MB) fetches one all the same,".formatted(SMALL)
                + " ./longshore models list names all");
  }

  @Test
  void onASmallMachineThatHasOneTheLineNamesTheCommandThatTakesIt() {
    assertThat(choice("auto", LAPTOP, TINY, LARGE).line())
        .contains(". ./longshore models use " + LARGE + " takes one all the same,")
        .doesNotContain("fetch");
  }

  @Test
  void whatTheMachineHasNoMemoryForIsNotOffered() {
    assertThat(choice("auto", new Machine(2, 700)).line())
        .endsWith("answers are quotes. ./longshore models list names all");
  }

  @Test
  void nothingIsTakenThatIsNotHereAndTheLineNamesTheCommand() {
    Choice choice = choice("auto", SERVER);
    assertThat(choice.model()).isNull();
    assertThat(choice.line())
        .startsWith("none")
        .contains("./longshore models fetch " + LARGE + " (1117 MB)")
        .contains("8 cores and 8.2 GB free");
  }

  @Test
  void whatAnswersNoBetterThanQuotesIsOnlyTakenWhenItIsAskedFor() {
    assertThat(taken("auto", SERVER, SMALL, TINY, "gemma-3-270m")).isEqualTo("none");
    assertThat(taken(TINY, SERVER, TINY, LARGE)).isEqualTo(TINY);
  }

  @Test
  void aWishGoesBeforeTheMachine() {
    assertThat(taken(LARGE, LAPTOP, LARGE, SMALL)).isEqualTo(LARGE);
    assertThat(taken("none", SERVER, LARGE, SMALL)).isEqualTo("none");
    assertThat(choice(LARGE, LAPTOP, LARGE).line()).isEqualTo(LARGE + " (1117 MB), as chosen");
  }

  @Test
  void aWishThatIsNotHereOrUnknownTakesNoOtherAndSaysSo() {
    assertThat(choice(LARGE, SERVER, SMALL))
        .satisfies(
            choice -> assertThat(choice.model()).isNull(),
            choice ->
                assertThat(choice.line())
                    .contains("isn't here: ./longshore models fetch " + LARGE));
    assertThat(choice("gpt", SERVER, SMALL).line()).contains("there is no model gpt");
  }

  @Test
  void thisMachineHasCoresAndMemory() {
    assertThat(Machine.here().cores()).isPositive();
    assertThat(Machine.here().freeMegabytes()).isBetween(50L, 100_000_000L);
  }

  private static String taken(String wish, Machine machine, String... here) {
    LanguageModel model = choice(wish, machine, here).model();
    return model == null ? "none" : model.name();
  }

  private static Choice choice(String wish, Machine machine, String... here) {
    Set<String> names = Set.copyOf(List.of(here));
    return Choice.of(wish, machine, LanguageModels.all(), model -> names.contains(model.name()));
  }
}
