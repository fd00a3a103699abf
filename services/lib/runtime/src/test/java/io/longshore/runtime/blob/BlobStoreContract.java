package io.longshore.runtime.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every blob store does. A test class of a store implements it. */
interface BlobStoreContract {
  String SHA_256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  String MISSING = "1/0000000000000000000000000000000000000000000000000000000000000000";

  /** The store under test, empty. */
  BlobStore store();

  @Test
  default void theKeyIsTheTenantAndTheHashOfTheBytes() {
    assertThat(put(7, "abc")).isEqualTo("7/" + SHA_256_OF_ABC);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 3_000_000})
  default void whatWasPutIsReadBack(int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    String key = store().put(1, new ByteArrayInputStream(bytes));
    assertThat(read(store().open(key))).isEqualTo(bytes);
    assertThat(store().size(key)).isEqualTo(length);
    assertThat(store().exists(key)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0,3,abc", "2,3,cde", "4,100,ef", "6,1,''", "7,1,''", "3,0,''"})
  default void aRangeIsReadInBytes(long from, long length, String expected) throws IOException {
    String key = put(1, "abcdef");
    assertThat(new String(read(store().open(key, from, length)), StandardCharsets.US_ASCII))
        .isEqualTo(expected);
  }

  @Test
  default void aNegativeRangeIsRefused() {
    String key = put(1, "abc");
    assertThatThrownBy(() -> store().open(key, -1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store().open(key, 0, -1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  default void theSameBytesTwiceAreOneBlobAndTenantsDoNotShare() {
    assertThat(put(1, "abc")).isEqualTo(put(1, "abc")).isNotEqualTo(put(2, "abc"));
    store().delete(put(1, "abc"));
    assertThat(store().exists(put(2, "abc"))).isTrue();
    assertThat(store().exists("1/" + SHA_256_OF_ABC)).isFalse();
  }

  @Test
  default void aStreamThatBreaksOffLeavesNothing() {
    assertThatThrownBy(() -> store().put(1, brokenAfter("abc")))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(store().exists("1/" + SHA_256_OF_ABC)).isFalse();
  }

  @Test
  default void manyWritersOfTheSameBytesAgree() throws Exception {
    byte[] bytes = new byte[500_000];
    Set<String> keys = ConcurrentHashMap.newKeySet();
    try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Boolean> write = () -> keys.add(store().put(1, new ByteArrayInputStream(bytes)));
      for (var done : writers.invokeAll(IntStream.range(0, 16).mapToObj(i -> write).toList())) {
        done.get();
      }
    }
    assertThat(keys).hasSize(1);
    assertThat(read(store().open(keys.iterator().next()))).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        MISSING,
        "",
        "1",
        "1/",
        "1/abc",
        "1/../../etc/passwd",
        "../1/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "1/BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
        "0/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
      })
  default void whatIsNotThereIsMissing(String key) {
    assertThat(store().exists(key)).isFalse();
    assertThatThrownBy(() -> store().open(key)).isInstanceOf(BlobMissing.class);
    assertThatThrownBy(() -> store().open(key, 0, 1)).isInstanceOf(BlobMissing.class);
    assertThatThrownBy(() -> store().size(key)).isInstanceOf(BlobMissing.class);
    store().delete(key);
  }

  @Test
  default void whatWasDeletedCanBePutAgain() {
    String key = put(1, "abc");
    store().delete(key);
    assertThat(store().exists(key)).isFalse();
    assertThat(put(1, "abc")).isEqualTo(key);
    assertThat(store().exists(key)).isTrue();
  }

  @Test
  default void aTenantIsPositive() {
    assertThatThrownBy(() -> put(0, "abc")).isInstanceOf(IllegalArgumentException.class);
  }

  private String put(int tenant, String text) {
    return store().put(tenant, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] read(InputStream in) throws IOException {
    try (in) {
      return in.readAllBytes();
    }
  }

  static InputStream brokenAfter(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        if (read < 0) {
          throw new IOException("hung up");
        }
        return read;
      }
    };
  }
}
