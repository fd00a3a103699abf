package io.longshore.modelserver.protocol;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import io.grpc.Status;
import io.longshore.inference.kserve.ModelInferRequest;
import io.longshore.inference.kserve.ModelInferResponse;
import io.longshore.modelserver.packing.EncoderRequest;
import io.longshore.modelserver.packing.QueueFull;
import io.longshore.modelserver.repository.LoadedModel.Encoder;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;

/** From the protocol's requests to the encoder's and back. */
final class EncoderCalls {
  private final int queueTokens;

  EncoderCalls(int queueTokens) {
    this.queueTokens = queueTokens;
  }

  /** As {@link Calls#start}. */
  Runnable start(Encoder model, ModelInferRequest message, Answers answers) {
    List<String> wanted = Calls.wanted(model, message);
    EncoderRequest request = request(model, message, wanted.contains("tokens"));
    try {
      model.encoder().submit(request);
    } catch (QueueFull e) {
      throw Status.UNAVAILABLE.withDescription(e.getMessage()).asRuntimeException();
    }
    var _ =
        request
            .output()
            .whenComplete((output, failure) -> {
              if (failure != null) {
                answers.failed(status(failure));
              } else {
                answers.next(response(model, message, wanted, output), true);
              }
            });
    return () -> request.output().cancel(false);
  }

  private EncoderRequest request(Encoder model, ModelInferRequest message, boolean wantTokens) {
    var inputs = new InputTensors(model.config(), message);
    List<Long> shape = inputs.shape("input_ids");
    for (String other : List.of("position_ids", "segment_ids")) {
      if (!inputs.shape(other).equals(shape)) {
        throw InputTensors.refused(
            "unexpected shape for input '%s' for model '%s'. Expected the one of 'input_ids', %s, got %s"
                .formatted(other, message.getModelName(), shape, inputs.shape(other)));
      }
    }
    long[] ids = inputs.longs("input_ids");
    EncoderRequest request;
    try {
      boolean question = Calls.isFirst(message);
      request =
          new EncoderRequest(
              ids,
              inputs.longs("position_ids"),
              inputs.longs("segment_ids"),
              Math.toIntExact(shape.getFirst()),
              inputs.scalar("attn_div"),
              model.dimensions(),
              question,
              wantTokens);
    } catch (IllegalArgumentException e) {
      throw InputTensors.refused(String.valueOf(e.getMessage()));
    }
    if (request.longestSegment() > model.segmentTokens()) {
      throw InputTensors.refused(
          "expected segments of at most %d tokens, got one of %d"
              .formatted(model.segmentTokens(), request.longestSegment()));
    }
    if (request.tokenCount() > queueTokens) {
      throw InputTensors.refused(
          "expected at most %d tokens a request, got %d"
              .formatted(queueTokens, request.tokenCount()));
    }
    return request;
  }

  private static ModelInferResponse response(
      Encoder model, ModelInferRequest message, List<String> wanted, EncoderRequest.Output output) {
    var tensors = new OutputTensors(model, message, wanted);
    List<Long> shape =
        message.getInputsList().stream()
            .filter(input -> input.getName().equals("input_ids"))
            .findFirst()
            .orElseThrow()
            .getShapeList();
    for (String name : wanted) {
      boolean pooled = name.equals("pooled");
      float[] values = pooled ? output.pooled() : output.tokens();
      if (values == null) {
        throw new IllegalStateException("the tokens were not kept");
      }
      long columns = pooled ? output.segmentsPerRow() : shape.get(1);
      tensors.floats(name, values, shape.get(0), columns, model.dimensions());
    }
    return tensors.build();
  }

  /** What Triton answers when a run failed. */
  private static Status status(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof CancellationException) {
      return Status.CANCELLED;
    }
    boolean bad =
        cause instanceof OrtException e && e.getCode() == OrtErrorCode.ORT_INVALID_ARGUMENT;
    return (bad ? Status.INVALID_ARGUMENT : Status.INTERNAL)
        .withDescription("onnx runtime error: " + cause.getMessage());
  }
}
