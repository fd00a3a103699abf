package io.longshore.gateway.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.gateway.Transactions;
import io.longshore.runtime.blob.BlobInventory;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.blob.BlobUnavailable;
import io.longshore.runtime.blob.DirectoryBlobStore;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.servlet.autoconfigure.MultipartProperties;
import org.springframework.util.unit.DataSize;

class InstallationTest {
  private final Transactions transactions = Transactions.migrated();
  private final Claims claims = new Claims();

  @TempDir private Path folder;

  @Test
  void allGatewaysOfADatabaseSayTheSameAndOthersSomethingElse() {
    installation(1, 1).afterSingletonsInstantiated();
    installation(1, 1).afterSingletonsInstantiated();
    new Installation(claims, store(1), uploads(1), Transactions.migrated()).claimBlobs();
    assertThat(claims.heard.get(1)).isEqualTo(claims.heard.get(0));
    assertThat(claims.heard.get(2)).isNotEqualTo(claims.heard.get(0));
  }

  @Test
  void anothersBlobsEndTheStartAndAStoreThatIsAwayDoesNot() {
    claims.fails = new IllegalStateException("another's");
    assertThatThrownBy(installation(1, 1)::afterSingletonsInstantiated).hasMessage("another's");
    claims.fails = new BlobUnavailable("away", null);
    assertThatCode(installation(1, 1)::afterSingletonsInstantiated).doesNotThrowAnyException();
  }

  @Test
  void uploadsThatTheStoreCanNotKeepEndTheStart() {
    assertThatCode(installation(5, 5)::afterSingletonsInstantiated).doesNotThrowAnyException();
    for (int megabytes : new int[] {6, -1}) { // -1: Spring's for any
      assertThatThrownBy(installation(megabytes, 5)::afterSingletonsInstantiated)
          .hasMessageContaining("longshore.uploads.max-size")
          .hasMessageContaining("5242880 bytes");
    }
  }

  private Installation installation(int uploadMegabytes, int storeMegabytes) {
    return new Installation(claims, store(storeMegabytes), uploads(uploadMegabytes), transactions);
  }

  private static MultipartProperties uploads(int megabytes) {
    var multipart = new MultipartProperties();
    multipart.setMaxFileSize(
        megabytes < 0 ? DataSize.ofBytes(megabytes) : DataSize.ofMegabytes(megabytes));
    return multipart;
  }

  private BlobStore store(int megabytes) {
    return new Bounded(new DirectoryBlobStore(folder), DataSize.ofMegabytes(megabytes).toBytes());
  }

  private static final class Claims implements BlobInventory {
    private final List<UUID> heard = new ArrayList<>();
    private @Nullable RuntimeException fails;

    @Override
    public void claim(UUID installation) {
      heard.add(installation);
      if (fails != null) {
        throw fails;
      }
    }

    @Override
    public void putBefore(Instant time, Consumer<String> each) {}
  }

  private record Bounded(BlobStore plain, long bytesMax) implements BlobStore {
    @Override
    public String put(int tenant, InputStream in) {
      return plain.put(tenant, in);
    }

    @Override
    public InputStream open(String key) {
      return plain.open(key);
    }

    @Override
    public InputStream open(String key, long from, long length) {
      return plain.open(key, from, length);
    }

    @Override
    public long size(String key) {
      return plain.size(key);
    }

    @Override
    public boolean exists(String key) {
      return plain.exists(key);
    }

    @Override
    public void delete(String key) {
      plain.delete(key);
    }
  }
}
