package io.longshore.gateway.door;

import static io.longshore.gateway.Gateway.await;
import static io.longshore.gateway.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.contracts.Progress;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.Topics;
import io.longshore.contracts.document.Action;
import io.longshore.contracts.document.DocumentSubmitted;
import io.longshore.contracts.document.ForgetTenant;
import io.longshore.contracts.request.Reply;
import io.longshore.contracts.request.Request;
import io.longshore.gateway.Door;
import io.longshore.gateway.RoomsBehind;
import io.longshore.gateway.library.DeletedCollections;
import io.longshore.gateway.usage.Subject;
import io.longshore.gateway.usage.Usage;
import io.longshore.runtime.tenant.TenantTransaction;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.JsonNode;

/** The test plays the rooms that hold something of a tenant. */
class DeletedTenantTest {
  private static final String INSERT =
      "insert into collection (id, name, created_at) values (gen_random_uuid(), 'late', now())";

  @RegisterExtension
  static final Door DOOR =
      Door.with(
          "--longshore.access.open=false",
          "--longshore.access.admin-key=" + Keys.ADMIN,
          "--longshore.tenants.sweep=100ms");

  private final Keys admin = new Keys(DOOR.gateway(), Keys.ADMIN);

  @Test
  void aTenantIsDeletedWithAllThatItHasAndItsNumberIsGivenToNobodyElse() throws IOException {
    var made = json(admin.post("/api/v1/tenants", "{\"name\":\"leaving\"}"));
    int id = made.at("/tenant/id").asInt();
    String path = "/api/v1/tenants/" + id;
    Keys theirs = admin.with(made.at("/key/secret").asString());
    var old = new ArrayList<String>();
    try (var orders = new RoomsBehind<>(Topics.DOCUMENTS_SUBMITTED, DocumentSubmitted.class);
        var memory = new RoomsBehind<>(Topics.requests(Rooms.MEMORY), Request.class)) {
      var uploaded = theirs.upload("a.txt", "Sea.", "boxes");
      assertThat(uploaded.statusCode()).isEqualTo(202);
      old.add("/api/v1/documents/" + json(uploaded).path("id").asString());
      var asked = ask(theirs);
      old.add("/api/v1/answers/" + asked.path("id").asString());
      old.add("/api/v1/conversations/" + asked.path("conversation").asString());
      old.add("/api/v1/collections/boxes");
      assertThat(files(id)).isPositive();

      var deleted = admin.delete(path);
      assertThat(deleted.statusCode()).isEqualTo(202);
      assertThat(json(deleted).path("state").asString()).isEqualTo("deleting");
      assertThat(code(theirs.get("/api/v1/collections"))).isEqualTo("key-revoked");
      assertThat(code(admin.post(path + "/keys", ""))).isEqualTo("tenant-deleting");
      assertThat(admin.delete(path).statusCode()).as("again").isEqualTo(202);
      var again = admin.post("/api/v1/tenants", "{\"name\":\"leaving\"}");
      assertThat(again.statusCode()).isEqualTo(409);
      assertThat(code(again)).isEqualTo("tenant-deleting");
      assertThat(json(again).path("detail").asString()).contains("“leaving”", "free then");
      assertThatThrownBy(() -> transactions().run(id, jdbc -> jdbc.sql(INSERT).update()))
          .isInstanceOf(DataAccessException.class)
          .hasMessageContaining("is deleted");

      var order =
          orders.hear(one -> one.principal().tenant() == id && one.action() == Action.DELETE);
      List.of(Rooms.EMBEDDER, Rooms.MEMORY)
          .forEach(owner ->
              orders.say(
                  Topics.PROGRESS,
                  order.document().toString(),
                  Progress.erased(owner, order.principal(), order.document(), order.version())));
      await(() -> files(id), none -> none == 0);
      assertThat(json(admin.get(path)).path("state").asString())
          .as("the index still knows of a collection, and something may run")
          .isEqualTo("deleting");

      var collections = DOOR.gateway().part(DeletedCollections.class);
      collections.due(Instant.now().plus(Duration.ofHours(1)), 99).forEach(collections::forgotten);
      anHourAgo(id);
      var forget =
          memory.hear(
              one -> one.kind().equals(ForgetTenant.KIND) && one.principal().tenant() == id);
      memory.say(
          Topics.REPLIES,
          forget.id().toString(),
          new Reply(
              forget.id(), forget.part(), "{\"owner\":\"memory\",\"counts\":{}}", null, null));
      await(() -> admin.get(path), reply -> reply.statusCode() == 404);
    }
    assertThat(admin.delete(path).statusCode()).isEqualTo(404);
    assertThat(admin.get("/api/v1/tenants").body()).doesNotContain("leaving");
    assertThat(code(theirs.get("/api/v1/collections"))).isIn("key-revoked", "key-unknown");
    assertThat(
            rows(id, "select count(*) from answer") + rows(id, "select count(*) from conversation"))
        .isZero();
    assertThat(rows(id, "select count(*) from collection where name <> ''")).isZero();
    var usage = DOOR.gateway().part(Usage.class);
    assertThat(usage.days(id, Subject.TENANT, usage.today(), usage.today(), null, 9))
        .as("what is to be paid")
        .isNotEmpty();
    var next = json(admin.post("/api/v1/tenants", "{\"name\":\"leaving\"}"));
    assertThat(next.at("/tenant/id").asInt()).isGreaterThan(id);
    seesNothing(admin.with(next.at("/key/secret").asString()), old);
  }

