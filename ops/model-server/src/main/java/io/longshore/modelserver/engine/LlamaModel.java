package io.longshore.modelserver.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model's weights, vocabulary and what its file says of it. */
@SuppressWarnings("restricted") // native calls: the process runs with --enable-native-access
final class LlamaModel implements AutoCloseable {
  private static final int VALUE_BYTES = 1_024;
  private static final int PIECE_BYTES = 512;

  /** Loads go one after the other, so that an error in the log is the load's own. */
  private static final Object LOADING = new Object();

  private final LlamaLibrary library;
  private final Path file;
  private final MemorySegment model;
  private final MemorySegment vocabulary;
  private final boolean hasWords;
  private final CFunction tokenToPiece;
  private final CFunction endsGeneration;

  private LlamaModel(LlamaLibrary library, Path file, MemorySegment model) {
    this.library = library;
    this.file = file;
    this.model = model;
    vocabulary = library.function("llama_model_get_vocab", ADDRESS, ADDRESS).toPointer(model);
    hasWords = library.function("llama_vocab_type", JAVA_INT, ADDRESS).toInt(vocabulary) != 0;
    tokenToPiece =
        library.function(
            "llama_token_to_piece",
            JAVA_INT,
            ADDRESS,
            JAVA_INT,
            ADDRESS,
            JAVA_INT,
            JAVA_INT,
            JAVA_BOOLEAN);
    endsGeneration = library.function("llama_vocab_is_eog", JAVA_BOOLEAN, ADDRESS, JAVA_INT);
  }

  static LlamaModel load(LlamaLibrary library, Path file, EngineSettings settings) {
    var load =
        library.function("llama_model_load_from_file", ADDRESS, ADDRESS, LlamaParameters.MODEL);
    try (var arena = Arena.ofConfined()) {
      MemorySegment model =
          read(file, path -> load.toPointer(path, LlamaParameters.model(library, settings, arena)));
      return new LlamaModel(library, file, model);
    }
  }

  private interface Read {
    MemorySegment from(MemorySegment path);
  }

  /** Reads a model or an adapter; a null pointer is a failure with the reason out of the log. */
  private static MemorySegment read(Path file, Read read) {
    if (!Files.isRegularFile(file)) {
      throw new EngineFailure.ModelUnreadable("there is no file " + file.toAbsolutePath());
    }
    synchronized (LOADING) {
      LlamaLog.forget();
      try (var arena = Arena.ofConfined()) {
        MemorySegment pointer = read.from(arena.allocateFrom(file.toString()));
        if (pointer.address() != 0) {
          return pointer;
        }
      }
      throw new EngineFailure.ModelUnreadable(
          "llama.cpp can't read %s: %s".formatted(file, LlamaLog.reason()));
    }
  }

  LlamaLibrary library() {
    return library;
  }

  MemorySegment pointer() {
    return model;
  }

  Adapter adapter(Path gguf) {
    var load = library.function("llama_adapter_lora_init", ADDRESS, ADDRESS, ADDRESS);
    return new Adapter(gguf.toString(), read(gguf, path -> load.toPointer(model, path)));
  }

  String name() {
    return text("general.name").orElseGet(() -> file.getFileName().toString());
  }

  String architecture() {
    return text("general.architecture").orElse("unknown");
  }

  int window() {
    return number("llama_model_n_ctx_train");
  }

  /** Tokens that a layer with a sliding window sees; 0: all layers see all. */
  int slidingWindow() {
    return number("llama_model_n_swa");
  }

  /** Whether it keeps a state instead of keys, in all layers or in some. */
  boolean recurrent() {
    return flag("llama_model_is_recurrent") || flag("llama_model_is_hybrid");
  }

  /** Whether its tokens see what comes after them: it gives vectors and writes nothing. */
  boolean encodes() {
    return text(architecture() + ".attention.causal").filter("false"::equals).isPresent();
  }

  /** Whether another half of it must read a text first (T5 and its like). */
  boolean needsEncoder() {
    return flag("llama_model_has_encoder");
  }

  /** Floats of a vector. */
  int dimensions() {
    return number("llama_model_n_embd_out");
  }

  int vocabularySize() {
    return library.function("llama_vocab_n_tokens", JAVA_INT, ADDRESS).toInt(vocabulary);
  }

  ChatTurns chat() {
    MemorySegment template =
        library
            .function("llama_model_chat_template", ADDRESS, ADDRESS, ADDRESS)
            .toPointer(model, MemorySegment.NULL);
    int end = library.function("llama_vocab_eos", JAVA_INT, ADDRESS).toInt(vocabulary);
    return ChatTurns.of(library, string(template), hasWords && end >= 0 ? word(end) : "");
  }

