package io.longshore.modelserver.protocol;

import io.grpc.Status;
import io.longshore.inference.kserve.ModelInferRequest;
import io.longshore.modelserver.copying.CopiedSpan;
import io.longshore.modelserver.generation.Listener;
import io.longshore.modelserver.generation.SamplingJson;
import io.longshore.modelserver.generation.SamplingParameters;
import io.longshore.modelserver.generation.WriteRequest;
import io.longshore.modelserver.generation.Written;
import io.longshore.modelserver.repository.LoadedModel.Writer;
import java.util.ArrayList;
import java.util.List;

/** Requests for text, in the tensors of Triton's vLLM back end. */
final class WriterCalls {
  private WriterCalls() {}

  /** As {@link Calls#start}. */
  static Runnable start(
      Writer model, ModelInferRequest message, boolean streamed, Answers answers) {
    List<String> wanted = Calls.wanted(model, message);
    var inputs = new InputTensors(model.config(), message);
    boolean pieces = inputs.flag("stream").orElse(false);
    if (pieces && !streamed) {
      throw Status.UNIMPLEMENTED
          .withDescription(
              "ModelInfer RPC doesn't support models with decoupled transaction policy: ask by ModelStreamInfer, or with stream = false")
          .asRuntimeException();
    }
    boolean withPrompt = !inputs.flag("exclude_input_in_output").orElse(pieces);
    if (withPrompt && pieces) {
      throw InputTensors.refused(
          "When streaming, `exclude_input_in_output` = False is not allowed.");
    }
    String prompt = inputs.texts("text_input").getFirst();
    boolean wantsLogProbability = inputs.flag("return_cumulative_logprob").orElse(false);
    var request =
        new WriteRequest(prompt, sampling(inputs), Calls.isFirst(message), wantsLogProbability);
    var flags =
        new WrittenTensors.Flags(
            inputs.flag("return_finish_reason").orElse(false),
            inputs.flag("return_num_input_tokens").orElse(false),
            inputs.flag("return_num_output_tokens").orElse(false),
            wantsLogProbability);
    var tensors = new WrittenTensors(model, message, wanted, flags);
    Listener<Written> listener =
        pieces
            ? new Streamed(tensors, answers)
            : new Collected(tensors, withPrompt ? prompt : "", answers);
    return Generations.start(() -> model.generator().write(request, listener));
  }

  private static SamplingParameters sampling(InputTensors inputs) {
    if (!inputs.has("sampling_parameters")) {
      return SamplingParameters.DEFAULT;
    }
    try {
      return SamplingJson.read(inputs.texts("sampling_parameters").getFirst());
    } catch (IllegalArgumentException e) {
      throw InputTensors.refused(String.valueOf(e.getMessage()));
    }
  }

  /** Each piece is an answer. */
  private record Streamed(WrittenTensors tensors, Answers answers) implements Listener<Written> {
    @Override
    public void next(Written piece) {
      answers.next(tensors.of(piece), piece.finish() != null);
    }

    @Override
    public void failed(RuntimeException failure) {
      answers.failed(Generations.status(failure));
    }
  }

  /** All pieces are one answer. */
  private static final class Collected implements Listener<Written> {
    private final WrittenTensors tensors;
    private final Answers answers;
    private final StringBuilder text;
    private final List<CopiedSpan> copied = new ArrayList<>();
    private int tokens;

    Collected(WrittenTensors tensors, String before, Answers answers) {
      this.tensors = tensors;
      this.answers = answers;
      text = new StringBuilder(before);
    }

    @Override
    public void next(Written piece) {
      text.append(piece.text());
      copied.addAll(piece.copied());
      tokens += piece.tokens();
      if (piece.finish() != null) {
        var whole =
            new Written(
                text.toString(),
                copied,
                tokens,
                piece.promptTokens(),
                piece.cachedTokens(),
                piece.logProbability(),
                piece.queueMillis(),
                piece.firstMillis(),
                piece.finish());
        answers.next(tensors.of(whole), true);
      }
    }

    @Override
    public void failed(RuntimeException failure) {
      answers.failed(Generations.status(failure));
    }
  }
}
