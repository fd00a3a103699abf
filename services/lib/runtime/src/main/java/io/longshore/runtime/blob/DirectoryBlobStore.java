package io.longshore.runtime.blob;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;

/** Blobs as files {@code <root>/<tenant>/<two digits of the hash>/<hash>}. */
public final class DirectoryBlobStore implements BlobStore {
  /** Below the root: what is not whole yet. */
  static final String INCOMING = "incoming";

  private static final int BUFFER_BYTES = 64 * 1024;

  private final Path root;
  private final NewFile newFile;

  public DirectoryBlobStore(Path root) {
    this(root, folder -> Files.createTempFile(folder, "blob", ".part"));
  }

  DirectoryBlobStore(Path root, NewFile newFile) {
    this.root = root.toAbsolutePath().normalize();
    this.newFile = newFile;
  }

  /** Makes an empty file in a folder. */
  interface NewFile {
    Path in(Path folder) throws IOException;
  }

  @Override
  public String put(int tenant, InputStream in) {
    BlobKey.requireTenant(tenant);
    Path temporary = temporary();
    try {
      String key = BlobKey.of(tenant, write(in, temporary));
      Path file = file(key);
      if (!isKept(file)) {
        Files.createDirectories(file.getParent());
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      }
      return key;
    } catch (IOException e) {
      throw unavailable("written", e);
    } finally {
      forget(temporary);
    }
  }

  @Override
  public InputStream open(String key) {
    return open(key, 0, Long.MAX_VALUE);
  }

  @Override
  public InputStream open(String key, long from, long length) {
    BlobKey.requireRange(from, length);
    Path file = file(key);
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      channel.position(from);
      return new LimitedInputStream(Channels.newInputStream(channel), length);
    } catch (NoSuchFileException e) {
      throw new BlobMissing(key);
    } catch (IOException e) {
      throw unavailable("read", e);
    }
  }

  @Override
  public long size(String key) {
    try {
      return Files.size(file(key));
    } catch (NoSuchFileException e) {
      throw new BlobMissing(key);
    } catch (IOException e) {
      throw unavailable("read", e);
    }
  }

  @Override
  public boolean exists(String key) {
    try {
      return BlobKey.isOne(key)
          && Files.readAttributes(file(key), BasicFileAttributes.class).isRegularFile();
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) { // it can't be told: "no" would let a deletion pass for done
      throw unavailable("read", e);
    }
  }

  @Override
  public void delete(String key) {
    if (!BlobKey.isOne(key)) {
      return;
    }
    try {
      Files.deleteIfExists(file(key));
    } catch (IOException e) {
      throw unavailable("written", e);
    }
  }

  /** Whether it is there already; if so, it counts as put now. */
  private static boolean isKept(Path file) throws IOException {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Copies and returns its digest. What the caller's stream throws is the caller's affair. */
  private static MessageDigest write(InputStream in, Path to) throws IOException {
    MessageDigest digest = BlobKey.digest();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (var out = FileChannel.open(to, StandardOpenOption.WRITE)) {
      for (int read = read(in, buffer); read >= 0; read = read(in, buffer)) {
        digest.update(buffer, 0, read);
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
      }
      out.force(true);
    }
    return digest;
  }

  private static int read(InputStream in, byte[] buffer) {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path temporary() {
    try {
      Path folder = root.resolve(INCOMING);
      Files.createDirectories(folder);
      return newFile.in(folder);
    } catch (IOException e) {
      throw unavailable("written", e);
    }
  }

  private static void forget(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      // Nobody misses it; what failed before says why.
    }
  }

  /** A key that is none names no file, so nothing outside of the root can be reached. */
  private Path file(String key) {
    var match = BlobKey.FORM.matcher(key);
    if (!match.matches()) {
      throw new BlobMissing(key);
    }
    return root.resolve(match.group(1))
        .resolve(match.group(2))
        .resolve(match.group(2) + match.group(3));
  }

  private BlobUnavailable unavailable(String what, IOException cause) {
    String free = "";
    try {
      free = ", %d MB free".formatted(Files.getFileStore(root).getUsableSpace() >> 20);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    return new BlobUnavailable(
        "Blobs can't be %s in %s%s: %s".formatted(what, root, free, cause.getMessage()), cause);
  }
}
