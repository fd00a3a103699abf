package io.longshore.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.contracts.Topics;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** The broker of the running system holds every service to its part of the list. */
class BrokerAccessTest {
  private static final List<String> TOPICS =
      Topics.ALL.stream()
          .flatMap(topic -> Stream.of(topic, topic + Topics.DEAD_LETTER_SUFFIX))
          .toList();

  private final Longshore longshore = Longshore.running();

  @Test
  void aServiceMayDoAtEveryTopicWhatTheListSaysAndNothingElse() throws Exception {
    for (var user : BrokerAccess.list().entrySet()) {
      try (var admin = Admin.create(longshore.client(user.getKey()))) {
        var asked = new DescribeTopicsOptions().includeAuthorizedOperations(true);
        var topics = admin.describeTopics(TOPICS, asked).topicNameValues();
        assertThat(topics).hasSize(TOPICS.size());
        for (var topic : topics.entrySet()) {
          assertThat(allowed(topic.getValue()))
              .as("%s at %s", user.getKey(), topic.getKey())
              .isEqualTo(listed(user.getValue(), topic.getKey()));
        }
      }
    }
  }

  private static Set<AclOperation> allowed(KafkaFuture<TopicDescription> topic)
      throws InterruptedException {
    try {
      return topic.get().authorizedOperations();
    } catch (ExecutionException e) {
      assertThat(e).hasCauseInstanceOf(TopicAuthorizationException.class);
      return Set.of();
    }
  }

  /** Who reads or writes a topic sees that it is there. */
  private static Set<AclOperation> listed(BrokerAccess may, String topic) {
    var all = EnumSet.noneOf(AclOperation.class);
    if (may.read().contains(topic)) {
      all.addAll(Set.of(AclOperation.READ, AclOperation.DESCRIBE));
    }
    if (may.write().contains(topic)) {
      all.addAll(Set.of(AclOperation.WRITE, AclOperation.DESCRIBE));
    }
    if (may.configs().contains(topic)) {
      all.add(AclOperation.DESCRIBE_CONFIGS);
    }
    return all;
  }

  @Test
  void aServiceWritesNoOtherRoomsTopic() {
    assertThatThrownBy(() -> write("memory-svc", Topics.DOCUMENTS_SUBMITTED))
        .hasCauseInstanceOf(TopicAuthorizationException.class);
  }

  @Test
  void aServiceReadsNothingThatIsNotItsOwnAndJoinsNoOtherRoomsGroup() {
    assertThatThrownBy(() -> offset("ingest-svc", Topics.ANSWERS, "ingest.answers"))
        .isInstanceOf(TopicAuthorizationException.class);
    assertThatThrownBy(() -> offset("reranker-svc", Topics.QUESTIONS_RETRIEVED, "memory.answers"))
        .isInstanceOf(GroupAuthorizationException.class);
    offset("reranker-svc", Topics.QUESTIONS_RETRIEVED, "reranker.questions.retrieved");
  }

  @Test
  void nobodyButTheOperatorMakesATopic() {
    try (var admin = Admin.create(longshore.client("gateway-svc"))) {
      var topic = new NewTopic("stray", 1, (short) 1);
      assertThatThrownBy(() -> admin.createTopics(List.of(topic)).all().get())
          .hasCauseInstanceOf(TopicAuthorizationException.class);
    }
  }

  @Test
  void aWrongPasswordLetsNobodyIn() {
    var settings = new HashMap<>(longshore.client("memory-svc"));
    settings.computeIfPresent(
        "sasl.jaas.config", (_, login) -> login.toString().replace("\";", "x\";"));
    try (var admin = Admin.create(settings)) {
      assertThatThrownBy(() -> admin.describeCluster().nodes().get())
          .hasCauseInstanceOf(SaslAuthenticationException.class);
    }
  }

  private void write(String user, String topic) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            longshore.client(user), new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, "foreign")).get();
    }
  }

  /** As a member of the group would begin; nothing is read. */
  private void offset(String user, String topic, String group) {
    var settings = new HashMap<String, Object>(longshore.client(user));
    settings.putAll(Map.of("group.id", group, "enable.auto.commit", false));
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      var place = new TopicPartition(topic, 0);
      consumer.endOffsets(List.of(place));
      consumer.committed(Set.of(place));
    }
  }
}
