package io.longshore.gateway.stream;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Up when answers can be heard. */
@Component("answersHealthIndicator")
final class AnswerHealth implements HealthIndicator {
  private final AnswerTail tail;

  AnswerHealth(AnswerTail tail) {
    this.tail = tail;
  }

  @Override
  public Health health() {
    return (tail.isReady() ? Health.up() : Health.outOfService()).build();
  }
}
