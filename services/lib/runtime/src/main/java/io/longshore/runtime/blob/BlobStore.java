package io.longshore.runtime.blob;

import java.io.InputStream;

/**
 * Immutable bytes by the hash of their content. Every implementation passes {@code
 * BlobStoreContract}.
 *
 * <p>Keys are {@code <tenant>/<lower-case hex SHA-256>}. Anything that is not such a key is
 * missing. All methods throw {@link BlobUnavailable} when the store can't be reached, read or
 * written.
 */
public interface BlobStore {
  /**
   * Keeps the bytes and returns their key. Streams; nothing is visible before all of it is; the
   * same bytes are kept once. The stream is read to its end and left open.
   *
   * @throws java.io.UncheckedIOException when {@code in} breaks off; nothing is kept then
   */
  String put(int tenant, InputStream in);

  /**
   * The whole of it; to be closed by the caller.
   *
   * @throws BlobMissing when there is no such blob
   */
  InputStream open(String key);

  /**
   * {@code length} bytes from the byte {@code from}; fewer where the blob ends before. To be closed
   * by the caller.
   *
   * @throws BlobMissing when there is no such blob
   */
  InputStream open(String key, long from, long length);

  /**
   * Bytes.
   *
   * @throws BlobMissing when there is no such blob
   */
  long size(String key);

  boolean exists(String key);

  /** Forgets it; quiet when there is none. */
  void delete(String key);

  /** Bytes of the largest blob that can be put. */
  default long bytesMax() {
    return Long.MAX_VALUE;
  }
}
