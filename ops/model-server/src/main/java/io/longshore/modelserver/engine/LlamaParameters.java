package io.longshore.modelserver.engine;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;

/**
 * The two structs of parameters, which go by value. The library fills in its defaults; this code
 * knows the sizes and the places of the few fields that it sets, and refuses a build where sizes or
 * defaults are others.
 */
final class LlamaParameters {
  /** struct llama_model_params. */
  static final StructLayout MODEL = opaque(80);

  /** struct llama_context_params. */
  static final StructLayout CONTEXT = opaque(160);

  private static final int REPACKING = 74; // use_extra_bufts

  private static final int TOKENS = 0; // n_ctx
  private static final int BATCH = 4; // n_batch
  private static final int STEP = 8; // n_ubatch
  private static final int SEQUENCES = 12; // n_seq_max
  private static final int ROWS = 20; // n_outputs_max
  private static final int THREADS = 28; // n_threads
  private static final int BATCH_THREADS = 32; // n_threads_batch
  private static final int POOLING = 44; // pooling_type
  private static final int KEY_TYPE = 104; // type_k
  private static final int VALUE_TYPE = 108; // type_v
  private static final int EMBEDDINGS = 128; // embeddings
  private static final int WHOLE_WINDOW = 132; // swa_full
  private static final int UNIFIED = 133; // kv_unified

  private static final int F16 = 1;
  private static final int PROBED = 256;

  private LlamaParameters() {}

  private static StructLayout opaque(int bytes) {
    return MemoryLayout.structLayout(MemoryLayout.sequenceLayout(bytes / Long.BYTES, JAVA_LONG));
  }

  static MemorySegment model(
      LlamaLibrary library, EngineSettings settings, SegmentAllocator arena) {
    var parameters = library.function("llama_model_default_params", MODEL).toPointer(arena);
    parameters.set(JAVA_BYTE, REPACKING, (byte) (settings.repacking() ? 1 : 0));
    return parameters;
  }

  /** One cache for all sequences, so that they can share cells; an encoder sees a batch at once. */
  static MemorySegment context(
      LlamaLibrary library, SegmentAllocator arena, EngineSettings settings, boolean encodes) {
    var parameters = library.function("llama_context_default_params", CONTEXT).toPointer(arena);
    parameters.set(JAVA_INT, TOKENS, settings.cells());
    parameters.set(JAVA_INT, BATCH, settings.cells());
    int step = encodes ? settings.cells() : settings.stepTokens();
    parameters.set(JAVA_INT, STEP, Math.min(step, settings.cells()));
    parameters.set(JAVA_INT, SEQUENCES, settings.sequences());
    parameters.set(JAVA_INT, ROWS, encodes ? settings.cells() : settings.rows());
    parameters.set(JAVA_BYTE, EMBEDDINGS, (byte) (encodes ? 1 : 0));
    parameters.set(JAVA_INT, THREADS, settings.threads().single());
    parameters.set(JAVA_INT, BATCH_THREADS, settings.threads().batch());
    parameters.set(JAVA_BYTE, WHOLE_WINDOW, (byte) (settings.wholeWindow() ? 1 : 0));
    parameters.set(JAVA_BYTE, UNIFIED, (byte) 1);
    return parameters;
  }

  /** Throws {@link EngineFailure.LibraryUnusable} when the structs are not what this code knows. */
  static void check(LlamaLibrary library) {
    checkSize(library, "llama_model_default_params", MODEL);
    checkSize(library, "llama_context_default_params", CONTEXT);
    try (var arena = Arena.ofConfined()) {
      var model = library.function("llama_model_default_params", MODEL).toPointer(arena);
      if (model.get(JAVA_BYTE, REPACKING) != 1
          || model.get(JAVA_BYTE, REPACKING - 1) != 0
          || model.get(JAVA_BYTE, REPACKING + 1) != 0) {
        throw library.otherBuild("the model's parameters lie at other places");
      }
      var defaults = library.function("llama_context_default_params", CONTEXT).toPointer(arena);
      int[][] known = {
        {TOKENS, 512},
        {BATCH, 2_048},
        {STEP, 512},
        {SEQUENCES, 1},
        {ROWS, 0},
        {POOLING, -1},
        {KEY_TYPE, F16},
        {VALUE_TYPE, F16}
      };
      for (int[] field : known) {
        int value = defaults.get(JAVA_INT, field[0]);
        if (value != field[1]) {
          throw library.otherBuild(
              "the default at byte %d of the context's parameters is %d and not %d"
                  .formatted(field[0], value, field[1]));
        }
      }
      if (defaults.get(JAVA_INT, THREADS) != defaults.get(JAVA_INT, BATCH_THREADS)
          || defaults.get(JAVA_BYTE, EMBEDDINGS) != 0
          || defaults.get(JAVA_BYTE, WHOLE_WINDOW) != 1
          || defaults.get(JAVA_BYTE, UNIFIED) != 0) {
        throw library.otherBuild("the context's parameters lie at other places");
      }
    }
  }

  /**
   * The function writes into memory of two patterns; what differs from the pattern in neither or
   * one of them was written. Padding at the end may stay as it is.
   */
  private static void checkSize(LlamaLibrary library, String name, StructLayout expected) {
    var function = library.function(name, opaque(PROBED));
    try (var arena = Arena.ofConfined()) {
      MemorySegment first = function.toPointer(patterned(arena, (byte) 0xAA));
      MemorySegment second = function.toPointer(patterned(arena, (byte) 0x55));
      int end = PROBED;
      while (end > 0
          && first.get(JAVA_BYTE, end - 1) == (byte) 0xAA
          && second.get(JAVA_BYTE, end - 1) == (byte) 0x55) {
        end--;
      }
      long size = (end + Long.BYTES - 1L) / Long.BYTES * Long.BYTES;
      if (size != expected.byteSize()) {
        throw library.otherBuild(
            "%s gives %d bytes, not %d".formatted(name, size, expected.byteSize()));
      }
    }
  }

  private static SegmentAllocator patterned(Arena arena, byte pattern) {
    return (bytes, alignment) -> arena.allocate(bytes, alignment).fill(pattern);
  }
}
