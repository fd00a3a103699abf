package io.longshore.gateway.door;

import static io.longshore.gateway.Gateway.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.answer.Finished;
import io.longshore.contracts.answer.Tokens;
import io.longshore.gateway.Door;
import io.longshore.gateway.Multipart;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What a caller sees of its limits. */
class LimitsTest {
  @RegisterExtension
  static final Door DOOR =
      Door.with("--longshore.access.open=false", "--longshore.access.admin-key=" + Keys.ADMIN);

  private static final String ASK = "{\"question\":\"%s\"}";

  private static Keys admin;

  @BeforeAll
  static void start() {
    admin = new Keys(DOOR.gateway(), Keys.ADMIN);
  }

  @Test
  void aReplySaysWhatIsLeftAndARefusalWhenToComeAgain() {
    var key = limited("counted", "{\"requests_per_minute\":100000}");
    var reply = key.get("/api/v1/collections");
    assertThat(header(reply, "x-ratelimit-limit-requests")).isEqualTo("100000");
    assertThat(Integer.parseInt(header(reply, "x-ratelimit-remaining-requests")))
        .isBetween(99_900, 99_999);
    assertThat(header(reply, "x-ratelimit-reset-requests")).matches("([1-9]|[1-5]\\d|60)s");
    assertThat(reply.headers().firstValue("x-ratelimit-limit-tokens")).isEmpty();
    limit(key, "{\"requests_per_minute\":0}");
    var refused = key.get("/api/v1/collections");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(json(refused).path("code").asString()).isEqualTo("rate-limited");
    assertThat(json(refused).path("detail").asString())
        .startsWith("You may use 0 requests a minute");
    assertThat(Integer.parseInt(header(refused, "Retry-After"))).isBetween(1, 60);
    assertThat(header(refused, "x-ratelimit-remaining-requests")).isEqualTo("0");
    limit(key, "{\"requests_per_minute\":null}");
    var free = key.get("/api/v1/collections");
    assertThat(free.statusCode()).isEqualTo(200);
    assertThat(free.headers().firstValue("x-ratelimit-limit-requests")).isEmpty();
  }

  @Test
  void onlyTheApiIsCountedHoweverItsPathIsSpelled() {
    var key = limited("spelled", "{\"requests_per_minute\":100000}");
    var spelled = key.get("/%61pi/v1/collections");
    assertThat(header(spelled, "x-ratelimit-limit-requests")).isEqualTo("100000");
    for (var path : List.of("/openapi.json", "/", "/actuator/health/readiness")) {
      var reply = key.get(path);
      assertThat(reply.statusCode()).as(path).isEqualTo(200);
      assertThat(reply.headers().firstValue("x-ratelimit-limit-requests")).as(path).isEmpty();
    }
  }

  @Test
  void aTenantsLimitIsTheOperatorsAndHoldsForAllItsKeys() {
    var made = json(admin.post("/api/v1/tenants", "{\"name\":\"limited\"}"));
    String path = "/api/v1/tenants/%d/limits".formatted(made.at("/tenant/id").asInt());
    var theirs = admin.with(made.at("/key/secret").asString());
    assertThat(theirs.patch(path, "{}").statusCode()).isEqualTo(403);
    assertThat(json(admin.patch(path, "{\"requests_per_minute\":0}")).toString())
        .isEqualTo("{\"requests_per_minute\":0,\"tokens_per_day\":null,\"bytes_per_day\":null}");
    assertThat(json(admin.get(path)).path("requests_per_minute").asInt(-1)).isZero();
    var refused = theirs.get("/api/v1/collections");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(json(refused).path("detail").asString()).startsWith("Your tenant");
    assertThat(admin.get("/api/v1/collections").statusCode()).isEqualTo(200);
    assertThat(admin.get("/api/v1/tenants/999999/limits").statusCode()).isEqualTo(404);
  }

