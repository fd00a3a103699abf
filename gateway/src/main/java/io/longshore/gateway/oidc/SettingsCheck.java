package io.longshore.gateway.oidc;

import io.longshore.gateway.access.Tenants;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says at the start what else only the first token would find, or nobody. */
@Component
final class SettingsCheck {
  private static final Logger log = LoggerFactory.getLogger(SettingsCheck.class);

  private final OidcProperties properties;
  private final Function<String, Optional<Tenants.Tenant>> tenants;

  @Autowired
  SettingsCheck(OidcProperties properties, Tenants tenants) {
    this(properties, tenants::find);
  }

  /**
   * @param tenants by number or name
   */
  SettingsCheck(OidcProperties properties, Function<String, Optional<Tenants.Tenant>> tenants) {
    this.properties = properties;
    this.tenants = tenants;
  }

  @EventListener(ApplicationReadyEvent.class)
  void check() {
    for (var issuer : properties.issuers()) {
      String tenant = issuer.tenant();
      if (tenant != null && tenants.apply(tenant).isEmpty()) {
        log.warn(
            "there is no tenant {}: tokens are refused until it is made issuer={}",
            tenant,
            issuer.issuer());
      }
      if (issuer.isInClear()) {
        log.warn(
            "keys of an issuer come over http: whoever is on the way lets anybody in issuer={}",
            issuer.issuer());
      }
    }
  }
}
