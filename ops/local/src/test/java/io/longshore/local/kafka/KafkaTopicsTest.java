package io.longshore.local.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.Topics;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KafkaTopicsTest {
  @Test
  void questionsAreForgottenFirstAndDocumentsLast() {
    assertThat(KafkaTopics.retention(Topics.QUESTIONS_RANKED)).isEqualTo(Duration.ofHours(1));
    assertThat(KafkaTopics.retention(Topics.ANSWERS)).isEqualTo(Duration.ofHours(24));
    assertThat(KafkaTopics.retention(Topics.SECTIONS_SUBMITTED)).isEqualTo(Duration.ofDays(7));
  }
}
