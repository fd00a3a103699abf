package io.longshore.runtime.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.runtime.Bound;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamPropertiesTest {
  @Test
  void defaultsOfStreams() {
    assertThat(Bound.to(StreamProperties.class))
        .isEqualTo(new StreamProperties(3, Duration.ofMillis(500), Duration.ofSeconds(6)));
  }

  @Test
  void defaultsOfTopics() {
    assertThat(Bound.to(TopicProperties.class))
        .isEqualTo(
            new TopicProperties(
                true,
                4,
                1,
                new TopicProperties.Retention(
                    Duration.ofDays(7),
                    Duration.ofHours(1),
                    Duration.ofHours(24),
                    Duration.ofHours(24),
                    Duration.ofMinutes(10),
                    Duration.ofDays(7))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "attempts=0",
        "attempts=6",
        "pause=2s",
        "pause=-1s",
        "acknowledged=0s",
        "acknowledged=61s"
      })
  void streamsOutsideOfTheLimitsAreRefused(String setting) {
    assertThatThrownBy(() -> Bound.to(StreamProperties.class, "longshore.stream." + setting))
        .hasRootCauseInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "partitions=0",
        "partitions=257",
        "replicas=0",
        "replicas=8",
        "retention.questions=9s",
        "retention.dead-letters=400d"
      })
  void topicsOutsideOfTheLimitsAreRefused(String setting) {
    assertThatThrownBy(() -> Bound.to(TopicProperties.class, "longshore.topics." + setting))
        .hasRootCauseInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "3, 2", "7, 6"})
  void aRecordIsTakenWhileAllReplicasButOneHaveIt(int replicas, String insync) {
    var properties = Bound.to(TopicProperties.class, "longshore.topics.replicas=" + replicas);
    assertThat(TopicAutoConfiguration.topic("answers", properties).configs())
        .containsEntry("min.insync.replicas", insync);
  }

  @ParameterizedTest
  @CsvSource({
    "documents.submitted, P7D",
    "sections.submitted, P7D",
    "questions.ranked, PT1H",
    "answers, PT24H",
    "progress, PT24H",
    "cancelled, PT1H",
    "requests.memory, PT10M",
    "replies, PT10M",
    "questions.ranked.dlq, P7D"
  })
  void eachTopicForgetsInItsTime(String topic, Duration after) {
    assertThat(Bound.to(TopicProperties.class).retention().of(topic)).isEqualTo(after);
  }
}
