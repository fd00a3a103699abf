package io.longshore.runtime.blob;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.function.Consumer;

/** The files of a {@link DirectoryBlobStore}. */
public final class DirectoryBlobInventory implements BlobInventory {
  private final Path root;

  public DirectoryBlobInventory(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public void putBefore(Instant time, Consumer<String> each) {
    if (!Files.isDirectory(root)) {
      return; // made on first use
    }
    try {
      Files.walkFileTree(root, new Visitor(time, each));
    } catch (IOException e) {
      throw new BlobUnavailable(
          "Blobs in %s can't be looked through: %s".formatted(root, e.getMessage()), e);
    }
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    private final Instant time;
    private final Consumer<String> each;

    Visitor(Instant time, Consumer<String> each) {
      this.time = time;
      this.each = each;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.lastModifiedTime().toInstant().isBefore(time)) {
        Path inside = root.relativize(file);
        if (inside.startsWith(DirectoryBlobStore.INCOMING)) {
          Files.deleteIfExists(file);
        } else {
          String key = inside.getName(0) + "/" + file.getFileName();
          if (BlobKey.isOne(key)) {
            each.accept(key);
          }
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failed) {
      return FileVisitResult.CONTINUE; // deleted at this moment; else the next sweep meets it
    }
  }
}
