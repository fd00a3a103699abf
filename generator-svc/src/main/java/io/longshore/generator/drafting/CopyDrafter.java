package io.longshore.generator.drafting;

import io.longshore.contracts.text.Text;
import io.longshore.generator.abstention.Belief;
import io.longshore.generator.abstention.Verdict;
import io.longshore.generator.citation.Attachment;
import io.longshore.generator.citation.Instructions;
import io.longshore.generator.citation.Stretch;
import io.longshore.generator.extraction.Quote;
import io.longshore.generator.extraction.Wording;
import io.longshore.generator.prompt.PromptFile;
import io.longshore.generator.prompt.Quoted;
import io.longshore.generator.prompt.TokenEstimate;
import io.longshore.inference.generation.GeneratorInfo;
import io.longshore.inference.generation.Piece;
import io.longshore.inference.generation.Sampling;
import io.longshore.inference.generation.Sampling.Sources;
import io.longshore.inference.generation.TextGenerator;
import io.longshore.inference.generation.Written;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A draft that can't say anything but spans of the evidence: the model is bound to it while it
 * writes, and what is said is read from the passage at the span, not from what the model printed.
 */
final class CopyDrafter implements Drafter {
  static final String REFUSAL = "not stated";
  private static final String SEPARATOR = "; ";

  /** What a copy that ends within a list or a clause ends with. */
  private static final Pattern HANGING = Pattern.compile("[\\s,;:，、；：]+$");

  private final TextGenerator generator;
  private final DraftingProperties properties;
  private final PromptFile prompt = PromptFile.load("copy.v3");

  CopyDrafter(TextGenerator generator, DraftingProperties properties) {
    this.generator = generator;
    this.properties = properties;
  }

  @Override
  public String prompt(GeneratorInfo info) {
    return prompt.name();
  }

  @Override
  public Outcome draft(Assignment assignment, Listener listener) {
    String question = Quoted.of(assignment.question()).text();
    boolean several =
        Wording.asksForSeveral(assignment.question()) || Wording.hasParts(assignment.question());
    var all =
        Reading.of(
            assignment, prompt.tokens() + TokenEstimate.of(question) + properties.copyTokens());
    var reading = several ? all : all.withHeadingsAbove(assignment.evidence().getFirst().passage());
    var filled = prompt.filled(Map.of("evidence", reading.shown(), "question", question));
    int spans = several ? properties.spans() : 1;
    @Nullable String refusal = assignment.belief().mayRefuse() ? REFUSAL : null;
    var texts = reading.sources().stream().map(Quoted::text).toList();
    var sources = new Sources(texts, spans, SEPARATOR, refusal);
    var sampling = Sampling.greedy(properties.copyTokens(), List.of("\n")).copying(sources);
    var copies = new Copies(reading, assignment.belief(), listener::say);
    return ModelCall.write(
            generator,
            filled,
            sampling,
            assignment.bound(),
            ModelCall.hearer(listener, properties.first(), copies::hear),
            () -> copies.dropped,
            copies::ended)
        .of(reading);
  }

  /** Makes statements of copied spans. */
  private static final class Copies {
    private final Reading reading;
    private final Belief belief;
    private final Consumer<Statement> says;
    private final Set<String> said = new HashSet<>();
    private int dropped;
    private Verdict verdict = Verdict.SAY;

    Copies(Reading reading, Belief belief, Consumer<Statement> says) {
      this.reading = reading;
      this.belief = belief;
      this.says = says;
    }

    /** Behind a part that the model is not sure of nothing is said: it would be half an answer. */
    void hear(Piece piece) {
      if (piece.copied().isEmpty()) {
        return;
      }
      if (verdict == Verdict.SAY) {
        verdict = belief.on(piece.likelihood());
      }
      if (verdict == Verdict.SAY) {
        piece.copied().forEach(this::hear);
      } else {
        dropped++;
      }
    }

    Outcome ended(Written written) {
      if (!said.isEmpty()) {
        return Outcome.complete(written, dropped);
      }
      if (written.text().strip().equals(REFUSAL)) {
        return Outcome.notStated(written, dropped);
      }
      return switch (verdict) {
        case SAY -> Outcome.complete(written, dropped);
        case QUOTE -> Outcome.unsure(written, dropped);
        case REFUSE -> Outcome.unlikely(written, dropped);
      };
    }

    private void hear(Piece.Copied copied) {
      List<Quoted> sources = reading.sources();
      int texts = reading.blocks().size();
      if (copied.source() >= sources.size()
          || copied.end() > sources.get(copied.source()).length()) {
        dropped++; // a server that copies what it wasn't given
      } else if (copied.source() < texts) {
        hearText(copied);
      } else {
        hearHeading(reading.headings().get(copied.source() - texts), copied);
      }
    }

    private void hearText(Piece.Copied copied) {
      Block block = reading.blocks().get(copied.source());
      say(
          block.said(copied.start(), copied.end()),
          block.sentencesAround(copied.start(), copied.end()));
    }

    /** What stands in a heading is said of what stands below it. */
    private void hearHeading(Reading.Heading heading, Piece.Copied copied) {
      String whole = heading.text().text();
      say(
          new Text(whole).slice(copied.start(), copied.end()),
          Instructions.isOne(whole) ? List.of() : bestBelow(heading.block().stretch()));
    }

    private void say(String copied, List<Quote> sources) {
      String text = HANGING.matcher(copied).replaceFirst("");
      if (Attachment.claimsNothing(text)
          || sources.isEmpty()
          || !said.add(text.toLowerCase(Locale.ROOT))) {
        dropped++;
        return;
      }
      String joint = said.size() == 1 ? " " : SEPARATOR;
      says.accept(new Statement(joint, text, sources));
    }

    /** The sentence that answers best; all of an excerpt, whose sentences have no scores. */
    private List<Quote> bestBelow(Stretch stretch) {
      return reading.evidence().stream()
          .filter(one -> stretch.passages().contains(one.passage()))
          .max(Comparator.comparingDouble(one -> one.best().score()))
          .map(one ->
              stretch.sentencesAround(
                  new Quote(one.passage(), one.best().start(), one.best().end())))
          .orElse(List.of());
    }
  }
}
