package io.longshore.gateway.access;

import io.longshore.contracts.ApiKey;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom this gateway serves.
 *
 * @param open whether whoever says nothing is served too, with all scopes; only where the gateway
 *     listens on this machine alone
 * @param tenant of whom an open door serves, and whose the first admin key is
 * @param adminKey the first admin key, made by whoever installs; only its hash is kept. Without one
 *     a closed gateway makes it and prints it once
 */
@ConfigurationProperties("longshore.access")
record AccessProperties(
    @DefaultValue("false") boolean open, @DefaultValue("1") int tenant, @Nullable String adminKey) {
  AccessProperties {
    if (tenant < 1) {
      throw new IllegalArgumentException(
          "longshore.access.tenant must be at least 1, not " + tenant);
    }
    if (adminKey != null && !adminKey.isEmpty() && ApiKey.parse(adminKey).isEmpty()) {
      throw new IllegalArgumentException(
          "longshore.access.admin-key is no key: lsk_, 8 letters or digits, _, 38 more with a checksum; leave it out and one is made");
    }
  }

  /**
   * @param address that the gateway listens on; null for all of them
   */
  void mayBeOpenOn(@Nullable String address) {
    if (open && !isLoopback(address)) {
      throw new IllegalStateException(
          "longshore.access.open lets everybody in, and the gateway listens on %s: set server.address to 127.0.0.1, or leave it closed and use keys"
              .formatted(address == null ? "all addresses" : address));
    }
  }

  private static boolean isLoopback(@Nullable String address) {
    try {
      return address != null
          && !address.isBlank()
          && InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "AccessProperties[open=%s, tenant=%d]".formatted(open, tenant);
  }
}
