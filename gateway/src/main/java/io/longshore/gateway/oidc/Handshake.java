package io.longshore.gateway.oidc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * What a login that was begun keeps in the browser until it comes back: gateways keep nothing.
 *
 * @param state comes back with the browser, so that only a login that this browser began ends in it
 * @param nonce comes back in the ID token, which is of this login then
 * @param verifier proves to the issuer that whoever brings the code began the login (PKCE)
 * @param to where on the page the browser goes then
 */
record Handshake(String state, String nonce, String verifier, String to) {
  private static final int PARTS = 4;
  private static final int RANDOM_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  static Handshake begin(String to) {
    return new Handshake(random(), random(), random(), to);
  }

  /** Empty when it is none. */
  static Optional<Handshake> parse(String text) {
    String[] parts = text.split("\\.", -1);
    try {
      return parts.length == PARTS
          ? Optional.of(
              new Handshake(
                  parts[0],
                  parts[1],
                  parts[2],
                  new String(Base64.getUrlDecoder().decode(parts[3]), StandardCharsets.UTF_8)))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** As a cookie may have it. */
  String text() {
    return String.join(".", state, nonce, verifier, base64(to.getBytes(StandardCharsets.UTF_8)));
  }

  boolean isOf(String otherState) {
    return MessageDigest.isEqual(
        state.getBytes(StandardCharsets.UTF_8), otherState.getBytes(StandardCharsets.UTF_8));
  }

  /** What the issuer is told of the verifier before it is shown it: its SHA-256. */
  String challenge() {
    try {
      return base64(
          MessageDigest.getInstance("SHA-256")
              .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  private static String random() {
    var bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    return base64(bytes);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return "Handshake";
  }
}
