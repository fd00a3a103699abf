package io.longshore.inference.encoder;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.longshore.inference.call.ModelRefused;
import io.longshore.inference.kserve.InferParameter;
import io.longshore.inference.kserve.ModelInferRequest;
import io.longshore.inference.kserve.ModelInferRequest.InferInputTensor;
import io.longshore.inference.kserve.ModelInferRequest.InferRequestedOutputTensor;
import io.longshore.inference.kserve.ModelInferResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Texts that travel in one request: one row, a segment a text. */
record Pack(List<Reading> texts) {
  private static final String INT64 = "INT64";
  private static final String FP32 = "FP32";

  /**
   * In the given order, so that answers need no sorting; a text longer than the bound travels
   * alone, and so do those of each sharpness.
   */
  static List<Pack> of(List<Reading> texts, int mostTokens) {
    List<Pack> packs = new ArrayList<>();
    List<Reading> pack = new ArrayList<>();
    int sum = 0;
    for (Reading text : texts) {
      if (!pack.isEmpty()
          && (sum + text.seen() > mostTokens || text.sharpness() != pack.getFirst().sharpness())) {
        packs.add(new Pack(pack));
        pack = new ArrayList<>();
        sum = 0;
      }
      pack.add(text);
      sum += text.seen();
    }
    if (!pack.isEmpty()) {
      packs.add(new Pack(pack));
    }
    return packs;
  }

  int tokens() {
    return texts.stream().mapToInt(Reading::seen).sum();
  }

  ModelInferRequest request(
      String model, float attentionDivisor, Encoder.Priority priority, String output) {
    int count = tokens();
    ByteBuffer ids = buffer(count * Long.BYTES);
    ByteBuffer positions = buffer(count * Long.BYTES);
    ByteBuffer segments = buffer(count * Long.BYTES);
    for (int text = 0; text < texts.size(); text++) {
      Reading reading = texts.get(text);
      for (int k = 0; k < reading.seen(); k++) {
        ids.putLong(reading.ids()[k]);
        positions.putLong(reading.positions()[k]);
        segments.putLong(text + 1);
      }
    }
    // Triton: 1 is the highest priority.
    var rank =
        InferParameter.newBuilder().setUint64Param(priority == Encoder.Priority.QUESTION ? 1 : 2);
    return ModelInferRequest.newBuilder()
        .setModelName(model)
        .putParameters("priority", rank.build())
        .addInputs(input("input_ids", INT64, 1, count))
        .addRawInputContents(bytes(ids))
        .addInputs(input("position_ids", INT64, 1, count))
        .addRawInputContents(bytes(positions))
        .addInputs(input("segment_ids", INT64, 1, count))
        .addRawInputContents(bytes(segments))
        .addInputs(input("attn_div", FP32, 1))
        .addRawInputContents(
            bytes(buffer(Float.BYTES).putFloat(attentionDivisor / texts.getFirst().sharpness())))
        .addOutputs(InferRequestedOutputTensor.newBuilder().setName(output))
        .build();
  }

  /** One vector a reading out of {@code pooled}, as long as the model made it. */
  List<float[]> means(ModelInferResponse response, int dimensions) {
    FloatBuffer pooled = output(response, texts.size() * dimensions);
    List<float[]> means = new ArrayList<>();
    for (int text = 0; text < texts.size(); text++) {
      float[] vector = new float[dimensions];
      pooled.get(vector);
      means.add(vector);
    }
    return means;
  }

  /** The vectors of a reading's tokens out of {@code tokens}, as long as the model made them. */
  List<float[]> rows(ModelInferResponse response, int dimensions) {
    FloatBuffer vectors = output(response, tokens() * dimensions);
    List<float[]> all = new ArrayList<>();
    for (Reading text : texts) {
      float[] rows = new float[text.seen() * dimensions];
      vectors.get(rows);
      all.add(rows);
    }
    return all;
  }

  /** One vector a token out of {@code tokens}. */
  List<TokenVectors> tokenVectors(ModelInferResponse response, int dimensions) {
    FloatBuffer vectors = output(response, tokens() * dimensions);
    List<TokenVectors> all = new ArrayList<>();
    int at = 0;
    for (Reading text : texts) {
      int seen = text.seen();
      int[] kept = new int[seen];
      int count = 0;
      for (int k = 0; k < seen; k++) {
        if (text.isText(k)) {
          kept[count++] = k;
        }
      }
      float[] values = new float[count * dimensions];
      int[] starts = new int[count];
      int[] ends = new int[count];
      for (int k = 0; k < count; k++) {
        vectors.get((at + kept[k]) * dimensions, values, k * dimensions, dimensions);
        normalize(values, k * dimensions, dimensions);
        starts[k] = text.starts()[kept[k]];
        ends[k] = text.ends()[kept[k]];
      }
      all.add(new TokenVectors(dimensions, values, starts, ends, seen, text.given()));
      at += seen;
    }
    return all;
  }

  private static FloatBuffer output(ModelInferResponse response, int expected) {
    FloatBuffer values =
        response
            .getRawOutputContents(0)
            .asReadOnlyByteBuffer()
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    if (values.remaining() != expected) {
      throw new ModelRefused(
          "The model answered %d numbers for %d".formatted(values.remaining(), expected), null);
    }
    return values;
  }

  static void normalize(float[] values, int from, int count) {
    double sum = 0;
    for (int k = from; k < from + count; k++) {
      sum += (double) values[k] * values[k];
    }
    float factor = sum == 0 ? 0 : (float) (1 / Math.sqrt(sum));
    for (int k = from; k < from + count; k++) {
      values[k] *= factor;
    }
  }

  private static InferInputTensor input(String name, String type, long... shape) {
    var input = InferInputTensor.newBuilder().setName(name).setDatatype(type);
    for (long dim : shape) {
      input.addShape(dim);
    }
    return input.build();
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteString bytes(ByteBuffer full) {
    return UnsafeByteOperations.unsafeWrap(full.flip());
  }
}
