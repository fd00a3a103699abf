package io.longshore.modelserver.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/** Writes small GGUF files (version 3) with tensors of 32-bit floats. */
final class Gguf {
  private static final int ALIGNMENT = 32;
  private static final int TEXT = 8;
  private static final int UNSIGNED = 4;
  private static final int FLOAT = 6;
  private static final int BOOLEAN = 7;

  @SuppressWarnings("ArrayRecordComponent") // written once, then read
  private record Tensor(int[] shape, IntToDoubleFunction value) {
    int count() {
      int count = 1;
      for (int size : shape) {
        count *= size;
      }
      return count;
    }
  }

  private final Map<String, Object> metadata = new LinkedHashMap<>();
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  /**
   * @param value a text, a whole number, a float or a boolean
   */
  Gguf with(String key, Object value) {
    metadata.put(key, value);
    return this;
  }

  /**
   * @param shape the fastest running size first
   */
  Gguf tensor(String name, IntToDoubleFunction value, int... shape) {
    tensors.put(name, new Tensor(shape, value));
    return this;
  }

  Path write(Path file) throws IOException {
    var out = new ByteArrayOutputStream();
    out.write("GGUF".getBytes(StandardCharsets.US_ASCII));
    put(out, 4, 3);
    put(out, 8, tensors.size());
    put(out, 8, metadata.size());
    for (var entry : metadata.entrySet()) {
      text(out, entry.getKey());
      value(out, entry.getValue());
    }
    long offset = 0;
    for (var entry : tensors.entrySet()) {
      text(out, entry.getKey());
      int[] shape = entry.getValue().shape();
      put(out, 4, shape.length);
      for (int size : shape) {
        put(out, 8, size);
      }
      put(out, 4, 0); // 32-bit floats
      put(out, 8, offset);
      offset += padded(4L * entry.getValue().count());
    }
    pad(out);
    for (Tensor tensor : tensors.values()) {
      for (int k = 0; k < tensor.count(); k++) {
        put(out, 4, Float.floatToRawIntBits((float) tensor.value().applyAsDouble(k)));
      }
      pad(out);
    }
    return Files.write(file, out.toByteArray());
  }

  private static void value(ByteArrayOutputStream out, Object value) {
    switch (value) {
      case String text -> {
        put(out, 4, TEXT);
        text(out, text);
      }
      case Integer number -> {
        put(out, 4, UNSIGNED);
        put(out, 4, number);
      }
      case Float number -> {
        put(out, 4, FLOAT);
        put(out, 4, Float.floatToRawIntBits(number));
      }
      case Boolean flag -> {
        put(out, 4, BOOLEAN);
        put(out, 1, flag ? 1 : 0);
      }
      default -> throw new IllegalArgumentException("no such type: " + value);
    }
  }

  private static void text(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    put(out, 8, bytes.length);
    out.writeBytes(bytes);
  }

  private static void put(ByteArrayOutputStream out, int bytes, long value) {
    var number = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
    out.write(number.array(), 0, bytes);
  }

  private static long padded(long size) {
    return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  private static void pad(ByteArrayOutputStream out) {
    while (out.size() % ALIGNMENT != 0) {
      out.write(0);
    }
  }
}
