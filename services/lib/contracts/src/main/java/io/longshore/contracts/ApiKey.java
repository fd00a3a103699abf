package io.longshore.contracts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * An API key: {@code lsk_<8>_<32><6>} in letters and digits. The first part finds its row, the
 * second one (190 random bits) proves it, the last one is a checksum: a key that was mistyped is
 * told from one that is gone without the database, and scanners for secrets know it by its shape.
 *
 * @param prefix of 8, in clear everywhere
 * @param text all of it; a secret
 */
public record ApiKey(String prefix, String text) {
  private static final String MARK = "lsk_";

  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int PREFIX = 8;
  private static final int SECRET = 32;
  private static final int CHECKSUM = 6;
  private static final Pattern SHAPE =
      Pattern.compile(
          "%s[0-9A-Za-z]{%d}_[0-9A-Za-z]{%d}".formatted(MARK, PREFIX, SECRET + CHECKSUM));
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A new one. */
  public static ApiKey random() {
    String prefix = digits(PREFIX);
    String key = MARK + prefix + "_" + digits(SECRET);
    return new ApiKey(prefix, key + checksum(key));
  }

  /** Whether it is one, or means to be. */
  public static boolean isMarked(String text) {
    return text.startsWith(MARK);
  }

  /** Empty when it was not made by {@link #random}, or mistyped. */
  public static Optional<ApiKey> parse(String text) {
    if (!SHAPE.matcher(text).matches()) {
      return Optional.empty();
    }
    int end = text.length() - CHECKSUM;
    return checksum(text.substring(0, end)).equals(text.substring(end))
        ? Optional.of(new ApiKey(text.substring(MARK.length(), MARK.length() + PREFIX), text))
        : Optional.empty();
  }

  /** SHA-256 of all of it: a secret that is random needs no slow hash. */
  public byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  private static String digits(int count) {
    return RANDOM
        .ints(count, 0, DIGITS.length())
        .collect(
            StringBuilder::new,
            (text, digit) -> text.append(DIGITS.charAt(digit)),
            StringBuilder::append)
        .toString();
  }

  private static String checksum(String key) {
    var crc = new CRC32();
    crc.update(key.getBytes(StandardCharsets.US_ASCII));
    var text = new StringBuilder();
    long left = crc.getValue();
    for (int i = 0; i < CHECKSUM; i++) {
      text.append(DIGITS.charAt((int) (left % DIGITS.length())));
      left /= DIGITS.length();
    }
    return text.reverse().toString();
  }

  @Override
  public String toString() {
    return MARK + prefix;
  }
}
