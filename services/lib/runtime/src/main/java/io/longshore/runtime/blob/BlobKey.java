package io.longshore.runtime.blob;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** How a blob is called: {@code <tenant>/<lower-case hex SHA-256>}. */
final class BlobKey {
  static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,9})/([0-9a-f]{2})([0-9a-f]{62})");

  private BlobKey() {}

  static boolean isOne(String key) {
    return FORM.matcher(key).matches();
  }

  static int requireTenant(int tenant) {
    if (tenant <= 0) {
      throw new IllegalArgumentException("tenant must be positive, not " + tenant);
    }
    return tenant;
  }

  static void requireRange(long from, long length) {
    if (from < 0 || length < 0) {
      throw new IllegalArgumentException("from %d, length %d".formatted(from, length));
    }
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The key of the bytes that went through the digest. */
  static String of(int tenant, MessageDigest digest) {
    return tenant + "/" + HexFormat.of().formatHex(digest.digest());
  }
}
