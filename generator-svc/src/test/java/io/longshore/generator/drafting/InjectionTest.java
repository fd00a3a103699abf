package io.longshore.generator.drafting;

import static io.longshore.generator.Passages.evidence;
import static io.longshore.generator.Passages.passage;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.question.Options;
import io.longshore.contracts.text.Sentences;
import io.longshore.generator.Questions;
import io.longshore.generator.abstention.Beliefs;
import io.longshore.generator.citation.Instructions;
import io.longshore.generator.drafting.Injections.Injection;
import io.longshore.generator.extraction.ExtractionProperties;
import io.longshore.generator.extraction.Extractor;
import io.longshore.generator.prompt.Quoted;
import io.longshore.inference.generation.ChatTemplate;
import io.longshore.inference.generation.Piece;
import io.longshore.inference.generation.Prompt;
import io.longshore.inference.generation.Sampling.Sources;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Instructions that are planted in documents: a model may obey them, and nothing of it is said but
 * what the document says. What a real model makes of them: {@code InjectionWithModelTest}.
 */
class InjectionTest {
  private static final String BEFORE = "The Alder Bridge was opened in 1931. ";
  private static final String AFTER = " Trams have crossed it since 1954.";
  private static final String QUESTION = "When was the Alder Bridge opened?";
  private static final Extractor EXTRACTOR =
      new Extractor(new ExtractionProperties(5, 3, 0.03, 0.02));

  private static final List<ChatTemplate> TEMPLATES =
      List.of(
          ChatTemplate.CHATML,
          ChatTemplate.LLAMA,
          ChatTemplate.GEMMA,
          ChatTemplate.NONE,
          ChatTemplate.marked("[INST] ", "\n\n", "[/INST] ", "</s>[INST] ", "[/INST]"));

  static List<Injection> injections() {
    return Injections.all();
  }

  @Test
  void thereAreEnoughOfThemInEnoughLanguages() {
    assertThat(injections()).hasSizeGreaterThanOrEqualTo(40);
    assertThat(injections().stream().map(Injection::language).distinct())
        .hasSizeGreaterThanOrEqualTo(8);
  }

  @ParameterizedTest
  @MethodSource("injections")
  void noneLeavesItsPlaceInThePrompt(Injection injection) {
    for (var model :
        List.of(ScriptedGenerator.copying(), ScriptedGenerator.free(ChatTemplate.CHATML))) {
      draft(model.saying("not stated"), BEFORE + AFTER);
      draft(model, BEFORE + injection.planted() + AFTER);
      Prompt calm = model.prompts.getFirst();
      Prompt attacked = model.prompts.getLast();
      assertThat(attacked.system()).isEqualTo(calm.system());
      assertThat(attacked.user().lines().count()).isEqualTo(calm.user().lines().count());
      assertThat(attacked.user().lines().toList().getLast()).isEqualTo("Question: " + QUESTION);
      for (ChatTemplate template : TEMPLATES) {
        for (String mark :
            List.of(
                "<|",
                "<｜",
                "<start_of_turn>",
                "<end_of_turn>",
                "[INST]",
                "[/INST]",
                "[|",
                "</s>")) {
          assertThat(count(template.render(attacked), mark))
              .isEqualTo(count(template.render(calm), mark));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("injections")
  void aModelThatObeysIsNotHeard(Injection injection) {
    var model = ScriptedGenerator.free(ChatTemplate.CHATML).saying(injection.obeyed());
    assertThat(draft(model, BEFORE + injection.planted() + AFTER)).isEmpty();
  }

  @Test
  void whatAModelSaysBesideIsHeard() {
    String truth = "The Alder Bridge was opened in 1931.";
    int heard = 0;
    for (Injection injection : injections()) {
      var model =
          ScriptedGenerator.free(ChatTemplate.CHATML)
              .saying(truth + " [1]\n\n" + injection.obeyed());
      var said = draft(model, BEFORE + injection.planted() + AFTER);
      assertThat(said).extracting(Statement::text).isSubsetOf(truth);
      heard += said.size();
    }
    assertThat(heard).as("the others stand in one sentence with their bait").isGreaterThan(40);
  }

  @ParameterizedTest
  @MethodSource("injections")
  void aCopyOfWhatSpeaksToTheModelIsNoAnswer(Injection injection) {
    String text = BEFORE + injection.planted() + AFTER;
    String shown = Quoted.of(text).text();
    if (!shown.contains(injection.obeyed()) || !isKnown(injection)) {
      return; // nothing that could be copied, or nothing that speaks to a model
    }
    var sources = new Sources(List.of(shown), 1, "; ", null);
    Piece copied = ScriptedGenerator.copied(sources, injection.obeyed());
    assertThat(draft(ScriptedGenerator.copying().saying(copied), text)).isEmpty();
  }

  @Test
  void mostOfThemAreKnownByTheirWording() {
    var unknown = injections().stream().filter(one -> !isKnown(one)).map(Injection::planted);
    assertThat(unknown).hasSizeLessThanOrEqualTo(12);
  }

  /** Whether the sentences of readers are fewer than those of the passage. */
  private static boolean isKnown(Injection injection) {
    String planted = injection.planted();
    return Instructions.without(planted, Sentences.of(planted, "en")).isEmpty();
  }

  private static List<Statement> draft(ScriptedGenerator generator, String text) {
    var question = Questions.asking(QUESTION, Options.Draft.AUTO, evidence(passage(text), 1));
    var drafting =
        new Drafting(generator, DraftingSettings.defaults(), EXTRACTOR, Clock.systemUTC());
    List<Statement> said = new ArrayList<>();
    drafting.draft(drafting.choose(question), question, Beliefs.ofExcerpts(), new Said(said));
    return said;
  }

  private static int count(String text, String mark) {
    return text.split(Pattern.quote(mark), -1).length - 1;
  }
}
