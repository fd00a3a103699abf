package io.longshore.modelserver.packing;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/** The tensors that a graph must have to be packed; a file without them is refused at once. */
final class EncoderTensors {
  private static final int ANY = -1;

  private EncoderTensors() {}

  /**
   * @param file for the message
   * @throws IOException what the graph has and what it should have
   */
  static void check(OrtSession session, String file, int dimensions)
      throws IOException, OrtException {
    Map<String, NodeInfo> inputs = session.getInputInfo();
    for (String name : new String[] {"input_ids", "position_ids", "segment_ids"}) {
      expect(file, inputs, name, OnnxJavaType.INT64, ANY, ANY);
    }
    expect(file, inputs, "attn_div", OnnxJavaType.FLOAT, 1);
    if (inputs.size() != 4) {
      throw new IOException("%s has the inputs %s: one too many".formatted(file, inputs.keySet()));
    }
    for (String name : new String[] {"tokens", "pooled"}) {
      expect(file, session.getOutputInfo(), name, OnnxJavaType.FLOAT, ANY, ANY, dimensions);
    }
  }

  private static void expect(
      String file, Map<String, NodeInfo> all, String name, OnnxJavaType type, long... shape)
      throws IOException {
    NodeInfo found = all.get(name);
    if (found == null) {
      throw new IOException("%s has %s and no %s".formatted(file, all.keySet(), name));
    }
    if (!(found.getInfo() instanceof TensorInfo tensor)
        || tensor.type != type
        || !fits(tensor.getShape(), shape)) {
      throw new IOException(
          "%s of %s should be %s %s, but is %s"
              .formatted(name, file, type, Arrays.toString(shape), said(found)));
    }
  }

  private static boolean fits(long[] actual, long[] expected) {
    if (actual.length != expected.length) {
      return false;
    }
    for (int k = 0; k < actual.length; k++) {
      if (actual[k] != ANY && expected[k] != ANY && actual[k] != expected[k]) {
        return false;
      }
      if (actual[k] != ANY && expected[k] == ANY) {
        return false; // a size that was fixed by the export
      }
    }
    return true;
  }

  private static String said(NodeInfo found) {
    return found.getInfo() instanceof TensorInfo tensor
        ? "%s %s".formatted(tensor.type, Arrays.toString(tensor.getShape()))
        : "no tensor";
  }
}
