package io.longshore.cli.evaluate.longembed;

import io.longshore.cli.evaluate.frame.Arm;
import io.longshore.cli.evaluate.frame.Bar;
import io.longshore.cli.evaluate.frame.Data;
import io.longshore.cli.evaluate.frame.Metric;
import io.longshore.cli.evaluate.frame.Plan;
import io.longshore.cli.evaluate.frame.Shelf;
import io.longshore.cli.evaluate.frame.Suite;
import io.longshore.cli.evaluate.frame.Trial;
import io.longshore.cli.evaluate.measure.Statistic;
import io.longshore.cli.evaluate.vectors.TextVectors;
import io.longshore.contracts.embedding.EmbeddingRequest;
import io.longshore.contracts.embedding.LongMode;
import io.longshore.local.LocalFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Synthetic tasks of LongEmbed (Zhu et al. 2024, "LongEmbed: Extending Embedding Models for Long
 * Context Retrieval"), made anew by the seed: something is hidden at any depth of a document of so
 * many tokens, and the document has to be found among others by one vector of each. An arm is a
 * mode for texts that are longer than the model's window; {@code none} cuts them. The model is the
 * embedder, or the encoder for long texts where the plan names it.
 */
public final class LongSuite implements Suite<LongCase> {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final List<String> ENCODERS =
      List.of(TextVectors.EMBEDDER, EmbeddingRequest.EMBEDDER_LONG);

  /** Those that are made when nobody asks for others. */
  private static final List<Integer> USUAL = List.of(512, 1_024, 2_048, 4_096);

  private static final List<Integer> LENGTHS =
      Stream.iterate(256, length -> length <= 32_768, length -> length * 2).toList();

  private static final int QUESTIONS = 50;

  /** Half as many documents again that nobody asks for. */
  private static final double CANDIDATES = 1.5;

  private final Function<Straw, List<String>> straw;

  public LongSuite() {
    this(Straw::sentences);
  }

  LongSuite(Function<Straw, List<String>> straw) {
    this.straw = straw;
  }

  @Override
  public String name() {
    return "longembed";
  }

  @Override
  public boolean makesData() {
    return true;
  }

  @Override
  public List<Arm> arms() {
    return Arrays.stream(LongMode.values())
        .map(mode -> new Arm(mode.label(), JSON.createObjectNode()))
        .toList();
  }

  @Override
  public List<String> usual() {
    return List.of(TextVectors.CUT, "pcw", "gp", "rp", "pi");
  }

  @Override
  public List<Metric> metrics() {
    var metrics = new ArrayList<Metric>();
    for (int length : LENGTHS) {
      metrics.add(new Metric("acc@1_" + length, Statistic.mean(LongTrial.FOUND + length)));
    }
    metrics.add(new Metric("acc@1", Statistic.mean(LongTrial.FOUND)));
    metrics.add(new Metric("mrr", Statistic.mean(LongTrial.RECIPROCAL)));
    metrics.add(new Metric("seen", Statistic.mean(LongTrial.SEEN)));
    metrics.add(Metric.once("tokens_per_s", LongTrial.SPEED));
    return List.copyOf(metrics);
  }

  @Override
  public Data<LongCase> read(Plan plan) {
    List<Integer> lengths = plan.lengths().isEmpty() ? USUAL : plan.lengths();
    int questions = plan.limit() == 0 ? QUESTIONS : plan.limit();
    int documents = (int) Math.ceil(questions * CANDIDATES);
    requireMakeable(lengths, documents);
    String encoder = plan.model() == null ? TextVectors.EMBEDDER : plan.model();
    if (!ENCODERS.contains(encoder)) {
      throw new LocalFailure(
          "The suite longembed measures an encoder, %s, and there is none called %s."
              .formatted(String.join(" or ", ENCODERS), encoder));
    }
    var cases = new ArrayList<LongCase>();
    for (Task task : Task.values()) {
      for (Straw text : Straw.values()) {
        for (int length : lengths) {
          Field field = Field.drawn(task, text, length, documents, plan.seed());
          for (int number = 0; number < questions; number++) {
            cases.add(new LongCase(field, number, encoder));
          }
        }
      }
    }
    return new Data<>(List.of(), cases, false);
  }

  private static void requireMakeable(List<Integer> lengths, int documents) {
    if (!LENGTHS.containsAll(lengths)) {
      throw new LocalFailure("Lengths are among %s, not %s.".formatted(LENGTHS, lengths));
    }
    if (documents > Task.DIFFERENT) {
      throw new LocalFailure(
          "At most %d questions can be made, not so many."
              .formatted((int) (Task.DIFFERENT / CANDIDATES)));
    }
  }

  @Override
  public Trial<LongCase> begin(Arm arm, Data<LongCase> data, Shelf shelf, Bar bar) {
    String encoder = data.cases().getFirst().encoder();
    shelf.did(encoder);
    try (var cut = TextVectors.open(shelf.api(), encoder, TextVectors.CUT);
        var vectors = TextVectors.open(shelf.api(), encoder, arm.name())) {
      var maker = new Haymaker(straw, texts -> counted(cut, texts));
      return LongTrial.of(data.cases(), maker, vectors, bar);
    }
  }

  private static int[] counted(TextVectors cut, List<String> texts) {
    return cut.passages(texts, () -> {}).stream().mapToInt(v -> v.tokensGiven()).toArray();
  }
}
