package io.longshore.generator.abstention;

import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Passage;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Decides whether the evidence is strong enough to answer from. */
public final class Abstention {
  /** As in the calibration. */
  private static final int BEST = 5;

  private static final int CANDIDATES = 16;

  private final Calibration calibration = Calibration.load();

  /**
   * Whether the documents answer this, as far as the scores of the evidence tell.
   *
   * @param evidence best first
   */
  public Judgement judge(String question, List<Evidence> evidence) {
    if (evidence.isEmpty()) {
      return Judgement.NO_EVIDENCE;
    }
    boolean across = Language.differ(question, evidence.getFirst().passage());
    Map<Signal, Double> signals = signals(question, evidence);
    return calibration.models().stream()
        .filter(model -> model.across() == across)
        .filter(model -> signals.keySet().containsAll(model.weights().keySet()))
        .findFirst()
        .map(model -> new Judgement(model.probability(signals), model.threshold(), named(signals)))
        // Nothing is known about the evidence but its order: the reader judges.
        .orElse(Judgement.NOTHING_KNOWN);
  }

  /**
   * How far a model that reads this evidence is believed.
   *
   * @param model name of its weights
   */
  public Belief belief(Judgement judgement, String model) {
    return calibration.readers().stream()
        .filter(reader -> reader.isOf(model))
        .findFirst()
        .map(reader -> new Belief(judgement, reader))
        .orElseThrow(() -> new IllegalStateException("The calibration has no reader for others"));
  }

  private static Map<String, Double> named(Map<Signal, Double> signals) {
    Map<String, Double> named = new TreeMap<>();
    signals.forEach((signal, value) -> named.put(signal.name().toLowerCase(Locale.ROOT), value));
    return named;
  }

  private static Map<Signal, Double> signals(String question, List<Evidence> evidence) {
    List<Evidence> best = evidence.subList(0, Math.min(BEST, evidence.size()));
    List<Evidence> candidates = evidence.subList(0, Math.min(CANDIDATES, evidence.size()));
    Map<Signal, Double> signals = new EnumMap<>(Signal.class);
    signals.put(Signal.HAN, Language.isHan(question) ? 1.0 : 0.0);
    best.stream()
        .flatMap(one -> one.sentences().stream())
        .mapToDouble(Evidence.Sentence::score)
        .max()
        .ifPresent(score -> signals.put(Signal.SENTENCE, score));
    max(candidates, Passage::dense).ifPresent(dense -> signals.put(Signal.DENSE, dense));
    Double coverage = Evidence.coverage(evidence);
    if (coverage != null) {
      signals.put(Signal.COVERAGE, coverage);
    }
    return signals;
  }

  private static OptionalDouble max(
      List<Evidence> evidence, Function<Passage, @Nullable Double> signal) {
    return evidence.stream()
        .flatMapToDouble(one -> {
          Double value = signal.apply(one.passage());
          return value == null ? DoubleStream.empty() : DoubleStream.of(value);
        })
        .max();
  }
}
