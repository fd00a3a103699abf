package io.longshore.modelserver.protocol;

import io.longshore.inference.kserve.ModelInferRequest;
import io.longshore.modelserver.generation.Listener;
import io.longshore.modelserver.generation.ScoreRequest;
import io.longshore.modelserver.generation.Scores;
import io.longshore.modelserver.repository.LoadedModel.Scorer;
import java.util.List;

/** Requests for likelihoods. */
final class ScorerCalls {
  private ScorerCalls() {}

  /** As {@link Calls#start}. */
  static Runnable start(Scorer model, ModelInferRequest message, Answers answers) {
    List<String> wanted = Calls.wanted(model, message);
    var inputs = new InputTensors(model.config(), message);
    ScoreRequest request;
    try {
      request =
          new ScoreRequest(
              inputs.texts("prompt").getFirst(),
              inputs.texts("continuations"),
              Calls.isFirst(message));
    } catch (IllegalArgumentException e) {
      throw InputTensors.refused(String.valueOf(e.getMessage()));
    }
    Listener<Scores> listener =
        new Listener<>() {
          @Override
          public void next(Scores scores) {
            int count = scores.tokens().length;
            answers.next(
                new OutputTensors(model, message, wanted)
                    .floats("logprobs", scores.logProbabilities(), count)
                    .ints("tokens", scores.tokens(), count)
                    .build(),
                true);
          }

          @Override
          public void failed(RuntimeException failure) {
            answers.failed(Generations.status(failure));
          }
        };
    return Generations.start(() -> model.generator().score(request, listener));
  }
}
