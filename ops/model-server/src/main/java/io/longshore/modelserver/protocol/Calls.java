package io.longshore.modelserver.protocol;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.longshore.inference.kserve.InferParameter;
import io.longshore.inference.kserve.ModelInferRequest;
import io.longshore.inference.kserve.ModelInferRequest.InferRequestedOutputTensor;
import io.longshore.inference.kserve.ModelOutput;
import io.longshore.modelserver.Settings;
import io.longshore.modelserver.repository.LoadedModel;
import io.longshore.modelserver.repository.LoadedModel.Encoder;
import io.longshore.modelserver.repository.LoadedModel.Scorer;
import io.longshore.modelserver.repository.LoadedModel.Writer;
import io.longshore.modelserver.repository.ModelRepository;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings a request to the kind of model that it names. */
final class Calls {
  /** Triton's request parameter: 1 is served first. */
  private static final String PRIORITY = "priority";

  private final ModelRepository repository;
  private final EncoderCalls encoders;

  Calls(ModelRepository repository, Settings settings) {
    this.repository = repository;
    encoders = new EncoderCalls(settings.queueTokens());
  }

  /** Throws as Triton answers what isn't served, or not yet. */
  LoadedModel model(String name, String version) {
    return repository
        .find(name, version)
        .orElseThrow(() -> {
          if (repository.isLoading(name)) {
            return Status.UNAVAILABLE
                .withDescription(
                    "Request for model '%s' that is being loaded, it is not at ready state"
                        .formatted(name))
                .asRuntimeException();
          }
          String which = version.isEmpty() ? "" : " version " + version;
          return Status.NOT_FOUND
              .withDescription(
                  "Request for unknown model: '%s'%s is not found".formatted(name, which))
              .asRuntimeException();
        });
  }

  /**
   * Throws {@link StatusRuntimeException} as Triton would answer.
   *
   * @param streamed whether there may be more than one answer
   * @return cancels the request
   */
  Runnable start(ModelInferRequest message, boolean streamed, Answers answers) {
    return switch (model(message.getModelName(), message.getModelVersion())) {
      case Encoder encoder -> encoders.start(encoder, message, answers);
      case Writer writer -> WriterCalls.start(writer, message, streamed, answers);
      case Scorer scorer -> ScorerCalls.start(scorer, message, answers);
    };
  }

  static boolean isFirst(ModelInferRequest message) {
    InferParameter priority = message.getParametersMap().get(PRIORITY);
    return is(priority, 1);
  }

  private static boolean is(@Nullable InferParameter parameter, long value) {
    return parameter != null
        && (parameter.getUint64Param() == value || parameter.getInt64Param() == value);
  }

  /** The outputs that were asked for; all when none is named. */
  static List<String> wanted(LoadedModel model, ModelInferRequest message) {
    List<String> known = model.config().getOutputList().stream().map(ModelOutput::getName).toList();
    if (message.getOutputsCount() == 0) {
      return known;
    }
    List<String> wanted =
        message.getOutputsList().stream().map(InferRequestedOutputTensor::getName).toList();
    for (String name : wanted) {
      if (!known.contains(name)) {
        throw InputTensors.refused(
            "unexpected inference output '%s' for model '%s'"
                .formatted(name, model.config().getName()));
      }
    }
    return wanted;
  }
}
