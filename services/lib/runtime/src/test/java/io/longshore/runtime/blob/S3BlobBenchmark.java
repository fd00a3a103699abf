package io.longshore.runtime.blob;

import io.longshore.testing.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What blobs cost on a real S3 server beside a directory, one after the other on one machine. */
@EnabledIfSystemProperty(named = "full", matches = ".*", disabledReason = "only with -Dfull")
@EnabledIf(
    value = "io.longshore.testing.S3Server#isHere",
    disabledReason = "the S3 server is built by Go, and there is none here")
class S3BlobBenchmark {
  private static final int ROUNDS = 5;

  @TempDir private Path folder;

  @Test
  void printsMegabytesASecondAndTheirRatio() throws Exception {
    try (var bucket = S3BlobStoreTest.bucket(S3Server.BUCKET, "benchmark", S3Server.SECRET_KEY)) {
      var s3 = new S3BlobStore(bucket);
      var directory = new DirectoryBlobStore(folder);
      for (int kilobytes : new int[] {32, 1024, 4 * 1024, 64 * 1024}) {
        compare(s3, directory, kilobytes << 10);
      }
    }
  }

  private static void compare(BlobStore s3, BlobStore directory, int bytes) throws IOException {
    var put = new double[2][ROUNDS];
    var get = new double[2][ROUNDS];
    for (int round = -1; round < ROUNDS; round++) {
      for (int which = 0; which < 2; which++) {
        BlobStore store = which == 0 ? directory : s3;
        long began = System.nanoTime();
        String key = store.put(1, new Bytes(round, bytes));
        long between = System.nanoTime();
        try (var in = store.open(key)) {
          in.transferTo(OutputStream.nullOutputStream());
        }
        if (round >= 0) { // the first one warms up
          put[which][round] = between - began;
          get[which][round] = System.nanoTime() - between;
        }
        store.delete(key);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "figure: blob of %d KB: put %s, get %s%n",
        bytes >> 10,
        beside(put, bytes),
        beside(get, bytes));
  }

  private static String beside(double[][] nanos, int bytes) {
    double directory = median(nanos[0]);
    double s3 = median(nanos[1]);
    return String.format(
        Locale.ROOT,
        "S3 %.1f ms (%.0f MB/s), directory %.1f ms (%.0f MB/s), ratio %.2f",
        s3 / 1e6,
        bytes * 1e3 / s3,
        directory / 1e6,
        bytes * 1e3 / directory,
        directory / s3);
  }

  private static double median(double[] values) {
    return Arrays.stream(values).sorted().skip(values.length / 2).findFirst().orElseThrow();
  }

  /** So many bytes, others for each seed. */
  private static final class Bytes extends InputStream {
    private final byte[] block = new byte[1 << 16];
    private int left;

    Bytes(int seed, int length) {
      new Random(seed).nextBytes(block);
      left = length;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("blocks only");
    }

    @Override
    public int read(byte[] to, int offset, int length) {
      if (left == 0) {
        return -1;
      }
      int read = Math.min(Math.min(length, left), block.length);
      System.arraycopy(block, 0, to, offset, read);
      left -= read;
      return read;
    }
  }
}
