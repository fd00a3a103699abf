package io.longshore.gateway.door.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

class EventStreamTest {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger looks = new AtomicInteger();

  @Test
  void whileLooksTakeLongEventsGoOnBetweenThem() throws IOException {
    var stream = stream(Duration.ofSeconds(3), Optional.empty());
    for (int event = 0; event < 40; event++) {
      now.addAndGet(Duration.ofMillis(100).toNanos());
      assertThat(stream.goesOn(HEARTBEAT)).isTrue();
    }
    assertThat(looks).as("one each second that is not spent with looking").hasValue(4);
  }

  @Test
  void whoMayNoLongerReadHearsWhyAndNoMore() throws IOException {
    var why = ProblemDetail.forStatusAndDetail(HttpStatus.UNAUTHORIZED, "This key was revoked.");
    why.setProperty("code", "key-revoked");
    var stream = stream(Duration.ZERO, Optional.of(why));
    assertThat(stream.goesOn(HEARTBEAT)).as("not looked at yet").isTrue();
    now.addAndGet(EventStream.LOOK.toNanos());
    assertThat(stream.goesOn(HEARTBEAT)).isFalse();
    assertThat(out.toString(UTF_8)).startsWith("event: refused\n").contains("key-revoked");
  }

  @Test
  void aSilentStreamSaysThatItLives() throws IOException {
    var stream = stream(Duration.ZERO, Optional.empty());
    now.addAndGet(HEARTBEAT.toNanos());
    assertThat(stream.goesOn(HEARTBEAT)).isTrue();
    assertThat(out.size()).isZero();
    now.incrementAndGet();
    assertThat(stream.goesOn(HEARTBEAT)).isTrue();
    assertThat(out.toString(UTF_8)).isEqualTo(": still here\n\n");
  }

  private EventStream stream(Duration look, Optional<ProblemDetail> refusal) {
    return new EventStream(
        out,
        new JsonMapper(),
        () -> {
          looks.incrementAndGet();
          now.addAndGet(look.toNanos());
          return refusal;
        },
        now::get);
  }
}