  /** A token as the vocabulary has it, a control token by its name; empty where it has none. */
  String word(int token) {
    checkWords();
    MemorySegment word =
        library
            .function("llama_vocab_get_text", ADDRESS, ADDRESS, JAVA_INT)
            .toPointer(vocabulary, token);
    return Objects.requireNonNullElse(string(word), "");
  }

  /** The token that begins a text; -1 when the model's file says to put none. */
  int beginning() {
    boolean wanted =
        library.function("llama_vocab_get_add_bos", JAVA_BOOLEAN, ADDRESS).toBoolean(vocabulary);
    return wanted ? library.function("llama_vocab_bos", JAVA_INT, ADDRESS).toInt(vocabulary) : -1;
  }

  /** Bytes of one token's keys and values in 16 bits: layers, heads and their sizes multiplied. */
  long cellBytes() {
    int headSize = number("llama_model_n_embd") / Math.max(1, number("llama_model_n_head"));
    long keys = metadata("attention.key_length", headSize);
    long values = metadata("attention.value_length", headSize);
    return (long) number("llama_model_n_layer")
        * number("llama_model_n_head_kv")
        * (keys + values)
        * Short.BYTES;
  }

  /**
   * @param special whether control tokens in the text are read as such
   * @param ends whether to add the tokens that begin and end a text, as the model's file says
   */
  int[] tokenize(String text, boolean special, boolean ends) {
    checkWords();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    var tokenize =
        library.function(
            "llama_tokenize",
            JAVA_INT,
            ADDRESS,
            ADDRESS,
            JAVA_INT,
            ADDRESS,
            JAVA_INT,
            JAVA_BOOLEAN,
            JAVA_BOOLEAN);
    try (var arena = Arena.ofConfined()) {
      MemorySegment in = arena.allocate(bytes.length + 1L);
      MemorySegment.copy(bytes, 0, in, JAVA_BYTE, 0, bytes.length);
      int room = bytes.length + 4;
      MemorySegment out = arena.allocate(JAVA_INT, room);
      int count = tokenize.toInt(vocabulary, in, bytes.length, out, room, ends, special);
      if (count < 0) { // more tokens than bytes: it says how many
        room = -count;
        out = arena.allocate(JAVA_INT, room);
        count = tokenize.toInt(vocabulary, in, bytes.length, out, room, ends, special);
      }
      return out.asSlice(0, (long) count * Integer.BYTES).toArray(JAVA_INT);
    }
  }

  byte[] piece(int token) {
    checkWords();
    try (var arena = Arena.ofConfined()) {
      int room = PIECE_BYTES;
      MemorySegment out = arena.allocate(room);
      int count = tokenToPiece.toInt(vocabulary, token, out, room, 0, false);
      if (count < 0) {
        room = -count;
        out = arena.allocate(room);
        count = tokenToPiece.toInt(vocabulary, token, out, room, 0, false);
      }
      return out.asSlice(0, count).toArray(JAVA_BYTE);
    }
  }

  boolean endsGeneration(int token) {
    return endsGeneration.toBoolean(vocabulary, token);
  }

  /** Tells models apart whose states must not be mixed up. */
  long fingerprint() {
    long print = cellBytes();
    for (char c : (name() + '/' + architecture() + '/' + vocabularySize()).toCharArray()) {
      print = 31 * print + c;
    }
    return 31 * print + library.function("llama_model_n_params", JAVA_LONG, ADDRESS).toLong(model);
  }

  /** llama.cpp would end the process. */
  private void checkWords() {
    if (!hasWords) {
      throw new EngineFailure.NotSupported("the file of " + name() + " has no vocabulary");
    }
  }

  private int number(String function) {
    return library.function(function, JAVA_INT, ADDRESS).toInt(model);
  }

  private boolean flag(String function) {
    return library.function(function, JAVA_BOOLEAN, ADDRESS).toBoolean(model);
  }

  private long metadata(String key, long otherwise) {
    return text(architecture() + "." + key).map(Long::parseLong).orElse(otherwise);
  }

  private Optional<String> text(String key) {
    try (var arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(VALUE_BYTES);
      int length =
          library
              .function("llama_model_meta_val_str", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG)
              .toInt(model, arena.allocateFrom(key), out, (long) VALUE_BYTES);
      return length <= 0 ? Optional.empty() : Optional.of(out.getString(0));
    }
  }

  private static @Nullable String string(MemorySegment pointer) {
    return pointer.address() == 0 ? null : pointer.reinterpret(Long.MAX_VALUE).getString(0);
  }

  @Override
  public void close() {
    library.function("llama_model_free", null, ADDRESS).run(model);
  }
}
