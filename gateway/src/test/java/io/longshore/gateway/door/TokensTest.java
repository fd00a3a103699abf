package io.longshore.gateway.door;

import static io.longshore.gateway.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.gateway.Door;
import io.longshore.gateway.Issuer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a door does with tokens of an issuer that it trusts. */
class TokensTest {
  private static final Issuer ISSUER = Issuer.shared();
  private static final String SETTING = "--longshore.access.oidc.issuers[0].";

  @RegisterExtension
  static final Door DOOR =
      Door.with(
          "--longshore.access.open=false",
          "--longshore.access.admin-key=" + Keys.ADMIN,
          "--longshore.limits.key.requests-per-minute=100000",
          SETTING + "name=acme",
          SETTING + "issuer=" + ISSUER.address(),
          SETTING + "audience=" + Issuer.AUDIENCE,
          SETTING + "claims.tenant=tenant",
          SETTING + "scopes.read=reader,writer",
          SETTING + "scopes.write=writer");

  @BeforeAll
  static void say() {
    new Keys(DOOR.gateway(), Keys.ADMIN).post("/api/v1/tenants", "{\"name\":\"pequod\"}");
    ISSUER.say(Map.of("tenant", "pequod", "roles", List.of("writer"), "groups", List.of("crew")));
  }

  @Test
  void aTokenComesInByTheDoorOfKeysAndIsNoKey() throws Exception {
    var machine = with(ISSUER.token());
    assertThat(machine.get("/api/v1/collections").statusCode()).isEqualTo(200);
    assertThat(machine.post("/api/v1/collections", "{\"name\":\"nets\"}").statusCode())
        .isEqualTo(201);
    var refused = machine.get("/api/v1/keys");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(json(refused).path("detail").asString()).contains("manage");
    assertThat(with(Keys.ADMIN).get("/api/v1/collections").body()).doesNotContain("nets");
  }

  @Test
  void whatItsOwnerUsesIsCountedAndLimitedWithoutAKey() {
    var ahab = with(ISSUER.signed(ISSUER.good().subject("ahab")));
    var reply = ahab.get("/api/v1/collections");
    assertThat(reply.headers().firstValue("x-ratelimit-limit-requests")).hasValue("100000");
    var used = json(ahab.get("/api/v1/usage")).path("data");
    assertThat(used).hasSize(1);
    assertThat(used.get(0).path("owner").asString()).isEqualTo("acme:ahab");
    assertThat(used.get(0).path("key").isNull()).isTrue();
  }

  @Test
  void aTokenOfNobodyIsRefusedWithItsReason() {
    assertRefused("not.a.token", "token-malformed");
    assertRefused(ISSUER.signed(ISSUER.good().claim("tenant", "rachel")), "tenant-unknown");
    assertRefused(ISSUER.signed(ISSUER.good().claim("a", "a".repeat(15_000))), "token-too-long");
    assertRefused(Keys.STRANGER, "key-unknown");
    assertRefused("lsk_" + ISSUER.signed(ISSUER.good()), "key-malformed");
  }

  private static void assertRefused(String token, String code) {
    var refused = with(token).get("/api/v1/collections");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(json(refused).path("code").asString()).isEqualTo(code);
    assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
  }

  private static Keys with(String token) {
    return new Keys(DOOR.gateway(), token);
  }
}
