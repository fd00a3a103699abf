package io.longshore.models.rotary;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A GGUF file (version 3) with its numbers, words and tensors; lists are passed over. A matrix has
 * a row an output, as llama.cpp multiplies.
 */
final class Gguf {
  private static final int MAGIC = 0x46554747;
  private static final int VERSION = 3;
  private static final String ALIGNMENT = "general.alignment";
  private static final int USUAL_ALIGNMENT = 32;
  private static final int STRING = 8;
  private static final int LIST = 9;
  private static final int F32 = 0;
  private static final int F16 = 1;

  /** Bytes of a value by its type. */
  private static final int[] SIZES = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

  private record Tensor(int rows, int columns, int type, long offset) {
    /** Of a number; 0 where it isn't read. */
    int bytes() {
      return switch (type) {
        case F32 -> Float.BYTES;
        case F16 -> Short.BYTES;
        default -> 0;
      };
    }
  }

  private final ByteBuffer file;
  private final Map<String, Object> values = new HashMap<>();
  private final Map<String, Tensor> tensors = new HashMap<>();
  private final int data;

  private Gguf(ByteBuffer file) {
    this.file = file.order(ByteOrder.LITTLE_ENDIAN);
    if (file.getInt() != MAGIC || file.getInt() != VERSION) {
      throw new IllegalArgumentException("not a GGUF file of version " + VERSION);
    }
    long tensorCount = file.getLong();
    long valueCount = file.getLong();
    for (long k = 0; k < valueCount; k++) {
      String name = text();
      readValue(name, file.getInt());
    }
    for (long k = 0; k < tensorCount; k++) {
      readTensor();
    }
    int alignment = values.containsKey(ALIGNMENT) ? (int) number(ALIGNMENT) : USUAL_ALIGNMENT;
    if (alignment < 1) {
      throw new IllegalArgumentException("the GGUF file says an alignment of " + alignment);
    }
    data = Math.multiplyExact(Math.ceilDiv(file.position(), alignment), alignment);
    tensors.values().forEach(this::requireWhole);
  }

  private void requireWhole(Tensor tensor) {
    long room = file.limit() - (long) data - tensor.offset;
    int bytes = Math.max(1, tensor.bytes());
    if (tensor.offset < 0 || room < 0 || (long) tensor.rows * tensor.columns > room / bytes) {
      throw new BufferUnderflowException();
    }
  }

  /**
   * Maps the file.
   *
   * @throws IllegalArgumentException when it is no whole GGUF file
   */
  static Gguf open(Path path) throws IOException {
    try (var channel = FileChannel.open(path)) {
      return new Gguf(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
    } catch (BufferUnderflowException | ArithmeticException e) {
      throw new IllegalArgumentException(path.getFileName() + " is cut off", e);
    }
  }

  private void readValue(String name, int type) {
    switch (type) {
      case STRING -> values.put(name, text());
      case LIST -> skipList();
      case 4, 5 -> values.put(name, (double) file.getInt());
      case 6 -> values.put(name, (double) file.getFloat());
      default -> skip(size(type));
    }
  }

  private void skipList() {
    int type = file.getInt();
    long count = file.getLong();
    if (type != STRING) {
      skip(Math.multiplyExact(count, size(type)));
      return;
    }
    for (long k = 0; k < count; k++) {
      skip(file.getLong());
    }
  }

  private static int size(int type) {
    if (type < 0 || type >= SIZES.length || SIZES[type] == 0) {
      throw new IllegalArgumentException("the GGUF file has a value of the unknown type " + type);
    }
    return SIZES[type];
  }

  private void skip(long bytes) {
    if (bytes < 0 || bytes > file.remaining()) {
      throw new BufferUnderflowException();
    }
    file.position(file.position() + (int) bytes);
  }

  private String text() {
    long bytes = file.getLong();
    if (bytes < 0 || bytes > file.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] text = new byte[(int) bytes];
    file.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private void readTensor() {
    String name = text();
    int dims = file.getInt();
    if (dims < 1 || dims > 2) {
      throw new IllegalArgumentException("%s has %d dimensions".formatted(name, dims));
    }
    int columns = Math.toIntExact(file.getLong());
    int rows = dims == 2 ? Math.toIntExact(file.getLong()) : 1;
    if (columns < 1 || rows < 1) {
      throw new IllegalArgumentException("%s is %d x %d".formatted(name, rows, columns));
    }
    tensors.put(name, new Tensor(rows, columns, file.getInt(), file.getLong()));
  }

  String word(String name) {
    return value(name, String.class);
  }

  double number(String name) {
    return value(name, Double.class);
  }

  private <T> T value(String name, Class<T> type) {
    Object value = values.get(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException("the GGUF file says no " + name);
    }
    return type.cast(value);
  }

  int rows(String name) {
    return tensor(name).rows;
  }

  int columns(String name) {
    return tensor(name).columns;
  }

  /** A vector, or the first row of a matrix. */
  float[] vector(String name) {
    float[] values = new float[columns(name)];
    row(name, 0, values);
    return values;
  }

  void row(String name, int row, float[] into) {
    Tensor tensor = tensor(name);
    int bytes = tensor.bytes();
    if (bytes == 0) {
      throw new IllegalArgumentException(
          "%s is of type %d: only F32 and F16 are read".formatted(name, tensor.type));
    }
    int at = Math.toIntExact(data + tensor.offset + (long) row * tensor.columns * bytes);
    for (int k = 0; k < tensor.columns; k++) {
      into[k] =
          tensor.type == F32
              ? file.getFloat(at + k * Float.BYTES)
              : Float.float16ToFloat(file.getShort(at + k * Short.BYTES));
    }
  }

  private Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("the GGUF file has no tensor " + name);
    }
    return tensor;
  }
}
