package io.longshore.gateway.door;

import static io.longshore.gateway.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.gateway.Door;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** People with keys: whose a collection and a conversation are. */
class KeyedOwnersTest {
  @RegisterExtension
  static final Door DOOR =
      Door.with("--longshore.access.open=false", "--longshore.access.admin-key=" + Keys.ADMIN);

  private Keys ann;
  private Keys ben;
  private Keys cat;
  private Keys dan;

  /** Each is alone in a group: ann in anns. */
  @BeforeEach
  void people() {
    ann = key("ann");
    ben = key("ben");
    cat = key("cat");
    dan = key("dan");
  }

  private static Keys key(String owner) {
    var admin = new Keys(DOOR.gateway(), Keys.ADMIN);
    return admin.with(admin.make(owner, "read", "write"));
  }

  @Test
  void aCollectionIsForItsOwnerItsReadersAndItsEditors() {
    ann.post(
        "/api/v1/collections", "{\"name\":\"log\",\"readers\":[\"bens\"],\"editors\":[\"dans\"]}");
    var taken = ann.upload("a.txt", "A secret.", "log");
    assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
    String document = "/api/v1/documents/" + json(taken).at("/id").asString();
    for (var one : List.of(ann, ben, dan)) {
      assertThat(one.get(document).statusCode()).isEqualTo(200);
      assertThat(one.get("/api/v1/collections").body()).contains("log");
    }
    assertThat(cat.get(document).statusCode()).isEqualTo(404);
    assertThat(cat.get("/api/v1/collections").body()).doesNotContain("log");
    assertThat(ben.upload("a.txt", "Another one.", "log").statusCode()).isEqualTo(403);
    assertThat(ben.delete(document).statusCode()).isEqualTo(403);
    assertThat(json(dan.upload("a.txt", "Another one.", "log")).at("/version").asInt())
        .isEqualTo(2);
    assertThat(dan.delete(document).statusCode()).isEqualTo(202);
  }

  @Test
  void aConversationIsForWhoeverAskedByAnyOfHisKeys() {
    var later =
        CompletableFuture.supplyAsync(
            () -> ann.post("/api/v1/answers", "{\"question\":\"Whose?\"}"));
    var question = DOOR.rooms().hear(asked -> asked.text().equals("Whose?"));
    assertThat(question.principal().owner()).isEqualTo("ann");
    assertThat(question.principal().groups()).containsExactly("anns");
    DOOR.rooms().answer(question, "Mine.");
    var answer = json(later.join());
    for (var path :
        List.of(
            "/api/v1/answers/" + answer.get("id").asString(),
            "/api/v1/conversations/" + answer.get("conversation").asString())) {
      assertThat(key("ann").get(path).statusCode()).as(path).isEqualTo(200);
      for (var one : List.of(ben, new Keys(DOOR.gateway(), Keys.ADMIN))) {
        assertThat(one.get(path).statusCode()).as(path).isEqualTo(404);
      }
    }
    assertThat(ben.get("/api/v1/conversations").body()).doesNotContain("Whose");
  }
}