  @Test
  void anAnswerThatSpendsTheTokensIsFinishedAndTheNextIsRefused() {
    var key = limited("asker", "{\"tokens_per_day\":100}");
    var first =
        CompletableFuture.supplyAsync(() -> key.post("/api/v1/answers", ASK.formatted("one")));
    var second =
        CompletableFuture.supplyAsync(() -> key.post("/api/v1/answers", ASK.formatted("two")));
    answer("one", new Tokens(150, 20));
    assertThat(first.join().statusCode()).isEqualTo(200);
    var refused = key.post("/api/v1/answers", ASK.formatted("three"));
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(json(refused).path("code").asString()).isEqualTo("quota-spent");
    assertThat(header(refused, "x-ratelimit-limit-tokens")).isEqualTo("100");
    assertThat(header(refused, "x-ratelimit-remaining-tokens")).isEqualTo("0");
    assertThat(Integer.parseInt(header(refused, "Retry-After"))).isBetween(1, 86_400);
    assertThat(key.post("/api/v1/embeddings", "{\"input\":\"a\"}").statusCode()).isEqualTo(429);
    assertThat(key.get("/api/v1/collections").statusCode()).as("takes no tokens").isEqualTo(200);
    answer("two", new Tokens(30, 4));
    assertThat(second.join().statusCode()).as("was running").isEqualTo(200);
    var used = json(key.get("/api/v1/usage")).path("data");
    assertThat(used).as("its own alone").hasSize(1);
    assertThat(used.get(0).path("key").asString()).isEqualTo(Keys.prefix(key.key()));
    assertThat(used.get(0).path("tokens_read").asInt()).isEqualTo(180);
    assertThat(used.get(0).path("tokens_written").asInt()).isEqualTo(24);
    assertThat(used.get(0).path("refused").asInt()).isEqualTo(2);
  }

  @Test
  void bytesOfADayAreThoseThatWereTakenInAndAFileAboveItIsNotRead() {
    var key = limited("writer", "{\"bytes_per_day\":5000}");
    assertThat(key.upload("a.txt", "a".repeat(3_000), "default").statusCode()).isEqualTo(202);
    assertThat(key.upload("a.exe", "a".repeat(1_500), "default").statusCode()).isEqualTo(415);
    var refused = key.upload("b.txt", "b".repeat(3_000), "default");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(json(refused).path("code").asString()).isEqualTo("quota-spent");
    assertThat(key.upload("b.txt", "b".repeat(1_500), "default").statusCode()).isEqualTo(202);
    assertThat(used(key).path("bytes").asInt()).isBetween(4_500, 4_600);
    assertThat(key.get("/api/v1/documents").statusCode()).isEqualTo(200);
  }

  @Test
  void aFileThatDoesNotSayHowLongItIsIsCountedWhenItCame() {
    var key = limited("streamer", "{\"bytes_per_day\":1000}");
    byte[] body = Multipart.of("c.txt", "c".repeat(2_000).getBytes(UTF_8), Map.of());
    BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    assertThat(key.send(upload(chunked)).statusCode()).isEqualTo(202);
    assertThat(used(key).path("bytes").asInt()).isEqualTo(2_000);
    assertThat(key.send(upload(chunked)).statusCode()).isEqualTo(429);
  }

