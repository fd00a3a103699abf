package io.longshore.local.kafka;

import io.longshore.contracts.Topics;
import io.longshore.local.LocalFailure;
import io.longshore.local.process.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topics of a broker, before the first service starts. How long each remembers is the services'
 * affair: they set it when they start.
 */
public final class KafkaTopics {
  /** So many instances of a service can share the work. */
  public static final int PARTITIONS = 4;

  private static final Duration CALL_BOUND = Duration.ofSeconds(30);
  private static final Duration SETTLE_BOUND = Duration.ofSeconds(30);

  private KafkaTopics() {}

  /** Makes the topics that aren't there, each with its dead-letter topic. */
  public static void create(String address) {
    try (Admin admin = admin(address)) {
      create(admin);
    }
  }

  /** Forgets every record and every group's place. Nobody may be reading or writing. */
  public static void renew(String address) {
    try (Admin admin = admin(address)) {
      List<String> groups =
          get(admin.listGroups().all()).stream().map(GroupListing::groupId).toList();
      get(admin.deleteConsumerGroups(groups).all());
      if (!Await.until(() -> dropTopics(admin), SETTLE_BOUND)) {
        throw new LocalFailure("The broker at %s does not drop its topics.".formatted(address));
      }
      create(admin);
    }
  }

  /** What the broker says of its topics lags a little behind, so it is asked until none is left. */
  private static boolean dropTopics(Admin admin) {
    var names = get(admin.listTopics().names());
    for (KafkaFuture<Void> dropped : admin.deleteTopics(names).topicNameValues().values()) {
      try {
        get(dropped);
      } catch (LocalFailure e) {
        if (!(e.getCause() instanceof ExecutionException failed
            && failed.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    return names.isEmpty();
  }

  private static void create(Admin admin) {
    var present = get(admin.listTopics().names());
    List<NewTopic> missing =
        Topics.ALL.stream()
            .flatMap(name -> Stream.of(name, name + Topics.DEAD_LETTER_SUFFIX))
            .filter(name -> !present.contains(name))
            .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
            .toList();
    get(admin.createTopics(missing).all());
    List<String> names = missing.stream().map(NewTopic::name).toList();
    if (!Await.until(() -> get(admin.listTopics().names()).containsAll(names), SETTLE_BOUND)) {
      throw new LocalFailure("The broker does not show its new topics.");
    }
  }

  private static Admin admin(String address) {
    return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address));
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(CALL_BOUND.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new LocalFailure("The broker refused to prepare its topics: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalFailure("Interrupted while the topics were prepared.", e);
    }
  }
}
