package io.longshore.modelserver.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** llama.cpp with nothing around it: one sequence, greedy, what a minimal program would do. */
@SuppressWarnings("restricted")
final class BareLoop implements AutoCloseable {
  private final Arena arena = Arena.ofShared();
  private final SymbolLookup library;
  private final MemorySegment model;
  private final MemorySegment context;
  private final MemorySegment token = arena.allocate(JAVA_INT);
  private final int vocabulary;
  private final MethodHandle decode;
  private final MethodHandle logits;
  private final MethodHandle oneBatch;

  BareLoop(Path gguf, EngineSettings settings) throws Throwable {
    var llama = LlamaLibrary.open(LlamaFiles.library());
    library =
        SymbolLookup.libraryLookup(
            LlamaFiles.library().toRealPath().resolve("libllama.v0.5.0.so"), arena);
    model =
        llama
            .function("llama_model_load_from_file", ADDRESS, ADDRESS, LlamaParameters.MODEL)
            .toPointer(
                arena.allocateFrom(gguf.toString()), LlamaParameters.model(llama, settings, arena));
    context =
        llama
            .function("llama_init_from_model", ADDRESS, ADDRESS, LlamaParameters.CONTEXT)
            .toPointer(model, LlamaParameters.context(llama, arena, settings, false));
    var words = llama.function("llama_model_get_vocab", ADDRESS, ADDRESS).toPointer(model);
    vocabulary = llama.function("llama_vocab_n_tokens", JAVA_INT, ADDRESS).toInt(words);
    decode = handle("llama_decode", FunctionDescriptor.of(JAVA_INT, ADDRESS, LlamaBatch.LAYOUT));
    logits = handle("llama_get_logits_ith", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
    oneBatch =
        handle("llama_batch_get_one", FunctionDescriptor.of(LlamaBatch.LAYOUT, ADDRESS, JAVA_INT));
  }

  private MethodHandle handle(String name, FunctionDescriptor descriptor) {
    return Linker.nativeLinker().downcallHandle(library.find(name).orElseThrow(), descriptor);
  }

  /** Reads the prompt; the most probable next token. */
  int read(int[] prompt) throws Throwable {
    try (var memory = Arena.ofConfined()) {
      return next(memory, memory.allocateFrom(JAVA_INT, prompt), prompt.length);
    }
  }

  /** Writes so many tokens after a first one. */
  int write(int first, int count) throws Throwable {
    int last = first;
    for (int k = 0; k < count; k++) {
      token.set(JAVA_INT, 0, last);
      try (var memory = Arena.ofConfined()) {
        last = next(memory, token, 1);
      }
    }
    return last;
  }

  private int next(Arena memory, MemorySegment tokens, int count) throws Throwable {
    var batch =
        (MemorySegment)
            oneBatch.invokeExact((java.lang.foreign.SegmentAllocator) memory, tokens, count);
    int code = (int) decode.invokeExact(context, batch);
    if (code != 0) {
      throw new IllegalStateException("decode gave " + code);
    }
    MemorySegment scores =
        ((MemorySegment) logits.invokeExact(context, -1)).reinterpret(4L * vocabulary);
    int best = 0;
    float most = Float.NEGATIVE_INFINITY;
    for (int k = 0; k < vocabulary; k++) {
      float score = scores.getAtIndex(JAVA_FLOAT, k);
      if (score > most) {
        most = score;
        best = k;
      }
    }
    return best;
  }

  @Override
  public void close() {
    var llama = LlamaLibrary.open(LlamaFiles.library());
    llama.function("llama_free", null, ADDRESS).run(context);
    llama.function("llama_model_free", null, ADDRESS).run(model);
    arena.close();
  }

  void forget() {
    var llama = LlamaLibrary.open(LlamaFiles.library());
    var memory = llama.function("llama_get_memory", ADDRESS, ADDRESS).toPointer(context);
    llama
        .function("llama_memory_clear", null, ADDRESS, java.lang.foreign.ValueLayout.JAVA_BOOLEAN)
        .run(memory, false);
  }
}
