package io.longshore.generator.drafting;

import io.longshore.generator.prompt.PromptFile;
import io.longshore.generator.prompt.Quoted;
import io.longshore.generator.prompt.TokenEstimate;
import io.longshore.inference.generation.ChatTemplate;
import io.longshore.inference.generation.GeneratorInfo;
import io.longshore.inference.generation.Sampling;
import io.longshore.inference.generation.TextGenerator;
import io.longshore.inference.generation.Written;
import io.longshore.inference.generation.Written.Finish;
import java.util.List;
import java.util.Map;

/**
 * A draft in the model's own words. Each of its sentences is said only when sentences of the
 * evidence hold what it claims, and with those as its source.
 */
final class FreeDrafter implements Drafter {
  private final TextGenerator generator;
  private final DraftingProperties properties;
  private final PromptFile turns = PromptFile.load("free.v1");

  /** For a model that was taught no turns, or doesn't say which. */
  private final PromptFile plain = PromptFile.load("plain.v1");

  FreeDrafter(TextGenerator generator, DraftingProperties properties) {
    this.generator = generator;
    this.properties = properties;
  }

  @Override
  public String prompt(GeneratorInfo info) {
    return file(info).name();
  }

  @Override
  public Outcome draft(Assignment assignment, Listener listener) {
    String question = Quoted.of(assignment.question()).text();
    var reading =
        Reading.of(
            assignment,
            file(assignment.info()).tokens()
                + TokenEstimate.of(question)
                + properties.freeTokens());
    var filled =
        file(assignment.info()).filled(Map.of("evidence", reading.shown(), "question", question));
    var sampling =
        Sampling.greedy(
            properties.freeTokens(), isPlain(assignment.info()) ? List.of("\n") : List.of());
    var sentences = new SpokenSentences(assignment.question(), reading.stretches(), listener::say);
    return ModelCall.write(
            generator,
            filled,
            sampling,
            assignment.bound(),
            ModelCall.hearer(listener, properties.first(), piece -> sentences.hear(piece.text())),
            sentences::dropped,
            written -> ended(written, sentences))
        .of(reading);
  }

  private PromptFile file(GeneratorInfo info) {
    return isPlain(info) ? plain : turns;
  }

  private static boolean isPlain(GeneratorInfo info) {
    return info.template().equals(ChatTemplate.NONE);
  }

  private static Outcome ended(Written written, SpokenSentences sentences) {
    sentences.end(written.finish() == Finish.LENGTH);
    return sentences.isRefusal()
        ? Outcome.notStated(written, sentences.dropped())
        : Outcome.complete(written, sentences.dropped());
  }
}
