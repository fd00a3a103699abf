package io.longshore.gateway.access;

import io.longshore.contracts.ApiKey;
import io.longshore.contracts.Principal;
import java.util.EnumSet;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** Sees to it that somebody can come in at all. */
@Component
final class FirstKey implements ApplicationRunner {
  private static final Logger log = LoggerFactory.getLogger(FirstKey.class);
  private static final String ADMIN = "admin";

  private final AccessProperties properties;
  private final ApiKeys keys;
  private final ApiKeyRepository rows;

  FirstKey(AccessProperties properties, ApiKeys keys, ApiKeyRepository rows) {
    this.properties = properties;
    this.keys = keys;
    this.rows = rows;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    String given = properties.adminKey();
    if (given != null && !given.isEmpty()) {
      ApiKey key = ApiKey.parse(given).orElseThrow();
      if (rows.insert(key, said(key))) {
        log.info("admin key added key={}", key.prefix());
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
    var all = new KeyRecord.Wanted(ADMIN, ADMIN, List.of(), EnumSet.allOf(AccessScope.class), null);
    return keys.said(key, new Principal(1, ADMIN, List.of()), all, ADMIN);
  }

  /** On the standard output and in no log: it is a secret. */
  @SuppressWarnings("SystemOut")
  private static void show(ApiKey key) {
    System.out.printf(
        "The admin key, shown this once: %s%nKeep it; make others with it (POST /api/v1/keys).%n",
        key.text());
  }
}