  @Test
  void aFileThatSaysToBeLargerThanAnyIsRefusedAndNotCounted() throws IOException {
    var key = admin.with(admin.make("boaster", "read", "write"));
    assertThat(key.upload("d.txt", "d".repeat(100), "default").statusCode()).isEqualTo(202);
    long before = used(key).path("bytes").asLong();
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), DOOR.gateway().port())) {
      var head =
          List.of(
              "POST /api/v1/documents HTTP/1.1",
              "Host: 127.0.0.1",
              "x-api-key: " + key.key(),
              "Content-Type: multipart/form-data; boundary=" + Multipart.BOUNDARY,
              "Content-Length: " + Long.MAX_VALUE,
              "\r\n");
      socket.getOutputStream().write(String.join("\r\n", head).getBytes(UTF_8));
      var reply = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      assertThat(reply.readLine()).startsWith("HTTP/1.1 413");
    }
    assertThat(used(key).path("bytes").asLong()).isEqualTo(before);
  }

  @Test
  void whoManagesSeesTheUseOfAllAndOthersTheirOwn() {
    var key = admin.with(admin.make("one", "read"));
    key.get("/api/v1/collections");
    var all = json(admin.get("/api/v1/usage?limit=200")).path("data");
    assertThat(all.get(0).path("key").isNull()).as("the tenant").isTrue();
    assertThat(all.valueStream().map(day -> day.path("key").asString("")))
        .contains(Keys.prefix(key.key()), Keys.prefix(Keys.ADMIN));
    var page = json(admin.get("/api/v1/usage?limit=1"));
    assertThat(page.path("has_more").asBoolean()).isTrue();
    var next = URLEncoder.encode(page.path("next").asString(), UTF_8);
    assertThat(json(admin.get("/api/v1/usage?limit=1&after=" + next)).at("/data/0"))
        .isNotEqualTo(page.at("/data/0"));
    assertThat(used(key).path("requests").asInt()).isEqualTo(2);
    var ofKey = json(admin.get("/api/v1/usage?key=" + Keys.prefix(key.key()))).path("data");
    assertThat(ofKey).hasSize(1);
    assertThat(key.get("/api/v1/usage?key=" + Keys.prefix(Keys.ADMIN)).statusCode()).isEqualTo(403);
  }

  @Test
  void whatMakesNoSenseIsToldSo() {
    String path = path(admin.with(admin.make("odd", "read")));
    for (var body :
        List.of(
            "{\"requests_per_minute\":-1}",
            "{\"requests_per_minute\":1.5}",
            "{\"requests_per_minute\":\"many\"}",
            "{\"requests_per_minute\":9223372036854775808}",
            "{\"requests_a_minute\":1}",
            "[]")) {
      var reply = admin.patch(path, body);
      assertThat(reply.statusCode()).as(body).isEqualTo(400);
    }
    assertThat(admin.patch("/api/v1/keys/nosuchke/limits", "{}").statusCode()).isEqualTo(404);
    for (var query :
        List.of(
            "from=today",
            "to=2026-13-01",
            "from=2026-11-02&to=2026-11-01",
            "from=2020-01-01&to=2026-01-01",
            "to=-999999999-01-01",
            "to=%2B999999999-12-31",
            "to=%2B10000-01-01",
            "from=1969-12-31&to=1970-01-01",
            "key=%00",
            "key=",
            "after=x",
            "after=%00",
            "after=-999999999-01-01%20x",
            "after=2026-01-01%20%00",
            "limit=0")) {
      assertThat(admin.get("/api/v1/usage?" + query).statusCode()).as(query).isEqualTo(400);
    }
  }

  private static Keys limited(String owner, String limits) {
    var key = admin.with(admin.make(owner, "read", "write"));
    limit(key, limits);
    return key;
  }

  private static void limit(Keys key, String limits) {
    assertThat(admin.patch(path(key), limits).statusCode()).isEqualTo(200);
  }

  private static String path(Keys key) {
    return "/api/v1/keys/%s/limits".formatted(Keys.prefix(key.key()));
  }

  private static JsonNode used(Keys key) {
    return json(key.get("/api/v1/usage")).at("/data/0");
  }

  private static HttpRequest.Builder upload(BodyPublisher body) {
    return HttpRequest.newBuilder(DOOR.gateway().uri("/api/v1/documents"))
        .header("Content-Type", "multipart/form-data; boundary=" + Multipart.BOUNDARY)
        .POST(body);
  }

  private static void answer(String text, Tokens tokens) {
    var question = DOOR.rooms().hear(one -> one.text().equals(text));
    DOOR.rooms()
        .answer(
            AnswerEvent.finished(
                question.id(),
                question.principal(),
                1,
                new Finished(
                    "Water.", false, List.of(), Map.of(), List.of(), List.of(), null, tokens,
                    null)));
  }

  private static String header(HttpResponse<String> reply, String name) {
    return reply.headers().firstValue(name).orElse("");
  }
}
