package io.longshore.inference.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GuardTest {
  @Test
  void callsThatTakeMinutesAndEndWellAreNoFaults() {
    GuardStates states = GuardStates.empty();
    var wait = Duration.ofMillis(1);
    var guard =
        new Guard("model", new GuardLimits(1, wait, 1, wait, wait, Duration.ofMinutes(1)), states);
    var breaker = states.breakers().circuitBreaker("model");
    for (int i = 0; i < 20; i++) {
      breaker.onSuccess(10, TimeUnit.MINUTES);
    }
    assertThat(guard.<String>call(Bound.within(Duration.ofSeconds(10)), _ -> "read"))
        .isEqualTo("read");
  }
}
