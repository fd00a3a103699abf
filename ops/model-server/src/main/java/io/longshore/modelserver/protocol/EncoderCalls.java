package io.longshore.modelserver.protocol;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.longshore.inference.kserve.InferParameter;
import io.longshore.inference.kserve.ModelInferRequest;
import io.longshore.inference.kserve.ModelInferRequest.InferRequestedOutputTensor;
import io.longshore.inference.kserve.ModelInferResponse;
import io.longshore.inference.kserve.ModelInferResponse.InferOutputTensor;
import io.longshore.inference.kserve.ModelOutput;
import io.longshore.modelserver.packing.EncoderRequest;
import io.longshore.modelserver.packing.QueueFull;
import io.longshore.modelserver.repository.LoadedModel;
import io.longshore.modelserver.repository.ModelRepository;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** From the protocol's requests to the encoder's and back. */
final class EncoderCalls {
  /** Triton's request parameter: 1 is served first. */
  private static final String PRIORITY = "priority";

  private final ModelRepository repository;
  private final int segmentTokens;
  private final int queueTokens;

  /** A call that goes on. */
  record Call(EncoderRequest request, CompletableFuture<ModelInferResponse> response) {}

  EncoderCalls(ModelRepository repository, int segmentTokens, int queueTokens) {
    this.repository = repository;
    this.segmentTokens = segmentTokens;
    this.queueTokens = queueTokens;
  }

  LoadedModel model(String name, String version) {
    return repository
        .find(name, version)
        .orElseThrow(() -> {
          String which = version.isEmpty() ? "" : " version " + version;
          return Status.NOT_FOUND
              .withDescription(
                  "Request for unknown model: '%s'%s is not found".formatted(name, which))
              .asRuntimeException();
        });
  }

  /** Throws {@link StatusRuntimeException} as Triton would answer. */
  Call start(ModelInferRequest message) {
    LoadedModel model = model(message.getModelName(), message.getModelVersion());
    List<String> wanted = wanted(model, message);
    EncoderRequest request = request(model, message, wanted.contains("tokens"));
    try {
      model.encoder().submit(request);
    } catch (QueueFull e) {
      throw Status.UNAVAILABLE.withDescription(e.getMessage()).asRuntimeException();
    }
    return new Call(
        request, request.output().thenApply(output -> response(model, message, wanted, output)));
  }

  private static List<String> wanted(LoadedModel model, ModelInferRequest message) {
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

  private EncoderRequest request(LoadedModel model, ModelInferRequest message, boolean wantTokens) {
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
      boolean question = isFirst(message.getParametersMap().get(PRIORITY));
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
    if (request.longestSegment() > segmentTokens) {
      throw InputTensors.refused(
          "expected segments of at most %d tokens, got one of %d"
              .formatted(segmentTokens, request.longestSegment()));
    }
    if (request.tokenCount() > queueTokens) {
      throw InputTensors.refused(
          "expected at most %d tokens a request, got %d"
              .formatted(queueTokens, request.tokenCount()));
    }
    return request;
  }

  private static boolean isFirst(@Nullable InferParameter priority) {
    return priority != null && (priority.getUint64Param() == 1 || priority.getInt64Param() == 1);
  }

  private static ModelInferResponse response(
      LoadedModel model,
      ModelInferRequest message,
      List<String> wanted,
      EncoderRequest.Output output) {
    var response =
        ModelInferResponse.newBuilder()
            .setModelName(model.config().getName())
            .setModelVersion(model.version())
            .setId(message.getId());
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
      response
          .addOutputs(
              InferOutputTensor.newBuilder()
                  .setName(name)
                  .setDatatype("FP32")
                  .addShape(shape.get(0))
                  .addShape(pooled ? output.segmentsPerRow() : shape.get(1))
                  .addShape(model.dimensions()))
          .addRawOutputContents(bytes(values));
    }
    return response.build();
  }

  private static ByteString bytes(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return UnsafeByteOperations.unsafeWrap(bytes);
  }

  /** What Triton answers when a run failed. */
  static Status status(Throwable failure) {
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
