package io.longshore.runtime.stream;

import io.longshore.contracts.Topics;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the topics are made. An existing topic gets new retention times and more partitions, never
 * fewer.
 *
 * @param create whether a room makes them at its start; off where the cluster's operator does
 * @param partitions of each topic, 1 to {@value #PARTITIONS_MAX}: how many instances of a room can
 *     share its work
 * @param replicas of each partition, 1 to {@value #REPLICAS_MAX}
 */
@ConfigurationProperties("longshore.topics")
record TopicProperties(
    @DefaultValue("true") boolean create,
    @DefaultValue("4") int partitions,
    @DefaultValue("1") int replicas,
    @DefaultValue Retention retention) {
  static final int PARTITIONS_MAX = 256;
  static final int REPLICAS_MAX = 7;

  TopicProperties {
    within("partitions", partitions, PARTITIONS_MAX);
    within("replicas", replicas, REPLICAS_MAX);
  }

  private static void within(String name, int value, int limit) {
    if (value < 1 || value > limit) {
      throw new IllegalArgumentException(
          "longshore.topics.%s must be 1 to %d, not %d".formatted(name, limit, value));
    }
  }

  /**
   * After how long a topic forgets, ten seconds to a year each.
   *
   * @param documents {@code documents.*} and {@code sections.*}
   * @param questions {@code questions.*}, and {@code cancelled}, which is about them
   * @param requests {@code requests.*} and {@code replies}
   */
  record Retention(
      @DefaultValue("7d") Duration documents,
      @DefaultValue("1h") Duration questions,
      @DefaultValue("24h") Duration answers,
      @DefaultValue("24h") Duration progress,
      @DefaultValue("10m") Duration requests,
      @DefaultValue("7d") Duration deadLetters) {
    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofDays(366);

    Retention {
      for (Duration value :
          List.of(documents, questions, answers, progress, requests, deadLetters)) {
        if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
          throw new IllegalArgumentException(
              "longshore.topics.retention must be %s to %s, not %s"
                  .formatted(SHORTEST, LONGEST, value));
        }
      }
    }

    Duration of(String topic) {
      if (topic.endsWith(Topics.DEAD_LETTER_SUFFIX)) {
        return deadLetters;
      }
      return switch (topic.replaceFirst("\\..*", "")) {
        case "documents", "sections" -> documents;
        case "questions", Topics.CANCELLED -> questions;
        case Topics.ANSWERS -> answers;
        case "requests", Topics.REPLIES -> requests;
        default -> progress;
      };
    }
  }
}
