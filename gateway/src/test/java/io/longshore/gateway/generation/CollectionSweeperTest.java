package io.longshore.gateway.generation;

import static io.longshore.gateway.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.Topics;
import io.longshore.contracts.generation.CollectionGenerations;
import io.longshore.contracts.generation.GenerationsRequest;
import io.longshore.contracts.generation.GenerationsRequest.Verb;
import io.longshore.contracts.request.Reply;
import io.longshore.contracts.request.Request;
import io.longshore.gateway.Door;
import io.longshore.gateway.RoomsBehind;
import io.longshore.gateway.library.DeletedCollections;
import io.longshore.runtime.json.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;

/** The test plays the embedder. */
class CollectionSweeperTest {
  @RegisterExtension static final Door DOOR = Door.with();
  private static RoomsBehind<Request> embedder;

  /** As the database has it. */
  private static final Duration GRACE = Duration.ofMinutes(5);

  private final DeletedCollections collections = DOOR.gateway().part(DeletedCollections.class);
  private Instant now = Instant.now();

  @BeforeAll
  static void start() {
    var gateway = DOOR.gateway();
    gateway
        .part(ScheduledAnnotationBeanPostProcessor.class)
        .postProcessBeforeDestruction(
            gateway.part(CollectionSweeper.class), "it sweeps here alone");
    embedder = new RoomsBehind<>(Topics.requests(Rooms.EMBEDDER), Request.class);
  }

  @AfterAll
  static void stop() {
    embedder.close();
  }

  @Test
  void theEmbedderIsToldOfADeletedCollectionUntilItHasForgottenIt() {
    CollectionId first = created("whales");
    DOOR.gateway().delete("/api/v1/collections/whales");
    CollectionId anew = created("whales");
    assertThat(anew).isNotEqualTo(first);
    assertThat(due()).as("what was asked for may be worked on still").isZero();

    now = Instant.now().plus(GRACE);
    assertThat(due()).isOne();
    told(first, null, GenerationsRequest.CONFLICT);
    assertThat(due()).isZero();

    now = now.plus(CollectionSweeper.AGAIN);
    assertThat(due()).isOne();
    told(first, new Json().text(new CollectionGenerations(List.of())), null);
    now = now.plus(CollectionSweeper.AGAIN);
    assertThat(due()).isZero();
  }

  @Test
  void oneThatHasDocumentsStillKeepsNoOtherOneWaiting() {
    var one = created("seals");
    DOOR.gateway().delete("/api/v1/collections/seals");
    var other = created("seals");
    DOOR.gateway().delete("/api/v1/collections/seals");
    now = Instant.now().plus(GRACE);
    var swept = CompletableFuture.runAsync(() -> sweeper().sweep());
    reply(one, null, GenerationsRequest.CONFLICT);
    reply(other, new Json().text(new CollectionGenerations(List.of())), null);
    swept.join();
    now = now.plus(CollectionSweeper.AGAIN);
    assertThat(due()).isOne();
    told(one, new Json().text(new CollectionGenerations(List.of())), null);
  }

  @Test
  void anEmbedderThatIsAwayKeepsAllWaiting() {
    var one = created("walruses");
    DOOR.gateway().delete("/api/v1/collections/walruses");
    var other = created("walruses");
    DOOR.gateway().delete("/api/v1/collections/walruses");
    now = Instant.now().plus(GRACE);
    assertThat(due()).isEqualTo(2);
    told(one, null, "model-unavailable");
    assertThat(due()).as("it wasn't told of the other").isOne();
    told(other, new Json().text(new CollectionGenerations(List.of())), null);
    now = now.plus(CollectionSweeper.AGAIN);
    told(one, new Json().text(new CollectionGenerations(List.of())), null);
    assertThat(due()).isZero();
  }

  private static CollectionId created(String name) {
    var made = DOOR.gateway().post("/api/v1/collections", Map.of("name", name));
    return CollectionId.of(json(made).at("/id").asString());
  }

  private int due() {
    return collections.due(now, 10).size();
  }

  private CollectionSweeper sweeper() {
    return new CollectionSweeper(
        collections, DOOR.gateway().part(Generations.class), Clock.fixed(now, ZoneOffset.UTC));
  }

  /** Of this one alone. */
  private void told(CollectionId id, @Nullable String body, @Nullable String code) {
    var swept = CompletableFuture.runAsync(() -> sweeper().sweep());
    reply(id, body, code);
    swept.join();
  }

  private static void reply(CollectionId id, @Nullable String body, @Nullable String code) {
    var wanted = new GenerationsRequest(id, Verb.FORGET, null, null);
    var request =
        embedder.hear(one ->
            one.kind().equals(GenerationsRequest.KIND)
                && new Json().read(one.body(), GenerationsRequest.class).equals(wanted));
    embedder.say(
        Topics.REPLIES,
        request.id().toString(),
        new Reply(request.id(), request.part(), body, code, code == null ? null : "Not yet"));
  }
}
