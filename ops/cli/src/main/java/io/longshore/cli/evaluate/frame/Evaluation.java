package io.longshore.cli.evaluate.frame;

import io.longshore.cli.client.Api;
import io.longshore.cli.evaluate.measure.Columns;
import io.longshore.local.LocalFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Takes a data set in, tries every arm on every case and measures. */
public final class Evaluation {
  private final Api api;
  private final Bar bar;
  private final Journal journal;

  /**
   * @param journal hears of every case
   */
  public Evaluation(Api api, Bar bar, Journal journal) {
    this.api = api;
    this.bar = bar;
    this.journal = journal;
  }

  /**
   * @throws LocalFailure when there is nothing to evaluate
   */
  public <C extends Case> Result run(Suite<C> suite, Plan plan) {
    List<Arm> arms = arms(suite, plan.methods().isEmpty() ? suite.usual() : plan.methods());
    Data<C> data =
        suite.read(plan).of(plan.split()).in(plan.slices()).sample(plan.limit(), plan.seed());
    requireCases(data, plan);
    boolean searched = arms.stream().anyMatch(suite::searches);
    String commit = Commit.ofSources(); // they may be another one's at the end
    try (var workspace = Workspace.open(api, suite.name())) {
      var taken = workspace.takeIn(searched ? data.documents() : List.of(), bar);
      var readable = data.without(taken.unread().keySet());
      requireCases(readable, plan);
      var shelf =
          new Shelf(
              api, workspace.collection(), taken.ids(), taken.tokensPerSecond(), plan.model());
      var results = new LinkedHashMap<String, Result.ArmResult>();
      var ran = new LinkedHashMap<String, Columns>();
      var analysis = new Analysis(readable.cases(), suite.metrics(), plan.seed());
      for (Arm arm : arms) {
        try {
          Columns columns = attempt(suite, readable, arm, shelf);
          ran.put(arm.name(), columns);
          results.put(arm.name(), new Result.Ran(analysis.of(columns)));
        } catch (ArmUnfit e) {
          bar.end();
          results.put(arm.name(), new Result.Skipped(String.valueOf(e.getMessage())));
        }
      }
      return new Result(
          suite.name(),
          plan.source().name(),
          plan.split(),
          readable.cases().size(),
          plan.seed(),
          commit,
          shelf.models(),
          results,
          analysis.differences(ran),
          taken.unread());
    }
  }

  private <C extends Case> Columns attempt(Suite<C> suite, Data<C> data, Arm arm, Shelf shelf) {
    var rows = new ArrayList<Map<String, Double>>();
    try (Trial<C> trial = suite.begin(arm, data, shelf, bar)) {
      bar.begin(arm.name(), data.cases().size());
      for (C one : data.cases()) {
        Tried tried = trial.attempt(one);
        journal.add(arm, one, tried);
        rows.add(tried.measured());
        bar.step();
      }
    }
    bar.end();
    return new Columns(rows);
  }

  private static List<Arm> arms(Suite<?> suite, List<String> wanted) {
    var unknown = new TreeSet<>(wanted);
    suite.arms().forEach(arm -> unknown.remove(arm.name()));
    if (!unknown.isEmpty()) {
      throw new LocalFailure(
          "The suite %s has no method %s; it has %s."
              .formatted(
                  suite.name(),
                  String.join(", ", unknown),
                  String.join(", ", suite.arms().stream().map(Arm::name).toList())));
    }
    return suite.arms().stream().filter(arm -> wanted.contains(arm.name())).toList();
  }

  private static void requireCases(Data<?> data, Plan plan) {
    if (data.cases().isEmpty()) {
      throw new LocalFailure(
          "There is nothing to evaluate in %s (split %s%s)."
              .formatted(
                  plan.source().name(),
                  plan.split().text(),
                  plan.slices().isEmpty() ? "" : ", only " + String.join(", ", plan.slices())));
    }
  }
}
