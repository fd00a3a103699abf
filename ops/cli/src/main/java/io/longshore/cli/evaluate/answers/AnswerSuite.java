package io.longshore.cli.evaluate.answers;

import io.longshore.cli.evaluate.data.Corpus;
import io.longshore.cli.evaluate.data.Lines;
import io.longshore.cli.evaluate.frame.Arm;
import io.longshore.cli.evaluate.frame.Bar;
import io.longshore.cli.evaluate.frame.Data;
import io.longshore.cli.evaluate.frame.Metric;
import io.longshore.cli.evaluate.frame.Plan;
import io.longshore.cli.evaluate.frame.Shelf;
import io.longshore.cli.evaluate.frame.Source;
import io.longshore.cli.evaluate.frame.Suite;
import io.longshore.cli.evaluate.frame.Trial;
import io.longshore.cli.evaluate.measure.Statistic;
import io.longshore.local.LocalFailure;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether answers are right, come from where they say, and are refused where the documents don't
 * hold them.
 */
public final class AnswerSuite implements Suite<AnswerCase> {
  static final String EXTRACTIVE = "extractive";
  static final String CONSTRAINED = "constrained";
  static final String FREE = "free";

  /** A generator that an operator connected. */
  static final String ENDPOINT = "endpoint";

  /** As the stack answers when nobody says how. */
  static final String OURS = "ours";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Override
  public String name() {
    return "answers";
  }

  @Override
  public List<Arm> arms() {
    return List.of(
        arm(EXTRACTIVE, EXTRACTIVE),
        arm(CONSTRAINED, CONSTRAINED),
        arm(FREE, FREE),
        arm(ENDPOINT, "auto"),
        arm(OURS, "auto"));
  }

  private static Arm arm(String name, String draft) {
    ObjectNode options = JSON.createObjectNode().put("draft", draft).put("explain", true);
    return new Arm(name, options);
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        new Metric("contains_gold", Statistic.mean(Attempt.CONTAINS)),
        new Metric("f1", Statistic.mean(Attempt.F1)),
        new Metric("answered", Statistic.mean(Attempt.ANSWERED)),
        new Metric("abstention_f1", Statistic.f1(Attempt.ABSTAINED, Attempt.UNANSWERABLE)),
        new Metric("citations_verified", Statistic.mean(Attempt.VERIFIED)),
        new Metric("citation_precision", Statistic.mean(Attempt.PRECISION)),
        new Metric("citation_recall", Statistic.mean(Attempt.RECALL)),
        new Metric("passage_cited", Statistic.mean(Attempt.PASSAGE)),
        new Metric("degraded", Statistic.mean(Attempt.DEGRADED)),
        new Metric("failed", Statistic.mean(Attempt.FAILED)),
        new Metric("seconds", Statistic.median(Attempt.SECONDS)));
  }

  @Override
  public Data<AnswerCase> read(Plan plan) {
    return read(plan.source());
  }

  static Data<AnswerCase> read(Source source) {
    @Nullable Path folder = source.folder();
    @Nullable Path queries = source.queries();
    if (queries != null) {
      return OwnData.read(queries, Lines.file(folder, Corpus.CORPUS, source.corpus()));
    }
    if (folder == null) {
      throw new LocalFailure("The suite answers needs --data, or --queries and --corpus.");
    }
    if (FactData.fits(folder)) {
      return FactData.read(folder);
    }
    if (TalkData.fits(folder)) {
      return TalkData.read(folder);
    }
    if (LongData.fits(folder)) {
      return LongData.read(folder);
    }
    if (PassageData.fits(folder)) {
      return PassageData.read(folder);
    }
    throw new LocalFailure(
        "The suite answers finds in %s none of facts.jsonl, tasks.jsonl, documents.jsonl with questions.jsonl, answers.jsonl (here or in folders of languages)."
            .formatted(folder));
  }

  @Override
  public Trial<AnswerCase> begin(Arm arm, Data<AnswerCase> data, Shelf shelf, Bar bar) {
    return one -> new Attempt(one, arm, shelf).tried();
  }
}