  /** Whoever has the name now. */
  private static void seesNothing(Keys key, List<String> old) {
    for (String list : List.of("collections", "documents", "conversations", "audit", "keys")) {
      var data = json(key.get("/api/v1/" + list)).path("data");
      assertThat(data.isArray()).as(list).isTrue();
      assertThat(data.size()).as(list).isEqualTo(list.equals("keys") ? 1 : 0);
    }
    assertThat(json(key.get("/api/v1/usage")).at("/data/0/bytes").asLong()).isZero();
    old.forEach(path -> assertThat(key.get(path).statusCode()).as(path).isEqualTo(404));
  }

  @Test
  void theGatewaysOwnTenantAndTheCallersAreNotDeleted() {
    assertThat(code(admin.delete("/api/v1/tenants/1"))).isEqualTo("tenant-in-use");
    int id =
        json(admin.post("/api/v1/tenants", "{\"name\":\"operators\"}")).at("/tenant/id").asInt();
    String key = admin.make("operator", "operate");
    transactions()
        .system(jdbc ->
            jdbc.sql("update api_key set tenant = ? where prefix = ?")
                .params(id, Keys.prefix(key))
                .update());
    assertThat(code(admin.with(key).delete("/api/v1/tenants/" + id))).isEqualTo("tenant-yours");
    assertThat(code(admin.delete("/api/v1/tenants/999999"))).isEqualTo("tenant-not-found");
  }

  @Test
  void aKeyThatWasBeingMadeMeanwhileIsRevokedWhateverBecomesOfOtherTenants() {
    int stuck = deleted("stuck");
    int behind = deleted("behind");
    DOOR.asOwner(
        "alter table library.api_key add constraint stuck check (tenant <> %d or revoked_at is null) not valid"
            .formatted(stuck));
    DOOR.asOwner(
        "update library.api_key set revoked_at = null where tenant in (%d, %d)"
            .formatted(stuck, behind));
    await(() -> valid(behind), none -> none == 0);
    assertThat(valid(stuck)).isEqualTo(1);
    DOOR.asOwner("alter table library.api_key drop constraint stuck");
    await(() -> valid(stuck), none -> none == 0);
  }

  private int deleted(String name) {
    var made = json(admin.post("/api/v1/tenants", "{\"name\":\"" + name + "\"}"));
    int id = made.at("/tenant/id").asInt();
    assertThat(admin.delete("/api/v1/tenants/" + id).statusCode()).isEqualTo(202);
    return id;
  }

  private static long valid(int tenant) {
    return rows(
        tenant, "select count(*) from api_key where revoked_at is null and tenant = " + tenant);
  }

  private static JsonNode ask(Keys key) throws IOException {
    try (var events =
        key.stream(
            HttpRequest.newBuilder(DOOR.gateway().uri("/api/v1/answers"))
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"question\":\"Which box?\",\"collection\":\"boxes\"}")))) {
      var started = events.next();
      assertThat(started.name()).isEqualTo("started");
      return started.data();
    }
  }

  private static long files(int tenant) throws IOException {
    Path folder = DOOR.blobs().resolve(String.valueOf(tenant));
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (var all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  private static long rows(int tenant, String sql) {
    return transactions().read(tenant, jdbc -> jdbc.sql(sql).query(Long.class).single());
  }

  private static void anHourAgo(int tenant) {
    transactions()
        .system(jdbc ->
            jdbc.sql("update tenant set deleted_at = deleted_at - interval '1 hour' where id = ?")
                .param(tenant)
                .update());
  }

  private static TenantTransaction transactions() {
    return DOOR.gateway().part(TenantTransaction.class);
  }

  private static String code(HttpResponse<String> reply) {
    return json(reply).path("code").asString();
  }
}
