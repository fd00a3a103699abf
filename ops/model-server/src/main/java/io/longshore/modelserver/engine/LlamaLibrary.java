package io.longshore.modelserver.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * llama.cpp's shared libraries, once for the process and never unloaded: their back ends register
 * themselves for good. Functions are as {@code llama.h} of release v0.5.0 declares them.
 */
@SuppressWarnings("restricted") // native calls: the process runs with --enable-native-access
final class LlamaLibrary {
  private static final String BUILD = "release v0.5.0";
  private static @Nullable LlamaLibrary loaded;

  private final Linker linker = Linker.nativeLinker();
  private final Path folder;
  private final List<SymbolLookup> libraries = new ArrayList<>();
  private final Map<Signature, CFunction> functions = new ConcurrentHashMap<>();

  private LlamaLibrary(Path folder) {
    this.folder = folder;
  }

  /** Loads the libraries of a folder, or gives those that are loaded already. */
  static synchronized LlamaLibrary open(Path folder) {
    Path real;
    try {
      real = folder.toRealPath();
    } catch (IOException e) {
      throw new EngineFailure.LibraryUnusable(
          "there is no folder of llama.cpp's libraries at " + folder.toAbsolutePath(), e);
    }
    if (loaded != null) {
      if (!loaded.folder.equals(real)) {
        throw new EngineFailure.LibraryUnusable(
            "this process runs llama.cpp out of %s already, not out of %s"
                .formatted(loaded.folder, real));
      }
      return loaded;
    }
    var library = new LlamaLibrary(real);
    library.load();
    loaded = library;
    return library;
  }

  private void load() {
    try {
      // Each finds those before it by name; the second registers what the first defines.
      for (String name : List.of("libggml-base", "libggml", "libllama")) {
        libraries.add(SymbolLookup.libraryLookup(file(name), Arena.global()));
      }
      LlamaParameters.check(this);
      MemorySegment callback = LlamaLog.callback(linker);
      function("llama_log_set", null, ADDRESS, ADDRESS).run(callback, MemorySegment.NULL);
    } catch (IllegalArgumentException e) {
      throw new EngineFailure.LibraryUnusable(
          "llama.cpp's libraries in %s can't be loaded: %s".formatted(folder, e.getMessage()), e);
    }
    try (var arena = Arena.ofConfined()) {
      function("ggml_backend_load_all_from_path", null, ADDRESS)
          .run(arena.allocateFrom(folder.toString()));
    }
    if (function("ggml_backend_dev_count", JAVA_LONG).toLong() == 0) {
      throw new EngineFailure.LibraryUnusable(
          "no back end of llama.cpp in %s runs on this machine".formatted(folder));
    }
    function("llama_backend_init", null).run();
  }

  /** {@code libllama.so}, or with a version between as in {@code libllama.v0.5.0.so}. */
  private Path file(String name) {
    try (var files = Files.newDirectoryStream(folder, name + "{.so,.v*.so}")) {
      for (Path file : files) {
        return file;
      }
    } catch (IOException e) {
      throw new EngineFailure.LibraryUnusable("could not look into " + folder, e);
    }
    throw new EngineFailure.LibraryUnusable("there is no %s*.so in %s".formatted(name, folder));
  }

  Linker linker() {
    return linker;
  }

  private record Signature(String name, FunctionDescriptor descriptor) {}

  /** A function by its C name; a null result is void. */
  CFunction function(String name, @Nullable MemoryLayout result, MemoryLayout... arguments) {
    var descriptor =
        result == null
            ? FunctionDescriptor.ofVoid(arguments)
            : FunctionDescriptor.of(result, arguments);
    return functions.computeIfAbsent(new Signature(name, descriptor), this::find);
  }

  private CFunction find(Signature wanted) {
    MemorySegment symbol =
        libraries.stream()
            .flatMap(library -> library.find(wanted.name()).stream())
            .findFirst()
            .orElseThrow(() -> otherBuild("it has no " + wanted.name()));
    return new CFunction(wanted.name(), linker.downcallHandle(symbol, wanted.descriptor()));
  }

  /** The reason of a struct that isn't what this code knows. */
  EngineFailure.LibraryUnusable otherBuild(String what) {
    return new EngineFailure.LibraryUnusable(
        "llama.cpp in %s is another build than %s: %s".formatted(folder, BUILD, what));
  }
}
