package io.longshore.cli.dlq;

import io.longshore.cli.NotRunning;
import io.longshore.local.LocalFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker, with its refusals as sentences for a person. */
final class Broker implements AutoCloseable {
  private static final Duration CALL_BOUND = Duration.ofSeconds(15);
  private static final Duration CONNECT_BOUND = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(200);

  private final String address;
  private final Admin admin;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;

  /**
   * @param settings of a Kafka client, for what the broker demands
   */
  Broker(String address, Map<String, Object> settings) {
    this.address = address;
    Map<String, Object> all = new HashMap<>(settings);
    if (!isOpen(address)) {
      throw away(); // the clients of Kafka would go on trying
    }
    int bound = (int) CALL_BOUND.toMillis();
    all.put("bootstrap.servers", address);
    all.put("default.api.timeout.ms", bound);
    all.put(
        "fetch.max.wait.ms", 20); // else each partition waits for what the one before may still get
    all.put("request.timeout.ms", bound / 3);
    all.put("max.block.ms", bound);
    all.put("delivery.timeout.ms", bound);
    all.put("auto.offset.reset", "earliest");
    all.put("acks", "all");
    try {
      admin = Admin.create(all);
      consumer = new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      producer = new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    } catch (KafkaException e) {
      throw refused(e);
    }
  }

  /** Whether somebody listens at one of the addresses, {@code host:port,host:port}. */
  private static boolean isOpen(String addresses) {
    return Stream.of(addresses.split(",", -1)).anyMatch(Broker::isOneOpen);
  }

  private static boolean isOneOpen(String address) {
    int colon = address.lastIndexOf(':');
    try (var socket = new Socket()) {
      var host = address.substring(0, colon).strip();
      int port = Integer.parseInt(address.substring(colon + 1).strip());
      socket.connect(new InetSocketAddress(host, port), (int) CONNECT_BOUND.toMillis());
      return true;
    } catch (IOException e) {
      return false;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return true; // no address: Kafka says so better
    }
  }

  Set<String> topics() {
    return get(admin.listTopics().names());
  }

  /** In their order. */
  List<TopicPartition> partitions(Collection<String> topics) {
    return get(admin.describeTopics(topics).allTopicNames()).values().stream()
        .flatMap(topic ->
            topic.partitions().stream()
                .map(partition -> new TopicPartition(topic.name(), partition.partition())))
        .sorted(
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition))
        .toList();
  }

  /** All that is there now, partition by partition. */
  void read(Collection<TopicPartition> places, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    try {
      var begins = consumer.beginningOffsets(places);
      var ends = consumer.endOffsets(places);
      for (TopicPartition place : places) {
        long begin = begins.getOrDefault(place, 0L);
        long end = ends.getOrDefault(place, 0L);
        if (begin >= end) {
          continue;
        }
        consumer.assign(List.of(place));
        consumer.seek(place, begin);
        long heard = System.nanoTime();
        while (consumer.position(place) < end) {
          var records = consumer.poll(POLL).records(place);
          records.stream().filter(record -> record.offset() < end).forEach(each);
          if (!records.isEmpty()) {
            heard = System.nanoTime();
          } else if (System.nanoTime() - heard > CALL_BOUND.toNanos()) {
            throw away();
          }
        }
      }
    } catch (TimeoutException e) {
      throw away();
    } catch (KafkaException e) {
      throw refused(e);
    }
  }

  /** The first offset that is still there. */
  long beginning(TopicPartition place) {
    try {
      return consumer.beginningOffsets(List.of(place)).getOrDefault(place, 0L);
    } catch (TimeoutException e) {
      throw away();
    } catch (KafkaException e) {
      throw refused(e);
    }
  }

  /** Waits until it is acknowledged. */
  void send(ProducerRecord<byte[], byte[]> record) {
    get(producer.send(record));
  }

  /** A topic of one partition, unless it is there. */
  void makeTopic(String name, Duration retention) {
    var topic =
        new NewTopic(name, Optional.of(1), Optional.empty())
            .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis())));
    try {
      get(admin.createTopics(List.of(topic)).all());
    } catch (LocalFailure e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  void deleteBefore(TopicPartition place, long offset) {
    get(admin.deleteRecords(Map.of(place, RecordsToDelete.beforeOffset(offset))).all());
  }

  @Override
  public void close() {
    producer.close(CALL_BOUND);
    consumer.close();
    admin.close(CALL_BOUND);
  }

  private <T> T get(Future<T> future) {
    try {
      return future.get(CALL_BOUND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      throw away();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw cause instanceof TimeoutException ? away() : refused(cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalFailure("Interrupted.", e);
    }
  }

  private NotRunning away() {
    return new NotRunning(
        "The broker at %s does not answer: ./longshore status says what runs, --kafka names another."
            .formatted(address));
  }

  private LocalFailure refused(Throwable cause) {
    Throwable innermost = cause.getCause() == null ? cause : cause.getCause();
    return new LocalFailure(
        "The broker at %s refused: %s".formatted(address, innermost.getMessage()), cause);
  }
}
