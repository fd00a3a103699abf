package io.longshore.cli.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.cli.Exit;
import io.longshore.cli.Run;
import io.longshore.cli.client.Api;
import io.longshore.cli.client.TestGateway;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessCommandsTest {
  private TestGateway gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = new TestGateway();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void aKeyIsMadeAsItWasAskedForAndShown() {
    gateway.on("POST /api/v1/keys", 201, "{\"key\":{\"id\":\"Zk3xQ0bP\"},\"secret\":\"lsk_s\"}");
    Run run =
        Run.of(
            "keys create import --scopes read,write --owner robot --groups crew,deck --days 30"
                .split(" ", -1));
    assertThat(run.exit()).as(run.err()).isEqualTo(Exit.GOOD);
    assertThat(run.out()).contains("lsk_s");
    var body = Api.JSON.readTree(gateway.asked().getFirst().body());
    assertThat(body.path("name").asString()).isEqualTo("import");
    assertThat(body.path("scopes").toString()).isEqualTo("[\"read\",\"write\"]");
    assertThat(body.path("groups").toString()).isEqualTo("[\"crew\",\"deck\"]");
    assertThat(body.path("owner").asString()).isEqualTo("robot");
    assertThat(Instant.parse(body.path("expires_at").asString()))
        .isCloseTo(
            Instant.now().plus(Duration.ofDays(30)),
            org.assertj.core.api.Assertions.within(1, ChronoUnit.HOURS));
  }

  @Test
  void whatIsLeftOutIsLeftToTheGateway() {
    gateway.on("POST /api/v1/keys", 201, "{\"secret\":\"lsk_s\"}");
    assertThat(Run.of("keys", "create", "mine").exit()).isEqualTo(Exit.GOOD);
    assertThat(gateway.asked().getFirst().body())
        .isEqualTo("{\"name\":\"mine\",\"scopes\":[\"read\"]}");
  }

  @Test
  void allPagesOfKeysAreListed() {
    gateway
        .on(
            "GET /api/v1/keys",
            200,
            """
            {"data":[{"id":"aaaaaaaa","name":"one","owner":"local","scopes":["read","write"]}],"has_more":true,"next":"aaaaaaaa"}
            """)
        .on(
            "GET /api/v1/keys?after=aaaaaaaa",
            200,
            """
            {"data":[{"id":"bbbbbbbb","name":"two","owner":"local","scopes":["read"],"revoked_at":"2026-01-01T00:00:00Z"}],"has_more":false}
            """);
    assertThat(Run.of("keys", "list").out())
        .containsPattern("aaaaaaaa +read,write +local +valid +one")
        .containsPattern("bbbbbbbb +read +local +revoked +two");
    assertThat(Run.of("keys", "list", "--json").json().get("data")).hasSize(2);
  }

  @Test
  void aKeyIsRevokedByItsId() {
    gateway.on("DELETE /api/v1/keys/aaaaaaaa", 200, "{}");
    assertThat(Run.of("keys", "revoke", "aaaaaaaa").out()).contains("revoked aaaaaaaa");
    assertThat(Run.of("keys", "revoke", "gone").exit()).isEqualTo(Exit.SOME_FAILED);
  }

  @Test
  void aTenantComesWithItsFirstKey() {
    gateway
        .on(
            "POST /api/v1/tenants",
            201,
            "{\"tenant\":{\"id\":7,\"name\":\"acme\"},\"key\":{\"secret\":\"lsk_t\"}}")
        .on(
            "GET /api/v1/tenants",
            200,
            "{\"data\":[{\"id\":7,\"name\":\"acme\",\"state\":\"active\"}]}");
    assertThat(Run.of("tenants", "create", "acme").out()).contains("Tenant 7", "lsk_t");
    assertThat(Run.of("tenants", "list").out()).containsPattern("7 +active +acme");
  }

  @Test
  void aTenantIsNamedByItsNumberOrItsName() {
    gateway
        .on("GET /api/v1/tenants", 200, "{\"data\":[{\"id\":7,\"name\":\"acme\"}]}")
        .on("POST /api/v1/tenants/7/keys", 201, "{\"secret\":\"lsk_more\"}")
        .on("DELETE /api/v1/tenants/7", 202, "{\"id\":7,\"name\":\"acme\"}");
    assertThat(Run.of("tenants", "key", "acme").out()).contains("lsk_more");
    assertThat(Run.of("tenants", "key", "7").out()).contains("lsk_more");
    assertThat(Run.of("tenants", "delete", "acme").out()).contains("deleting 7, acme");
    assertThat(Run.of("tenants", "delete", "acne").exit()).isNotEqualTo(Exit.GOOD);
    assertThat(gateway.asked()).filteredOn(one -> one.line().startsWith("DELETE")).hasSize(1);
  }
}
