package io.longshore.runtime.stream;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.springframework.cloud.stream.binder.kafka.KafkaBindingRebalanceListener;

/**
 * Which stream inputs have joined their group. An input can run for long before: the broker waits
 * until it knows that a killed member of the group is dead.
 */
final class Assignments implements KafkaBindingRebalanceListener {
  private final Set<String> joined = ConcurrentHashMap.newKeySet();

  @Override
  public void onPartitionsAssigned(
      String binding,
      Consumer<?, ?> consumer,
      Collection<TopicPartition> partitions,
      boolean initial) {
    joined.add(binding); // also without a partition: others of the group have them all
  }

  boolean contains(String binding) {
    return joined.contains(binding);
  }
}
