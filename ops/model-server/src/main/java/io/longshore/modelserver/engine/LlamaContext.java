package io.longshore.modelserver.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A llama.cpp context: the cache, the memory of a batch, the calls on them. Nothing is checked. */
@SuppressWarnings("restricted") // native calls: the process runs with --enable-native-access
final class LlamaContext implements AutoCloseable {
  private static final int NO_SLOT = 1;
  private static final int ABORTED = 2;

  private final LlamaLibrary library;
  private final Arena arena = Arena.ofShared();
  private final LlamaBatch batch;
  private final MemorySegment context;
  private final MemorySegment memory;
  private final int vocabulary;
  private final CFunction decode;
  private final CFunction logits;
  private final CFunction remove;
  private final CFunction copy;
  private @Nullable BooleanSupplier stop;
  private @Nullable RuntimeException thrown;

  LlamaContext(LlamaModel model, EngineSettings settings) {
    this(model, settings, false);
  }

  /** Of a model that gives vectors and keeps nothing. */
  static LlamaContext ofEncoder(LlamaModel model, EngineSettings settings) {
    return new LlamaContext(model, settings, true);
  }

  private LlamaContext(LlamaModel model, EngineSettings settings, boolean encodes) {
    library = model.library();
    vocabulary = model.vocabularySize();
    try {
      var init =
          library.function("llama_init_from_model", ADDRESS, ADDRESS, LlamaParameters.CONTEXT);
      LlamaLog.forget();
      context =
          init.toPointer(
              model.pointer(), LlamaParameters.context(library, arena, settings, encodes));
      if (context.address() == 0) {
        throw new EngineFailure.NoMemory(
            "llama.cpp can't make the model's context: " + LlamaLog.reason());
      }
    } catch (RuntimeException e) {
      arena.close();
      throw e;
    }
    memory = library.function("llama_get_memory", ADDRESS, ADDRESS).toPointer(context);
    batch = new LlamaBatch(arena, size());
    decode = library.function("llama_decode", JAVA_INT, ADDRESS, LlamaBatch.LAYOUT);
    logits = library.function("llama_get_logits", ADDRESS, ADDRESS);
    remove =
        library.function(
            "llama_memory_seq_rm", JAVA_BOOLEAN, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT);
    copy =
        library.function(
            "llama_memory_seq_cp", null, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    library
        .function("llama_set_abort_callback", null, ADDRESS, ADDRESS, ADDRESS)
        .run(context, stopCallback(), MemorySegment.NULL);
  }

  /** llama.cpp asks it between the steps of its graph, on the thread that called decode. */
  private MemorySegment stopCallback() {
    try {
      var stopped =
          MethodHandles.lookup()
              .bind(this, "stopped", MethodType.methodType(boolean.class, MemorySegment.class));
      return library
          .linker()
          .upcallStub(stopped, FunctionDescriptor.of(JAVA_BOOLEAN, ADDRESS), arena);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An exception would end the process: it stops the decode and is thrown after it. */
  @SuppressWarnings("unused")
  private boolean stopped(MemorySegment data) {
    try {
      return stop != null && stop.getAsBoolean();
    } catch (RuntimeException e) {
      thrown = e;
      return true;
    }
  }

  /** Cells of the cache. */
  int size() {
    return library.function("llama_n_ctx", JAVA_INT, ADDRESS).toInt(context);
  }

  boolean canShift() {
    return memory.address() != 0
        && library.function("llama_memory_can_shift", JAVA_BOOLEAN, ADDRESS).toBoolean(memory);
  }

  void threads(int single, int batch) {
    library
        .function("llama_set_n_threads", null, ADDRESS, JAVA_INT, JAVA_INT)
        .run(context, single, batch);
  }

  /** When it fails, some of the batch's tokens may be in the cache. */
  void decode(Batch tokens, BooleanSupplier stop) {
    this.stop = stop;
    thrown = null;
    LlamaLog.forget();
    int code;
    try {
      code = decode.toInt(context, batch.filled(tokens));
    } finally {
      this.stop = null;
    }
    if (thrown != null) {
      throw thrown;
    }
    switch (code) {
      case 0 -> {}
      case NO_SLOT ->
          throw new EngineFailure.NoRoom(
              "llama.cpp found no place for %d tokens: %s"
                  .formatted(tokens.size(), LlamaLog.reason()));
      case ABORTED -> throw new EngineFailure.Stopped();
      default ->
          throw new EngineFailure(
              "llama.cpp failed to decode (%d): %s".formatted(code, LlamaLog.reason()));
    }
  }

  /** Computes the texts of an encoder's batch, one a sequence. */
  void encode(Batch tokens) {
    LlamaLog.forget();
    int code =
        library
            .function("llama_encode", JAVA_INT, ADDRESS, LlamaBatch.LAYOUT)
            .toInt(context, batch.filled(tokens));
    if (code != 0) {
      throw new EngineFailure(
          "llama.cpp failed to encode (%d): %s".formatted(code, LlamaLog.reason()));
    }
  }

  /** A sequence's pooled vector of the last encode. */
  MemorySegment embedding(int sequence, int dimensions) {
    MemorySegment vector =
        library
            .function("llama_get_embeddings_seq", ADDRESS, ADDRESS, JAVA_INT)
            .toPointer(context, sequence);
    if (vector.address() == 0) {
      throw new EngineFailure.NotSupported("the model's file names no pooling of its vectors");
    }
    return vector.reinterpret((long) dimensions * Float.BYTES);
  }

  /** Rows of the last decode, [rows, vocabulary]. */
  MemorySegment logits(int rows) {
    return rows == 0
        ? MemorySegment.NULL
        : logits.toPointer(context).reinterpret((long) rows * vocabulary * Float.BYTES);
  }

  boolean remove(int sequence, int from, int to) {
    return remove.toBoolean(memory, sequence, from, to);
  }

  void copy(int source, int target, int from, int to) {
    copy.run(memory, source, target, from, to);
  }

  void add(int sequence, int from, int to, int delta) {
    library
        .function("llama_memory_seq_add", null, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT)
        .run(memory, sequence, from, to, delta);
  }

  void divide(int sequence, int from, int to, int divisor) {
    library
        .function("llama_memory_seq_div", null, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT)
        .run(memory, sequence, from, to, divisor);
  }

  ByteBuffer save(int sequence) {
    long size =
        library
            .function("llama_state_seq_get_size", JAVA_LONG, ADDRESS, JAVA_INT)
            .toLong(context, sequence);
    try (var bytes = Arena.ofConfined()) {
      MemorySegment out = bytes.allocate(size);
      long written =
          library
              .function(
                  "llama_state_seq_get_data", JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT)
              .toLong(context, out, size, sequence);
      return ByteBuffer.wrap(out.asSlice(0, written).toArray(JAVA_BYTE));
    }
  }

  boolean restore(int sequence, ByteBuffer state) {
    try (var bytes = Arena.ofConfined()) {
      MemorySegment in = bytes.allocate(state.remaining());
      in.copyFrom(MemorySegment.ofBuffer(state));
      LlamaLog.forget();
      return library
              .function(
                  "llama_state_seq_set_data", JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT)
              .toLong(context, in, in.byteSize(), sequence)
          > 0;
    }
  }

  void use(List<Engine.Scaled> adapters) {
    try (var lists = Arena.ofConfined()) {
      MemorySegment pointers = lists.allocate(ADDRESS, Math.max(1, adapters.size()));
      MemorySegment scales = lists.allocate(JAVA_FLOAT, Math.max(1, adapters.size()));
      for (int k = 0; k < adapters.size(); k++) {
        pointers.setAtIndex(ADDRESS, k, adapters.get(k).adapter().pointer());
        scales.setAtIndex(JAVA_FLOAT, k, adapters.get(k).scale());
      }
      int code =
          library
              .function("llama_set_adapters_lora", JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS)
              .toInt(context, pointers, (long) adapters.size(), scales);
      if (code != 0) {
        throw new EngineFailure("llama.cpp does not take the adapters: " + LlamaLog.reason());
      }
    }
  }

  @Override
  public void close() {
    library.function("llama_free", null, ADDRESS).run(context);
    arena.close();
  }
}
