package io.longshore.generator.drafting;

import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Options;
import io.longshore.contracts.question.Question;
import io.longshore.generator.abstention.Belief;
import io.longshore.generator.extraction.Description;
import io.longshore.generator.extraction.Extractor;
import io.longshore.inference.call.Bound;
import io.longshore.inference.call.ModelRefused;
import io.longshore.inference.call.ModelUnavailable;
import io.longshore.inference.generation.GeneratorInfo;
import io.longshore.inference.generation.TextGenerator;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drafts of answers by whatever model there is, in the way that it and the asker allow. */
public final class Drafting {
  /** A draft that was asked for and that the model can't write. */
  static final String NOT_POSSIBLE = "draft-not-possible";

  private static final Logger log = LoggerFactory.getLogger(Drafting.class);

  /** Sentences on either side of an excerpt's best one. */
  private static final int AROUND = 1;

  private static final Duration INFO_BOUND = Duration.ofSeconds(1);

  private final TextGenerator generator;
  private final DraftingProperties properties;
  private final Extractor extractor;
  private final Clock clock;
  private final Drafter copy;
  private final Drafter free;

  /**
   * @param extractor finds the places that a copying model reads
   */
  public Drafting(
      TextGenerator generator, DraftingProperties properties, Extractor extractor, Clock clock) {
    this.generator = generator;
    this.properties = properties;
    this.extractor = extractor;
    this.clock = clock;
    this.copy = new CopyDrafter(generator, properties);
    this.free = new FreeDrafter(generator, properties);
  }

  /** How to draft the answer to a question; asks the model server what its model can do. */
  public Choice choose(Question question) {
    Options.Draft asked = question.options().draft();
    Options.Draft wanted = asked == Options.Draft.AUTO ? properties.draft() : asked;
    if (wanted == Options.Draft.EXTRACTIVE) {
      return Choice.extractive(asked == wanted ? "asked" : "configured");
    }
    if (bound(question).left().isZero()) {
      return Choice.degraded(ModelUnavailable.CODE, "no time is left for a model");
    }
    try {
      return generator
          .info(Bound.within(INFO_BOUND))
          .map(info -> choice(wanted, info, question.standalone()))
          .orElseGet(() ->
              asked == Options.Draft.AUTO
                  ? Choice.extractive("no model")
                  : Choice.degraded(NOT_POSSIBLE, "no model"));
    } catch (ModelUnavailable e) {
      log.warn("No model: {}", e.getMessage());
      return Choice.degraded(ModelUnavailable.CODE, "the model doesn't answer");
    } catch (ModelRefused e) {
      log.warn("No model: {}", e.getMessage());
      return Choice.degraded(ModelRefused.CODE, "the model refuses");
    }
  }

  private static Choice choice(Options.Draft wanted, GeneratorInfo info, String question) {
    return switch (wanted) {
      case FREE -> Choice.of(Options.Draft.FREE, info, "asked");
      case CONSTRAINED ->
          info.copies()
              ? Choice.of(Options.Draft.CONSTRAINED, info, "asked")
              : Choice.degraded(NOT_POSSIBLE, "the model can't be bound to sources");
      case AUTO, EXTRACTIVE -> choice(info, question);
    };
  }

  /** Spans are copied well; what is asked to be described small models do worse than documents. */
  private static Choice choice(GeneratorInfo info, String question) {
    if (!info.copies()) {
      return Choice.of(Options.Draft.FREE, info, "the model can't be bound to sources");
    }
    return Description.isAskedFor(question)
        ? Choice.extractive("a description is asked for")
        : Choice.of(Options.Draft.CONSTRAINED, info, "the model can be bound to sources");
  }

  /** Name and version of the prompt that a choice uses. */
  public String prompt(Choice choice) {
    return choice.info().map(info -> drafter(choice).prompt(info)).orElse("");
  }

  /**
   * Drafts the answer.
   *
   * @param choice with a model
   * @param belief in what it copies
   */
  public Outcome draft(Choice choice, Question question, Belief belief, Listener listener) {
    GeneratorInfo info = choice.info().orElseThrow();
    int passages = passages(question, info);
    int tokens = tokens(question, info);
    List<Evidence> evidence = question.evidence();
    if (choice.draft() == Options.Draft.CONSTRAINED && belief.readsExcerpts()) {
      int asked = question.options().passages();
      List<Evidence> best =
          asked == 0 ? evidence : evidence.subList(0, Math.min(asked, evidence.size()));
      var excerpts = Excerpts.of(extractor.extract(question.standalone(), best), AROUND);
      if (!excerpts.isEmpty()) { // empty where all sentences are questions
        evidence = excerpts;
        passages = excerpts.size();
        tokens = Integer.MAX_VALUE;
      }
    }
    var assignment =
        new Assignment(
            question.standalone(), evidence, passages, tokens, belief, info, bound(question));
    return drafter(choice).draft(assignment, listener);
  }

  private int passages(Question question, GeneratorInfo info) {
    int asked = question.options().passages();
    if (asked > 0) {
      return asked;
    }
    return info.isAtEndpoint() ? properties.endpointPassages() : properties.passages();
  }

  /** Who says how many passages gets them whole. */
  private int tokens(Question question, GeneratorInfo info) {
    return question.options().passages() > 0 || info.isAtEndpoint()
        ? Integer.MAX_VALUE
        : properties.passageTokens();
  }

  private Bound bound(Question question) {
    return Bound.until(
        question.deadline().minus(properties.reserve()), clock.instant(), properties.within());
  }

  private Drafter drafter(Choice choice) {
    return choice.draft() == Options.Draft.CONSTRAINED ? copy : free;
  }
}
