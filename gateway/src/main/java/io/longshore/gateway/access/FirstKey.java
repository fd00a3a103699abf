package io.longshore.gateway.access;

import io.longshore.contracts.ApiKey;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.EnumSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Sees to it that somebody can come in at all, before anybody does. */
@Component
final class FirstKey implements SmartInitializingSingleton {
  private static final Logger log = LoggerFactory.getLogger(FirstKey.class);

  private final AccessProperties properties;
  private final Tenants tenants;
  private final ApiKeyRepository rows;
  private final Clock clock;

  FirstKey(AccessProperties properties, Tenants tenants, ApiKeyRepository rows, Clock clock) {
    this.properties = properties;
    this.tenants = tenants;
    this.rows = rows;
    this.clock = clock;
  }

  @Override
  public void afterSingletonsInstantiated() {
    tenants.keep(properties.tenant());
    String given = properties.adminKey();
    if (given != null && !given.isEmpty()) {
      ApiKey key = ApiKey.parse(given).orElseThrow();
      if (rows.insert(key, said(key))) {
        log.info("admin key added key={}", key.prefix());
      } else {
        rows.find(key.prefix()).ifPresent(row -> warnOf(key, row));
      }
    } else if (!properties.open()) {
      ApiKey key = ApiKey.random();
      if (rows.insertFirst(key, said(key))) {
        show(key);
      }
    }
    if (properties.open()) {
      log.warn(
          "access is open: whoever reaches this machine as localhost is served without a key (longshore.access.open)");
    }
  }

  private KeyRecord said(ApiKey key) {
    return KeyRecord.wanted(
        key,
        KeyRecord.admin(properties.tenant()),
        KeyRecord.Wanted.admin(EnumSet.allOf(AccessScope.class)),
        KeyRecord.ADMIN,
        clock.instant());
  }

  /** Nobody comes in with a key that was given and isn't the one that is kept. */
  private static void warnOf(ApiKey given, ApiKeyRepository.Row kept) {
    if (!MessageDigest.isEqual(kept.hash(), given.hash())) {
      log.warn(
          "another key has the prefix of longshore.access.admin-key, which is not let in: give another one key={}",
          given.prefix());
    } else if (kept.key().revokedAt() != null) {
      log.warn(
          "longshore.access.admin-key was revoked and is not let in: give another one key={}",
          given.prefix());
    }
  }

  /** On the standard output and in no log: it is a secret. */
  @SuppressWarnings("SystemOut")
  private static void show(ApiKey key) {
    System.out.printf(
        "The admin key, shown this once: %s%nKeep it; make others with it (POST /api/v1/keys).%n",
        key.text());
  }
}
