package io.longshore.modelserver.protocol;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.longshore.inference.kserve.InferTensorContents;
import io.longshore.inference.kserve.ModelConfig;
import io.longshore.inference.kserve.ModelInferRequest;
import io.longshore.inference.kserve.ModelInferRequest.InferInputTensor;
import io.longshore.inference.kserve.ModelInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The tensors of a request, checked against the model's configuration; contents may be raw or
 * typed.
 */
final class InputTensors {
  private final ModelConfig config;
  private final Map<String, InferInputTensor> tensors = new HashMap<>();
  private final Map<String, ByteString> raw = new HashMap<>();

  InputTensors(ModelConfig config, ModelInferRequest request) {
    this.config = config;
    boolean isRaw = request.getRawInputContentsCount() > 0;
    if (isRaw && request.getRawInputContentsCount() != request.getInputsCount()) {
      throw refused(
          "expected a raw input content for each of the %d inputs, got %d"
              .formatted(request.getInputsCount(), request.getRawInputContentsCount()));
    }
    for (int k = 0; k < request.getInputsCount(); k++) {
      InferInputTensor tensor = request.getInputs(k);
      check(tensor, isRaw);
      tensors.put(tensor.getName(), tensor);
      if (isRaw) {
        raw.put(tensor.getName(), request.getRawInputContents(k));
      }
    }
    List<String> missing =
        config.getInputList().stream()
            .filter(input -> !input.getOptional())
            .map(ModelInput::getName)
            .filter(name -> !tensors.containsKey(name))
            .toList();
    if (!missing.isEmpty()) {
      throw refused(
          "expected %d inputs but got %d inputs for model '%s'. Missing: %s"
              .formatted(config.getInputCount(), tensors.size(), config.getName(), missing));
    }
  }

  private void check(InferInputTensor tensor, boolean isRaw) {
    String name = tensor.getName();
    ModelInput expected =
        config.getInputList().stream()
            .filter(input -> input.getName().equals(name))
            .findFirst()
            .orElseThrow(() ->
                refused(
                    "unexpected inference input '%s' for model '%s'"
                        .formatted(name, config.getName())));
    String type = DataTypes.protocolName(expected.getDataType());
    if (!tensor.getDatatype().equals(type)) {
      throw refused(
          "inference input '%s' data-type is '%s', but model '%s' expects '%s'"
              .formatted(name, tensor.getDatatype(), config.getName(), type));
    }
    boolean fits = tensor.getShapeCount() == expected.getDimsCount();
    for (int k = 0; fits && k < tensor.getShapeCount(); k++) {
      long dim = tensor.getShape(k);
      fits = expected.getDims(k) < 0 ? dim > 0 : dim == expected.getDims(k);
    }
    if (!fits) {
      throw refused(
          "unexpected shape for input '%s' for model '%s'. Expected %s, got %s"
              .formatted(
                  name,
                  config.getName(),
                  shape(expected.getDimsList()),
                  shape(tensor.getShapeList())));
    }
    if (!isRaw && !tensor.hasContents()) {
      throw refused("input '%s' for model '%s' has no contents".formatted(name, config.getName()));
    }
  }

  /** Rows and columns of an input. */
  List<Long> shape(String name) {
    return tensor(name).getShapeList();
  }

  long[] longs(String name) {
    int count = count(name);
    long[] values = new long[count];
    ByteString bytes = raw.get(name);
    if (bytes != null) {
      buffer(name, bytes, (long) count * Long.BYTES).asLongBuffer().get(values);
      return values;
    }
    InferTensorContents contents = tensor(name).getContents();
    checkCount(name, contents.getInt64ContentsCount(), count);
    for (int k = 0; k < count; k++) {
      values[k] = contents.getInt64Contents(k);
    }
    return values;
  }

  /** The texts of an input, well-formed UTF-8. */
  List<String> texts(String name) {
    long expected = shape(name).stream().reduce(1L, (a, b) -> a * b);
    List<ByteString> values = new ArrayList<>();
    ByteString bytes = raw.get(name);
    if (bytes == null) {
      values.addAll(tensor(name).getContents().getBytesContentsList());
    } else {
      int at = 0;
      while (at < bytes.size()) {
        ByteString rest = bytes.substring(at);
        int length =
            rest.size() < Integer.BYTES
                ? -1
                : rest.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (length < 0 || length > rest.size() - Integer.BYTES) {
          throw refused(
              "incomplete string data for input '%s': a length of 4 bytes, then so many bytes"
                  .formatted(name));
        }
        values.add(rest.substring(Integer.BYTES, Integer.BYTES + length));
        at += Integer.BYTES + length;
      }
    }
    if (values.size() != expected) {
      throw refused(
          "unexpected number of string elements %d for input '%s', expecting %d"
              .formatted(values.size(), name, expected));
    }
    return values.stream().map(value -> text(name, value)).toList();
  }

  private static String text(String name, ByteString value) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(value.asReadOnlyByteBuffer()).toString();
    } catch (CharacterCodingException e) {
      throw refused("input '%s' is no UTF-8".formatted(name));
    }
  }

  /** The only value of a BOOL input of shape [1]; empty when it isn't there. */
  Optional<Boolean> flag(String name) {
    if (!tensors.containsKey(name)) {
      return Optional.empty();
    }
    ByteString bytes = raw.get(name);
    if (bytes != null) {
      return Optional.of(buffer(name, bytes, 1).get() != 0);
    }
    InferTensorContents contents = tensor(name).getContents();
    checkCount(name, contents.getBoolContentsCount(), 1);
    return Optional.of(contents.getBoolContents(0));
  }

  boolean has(String name) {
    return tensors.containsKey(name);
  }

  /** The only number of an input of shape [1]. */
  float scalar(String name) {
    ByteString bytes = raw.get(name);
    if (bytes != null) {
      return buffer(name, bytes, Float.BYTES).getFloat();
    }
    InferTensorContents contents = tensor(name).getContents();
    checkCount(name, contents.getFp32ContentsCount(), 1);
    return contents.getFp32Contents(0);
  }

  private InferInputTensor tensor(String name) {
    InferInputTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalStateException("no input " + name);
    }
    return tensor;
  }

  private int count(String name) {
    long count = 1;
    for (long dim : shape(name)) {
      count = Math.min(count * Math.min(dim, Integer.MAX_VALUE), Integer.MAX_VALUE);
    }
    // What the bytes can't hold is refused before memory is taken for it.
    ByteString bytes = raw.get(name);
    long most =
        bytes == null
            ? tensor(name).getContents().getInt64ContentsCount()
            : bytes.size() / Long.BYTES;
    if (count > most) {
      throw refused(
          "unexpected total byte size %d for input '%s', expecting %d"
              .formatted(most * Long.BYTES, name, count * Long.BYTES));
    }
    return (int) count;
  }

  private static ByteBuffer buffer(String name, ByteString bytes, long expected) {
    if (bytes.size() != expected) {
      throw refused(
          "unexpected total byte size %d for input '%s', expecting %d"
              .formatted(bytes.size(), name, expected));
    }
    return bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void checkCount(String name, int actual, int expected) {
    if (actual != expected) {
      throw refused(
          "unexpected number of values %d for input '%s', expecting %d"
              .formatted(actual, name, expected));
    }
  }

  private static String shape(List<Long> dims) {
    return dims.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
  }

  static StatusRuntimeException refused(String message) {
    return Status.INVALID_ARGUMENT.withDescription(message).asRuntimeException();
  }
}
