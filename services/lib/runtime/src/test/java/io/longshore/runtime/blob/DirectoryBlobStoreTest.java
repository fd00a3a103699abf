package io.longshore.runtime.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryBlobStoreTest implements BlobStoreContract {
  @TempDir private Path root;

  @Override
  public BlobStore store() {
    return new DirectoryBlobStore(root.resolve("blobs"));
  }

  @Test
  void nothingHalfWrittenStays() throws IOException {
    store().put(1, new ByteArrayInputStream(new byte[10]));
    store().put(1, new ByteArrayInputStream(new byte[10]));
    assertThatThrownBy(() -> store().put(1, BlobStoreContract.brokenAfter("abc")))
        .isInstanceOf(UncheckedIOException.class);
    try (var files = Files.walk(root)) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(1);
    }
  }

  @Test
  void aStoreThatCanNotBeWrittenIsUnavailableAndSaysWhere() throws IOException {
    Files.writeString(root.resolve("blobs"), "a file where the folder should be");
    assertThatThrownBy(() -> store().put(1, new ByteArrayInputStream(new byte[10])))
        .isInstanceOf(BlobUnavailable.class)
        .hasMessageContaining(root.resolve("blobs").toString());
  }

  @Test
  void whereItCanNotBeToldWhetherABlobIsThereNobodySaysNo() throws IOException {
    Files.createDirectories(root.resolve("blobs"));
    Files.createSymbolicLink(root.resolve("blobs/1"), Path.of("1")); // leads to itself
    assertThatThrownBy(() -> store().exists(MISSING)).isInstanceOf(BlobUnavailable.class);
    assertThatThrownBy(() -> store().delete(MISSING)).isInstanceOf(BlobUnavailable.class);
  }

  @Test
  void aFullDiskIsUnavailableAndLeavesNothing() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "no /dev/full here");
    Path incoming = Files.createDirectories(root.resolve("blobs/incoming"));
    assertThatThrownBy(() ->
            new DirectoryBlobStore(
                    root.resolve("blobs"),
                    folder -> Files.createSymbolicLink(folder.resolve("blob.part"), full))
                .put(1, new ByteArrayInputStream(new byte[10])))
        .isInstanceOf(BlobUnavailable.class)
        .hasMessageContaining("No space left")
        .hasMessageContaining("MB free");
    try (var left = Files.list(incoming)) {
      assertThat(left).isEmpty();
    }
  }
}
