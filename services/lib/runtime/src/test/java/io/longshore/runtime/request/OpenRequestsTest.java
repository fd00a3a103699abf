package io.longshore.runtime.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.contracts.request.Reply;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OpenRequestsTest {
  private final UUID id = UUID.randomUUID();
  private final AtomicInteger late = new AtomicInteger();
  private final OpenRequests requests = new OpenRequests(1, late::incrementAndGet);

  @Test
  void repliesStandInTheOrderOfTheParts() {
    var all = requests.begin(id, 2);
    requests.hear(reply(id, 1, "second"));
    assertThat(all).isNotDone();
    requests.hear(reply(id, 0, "first"));
    assertThat(all).isCompletedWithValue(List.of("first", "second"));
  }

  @Test
  void aPartThatWasWorkedOnTwiceCountsOnce() {
    var all = requests.begin(id, 2);
    requests.hear(reply(id, 0, "once"));
    requests.hear(reply(id, 0, "again"));
    assertThat(all).isNotDone();
  }

  @Test
  void onePartThatFailedFailsTheRequestAtOnce() {
    var all = requests.begin(id, 2);
    requests.hear(new Reply(id, 1, null, "unknown-kind", "what?"));
    assertThat(all)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            RequestFailed.class, e -> assertThat(e.code()).isEqualTo("unknown-kind"));
  }

  @Test
  void aReplyAfterTheEndIsCountedAndAReplyToSomebodyElseIsNot() {
    var _ = requests.begin(id, 1);
    requests.end(id);
    requests.hear(reply(UUID.randomUUID(), 0, "others'"));
    assertThat(late).hasValue(0);
    requests.hear(reply(id, 0, "late"));
    assertThat(late).hasValue(1);
  }

  @Test
  void aPartThatNobodyAskedForIsIgnored() {
    var all = requests.begin(id, 1);
    requests.hear(reply(id, 7, "?"));
    requests.hear(reply(id, -1, "?"));
    assertThat(all).isNotDone();
  }

  @Test
  void noMoreThanTheLimitWaitAtOnce() {
    var _ = requests.begin(id, 1);
    assertThatThrownBy(() -> requests.begin(UUID.randomUUID(), 1))
        .isInstanceOfSatisfying(
            RequestFailed.class, e -> assertThat(e.code()).isEqualTo("too-many-open"));
    requests.end(id);
    assertThat(requests.begin(UUID.randomUUID(), 1)).isNotDone();
  }

  private static Reply reply(UUID id, int part, String body) {
    return new Reply(id, part, body, null, null);
  }
}
