package io.longshore.cli.evaluate.answers;

import io.longshore.cli.evaluate.frame.Arm;
import io.longshore.cli.evaluate.frame.ArmUnfit;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** How an answer was written, as it says itself. */
final class Writing {
  private static final String NOT_POSSIBLE = "generator:draft-not-possible";

  private final JsonNode answer;
  private final Arm arm;
  private final boolean needsModel;

  /**
   * @param modelWanted whether it shall be a model's, where the arm leaves that to the stack
   */
  Writing(JsonNode answer, Arm arm, boolean modelWanted) {
    this.answer = answer;
    this.arm = arm;
    this.needsModel =
        switch (arm.name()) {
          case AnswerSuite.CONSTRAINED, AnswerSuite.FREE, AnswerSuite.ENDPOINT -> true;
          case AnswerSuite.OURS -> modelWanted;
          default -> false;
        };
  }

  /** The model that wrote it; empty when none did. */
  Optional<String> model() {
    return said("model");
  }

  /** Whether something was missing when it was written. */
  boolean isDegraded() {
    return !answer.path("degraded").isEmpty() || !answer.path("skipped").isEmpty();
  }

  /**
   * A model that fails now and then is measured with its failures; one that was never there is not.
   *
   * @param modelSeen whether a model wrote an answer before
   * @throws ArmUnfit when the stack can't write as the arm wants
   */
  void requireFit(boolean modelSeen) {
    if (!needsModel) {
      return;
    }
    if (!answer.path("explain").isObject()) {
      throw new ArmUnfit("This stack does not explain its answers: it is older than the command.");
    }
    if (said("draft").isEmpty()) {
      return; // it was refused before anything was drafted
    }
    boolean impossible =
        answer.path("degraded").valueStream().anyMatch(one -> one.asString().equals(NOT_POSSIBLE));
    if (impossible || (model().isEmpty() && !modelSeen)) {
      throw new ArmUnfit("The generator can't write so: " + said("why").orElse("no model") + ".");
    }
    boolean byOther =
        model().isPresent() && said("by").filter(AnswerSuite.ENDPOINT::equals).isEmpty();
    if (arm.name().equals(AnswerSuite.ENDPOINT) && byOther) {
      throw new ArmUnfit("No outside generator is connected.");
    }
  }

  /** Whether a model should have written it and none did. */
  boolean misses() {
    return needsModel && said("draft").isPresent() && model().isEmpty();
  }

  /** Of the step that wrote the draft. */
  private Optional<String> said(String key) {
    return answer
        .path("explain")
        .path("steps")
        .valueStream()
        .filter(step -> step.path("name").asString("").equals("draft"))
        .map(step -> step.path("what").path(key))
        .filter(JsonNode::isString)
        .map(JsonNode::asString)
        .findFirst();
  }
}
