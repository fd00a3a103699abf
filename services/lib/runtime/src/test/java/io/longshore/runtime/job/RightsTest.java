package io.longshore.runtime.job;

import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.contracts.Topics;
import io.longshore.local.kafka.Accounts;
import io.longshore.local.kafka.KafkaBroker;
import io.longshore.local.process.Await;
import io.longshore.local.process.Ports;
import io.longshore.local.process.ProcessId;
import io.longshore.runtime.Room;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * An upgrade at a real broker that asks who is there: a version before wrote to a topic that this
 * one doesn't.
 */
@ExtendWith(OutputCaptureExtension.class)
class RightsTest {
  private static final String OLD_TOPIC = "written.before";
  private static final String MEMORY = "memory-svc";
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final AclBinding OLD_RIGHT = right(MEMORY, OLD_TOPIC);
  private static final AclBinding ANOTHERS = right("another", OLD_TOPIC);

  @TempDir private static Path folder;
  private static KafkaBroker broker;
  private static ProcessId process;
  private static Admin operator;

  @BeforeAll
  static void start() throws Exception {
    List<Integer> ports = Ports.free(2);
    var accounts = Accounts.in(folder.resolve("accounts"), List.of(MEMORY));
    broker =
        new KafkaBroker(
            folder.resolve("kafka"), folder.resolve("log"), ports.get(0), ports.get(1), accounts);
    process = broker.start();
    operator = Admin.create(client(Accounts.OPERATOR));
    operator.createTopics(List.of(new NewTopic(OLD_TOPIC, 1, (short) 1))).all().get();
    run("topics");
  }

  @AfterAll
  static void stop() {
    operator.close();
    process.stop(broker.stopSignal(), STOP);
  }

  @BeforeEach
  void aVersionBeforeRuns() throws Exception {
    operator.deleteAcls(Set.of(AclBindingFilter.ANY)).all().get();
    operator.createAcls(Set.of(OLD_RIGHT, ANOTHERS)).all().get();
    assertRights(Set.of(OLD_RIGHT, ANOTHERS));
  }

  @Test
  void beforeAnUpgradeTheNewProgramsGetTheirRightsAndTheOldOnesKeepTheirs() {
    assertMayWrite(Topics.QUESTIONS_RECALLED, false);
    run("acls");
    assertMayWrite(Topics.QUESTIONS_RECALLED, true);
    assertMayWrite(OLD_TOPIC, true);
  }

  @Test
  void afterItWhatIsNoLongerListedIsTakenBackAndNothingElse() throws IOException {
    run("acls");
    run("contract-acls");
    assertMayWrite(OLD_TOPIC, false);
    assertMayWrite(Topics.QUESTIONS_RECALLED, true);
    assertRights(listedAnd(ANOTHERS));
  }

  @Test
  void whereNothingRunsBothAreDoneInOneCall() throws IOException {
    run("topics", "acls", "contract-acls");
    assertMayWrite(Topics.QUESTIONS_RECALLED, true);
    assertRights(listedAnd(ANOTHERS));
  }

  @Test
  @Timeout(60)
  void whatIsGivenWhileItWaitsIsTakenBackToo(CapturedOutput output) throws Exception {
    var job =
        CompletableFuture.runAsync(() -> run("contract-acls", "--longshore.contract-after=5s"));
    Await.until(() -> output.getOut().contains("will be taken back in PT5S"), BOUND);
    assertThat(job).isNotDone();
    operator.createAcls(Set.of(right(MEMORY, "written.meanwhile"))).all().get();
    job.get();
    assertRights(Set.of(ANOTHERS));
  }

  @Test
  @Timeout(60)
  void programsThatAreEndingAreWaitedForButOnlyWhereThereIsSomethingToTake() {
    long start = System.nanoTime();
    run("contract-acls", "--longshore.contract-after=2s");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(2));
    assertRights(Set.of(ANOTHERS));
    run("contract-acls", "--longshore.contract-after=1h");
    assertThatThrownBy(() -> run("contract-acls", "--longshore.contract-after=61m"))
        .hasStackTraceContaining("longshore.contract-after is 0s to 1h");
  }

  /** The broker learns of rights a moment after its controller has them. */
  private static void assertMayWrite(String topic, boolean may) {
    assertThat(Await.until(() -> mayWrite(topic) == may, BOUND))
        .as("%s writes to %s: %s", MEMORY, topic, may)
        .isTrue();
  }

  private static boolean mayWrite(String topic) {
    Map<String, Object> settings = client(MEMORY);
    settings.put("max.block.ms", "10000");
    try (var producer =
        new KafkaProducer<String, String>(
            settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, "{}")).get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicAuthorizationException) {
        return false;
      }
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Set<AclBinding> listedAnd(AclBinding other) throws IOException {
    return Stream.concat(
            Stream.of(other),
            AccessList.ofThisVersion().rights().entrySet().stream()
                .flatMap(one -> one.getValue().bindings("User:" + one.getKey())))
        .collect(Collectors.toSet());
  }

  private static void assertRights(Set<AclBinding> expected) {
    Await.until(() -> rights().equals(expected), BOUND);
    assertThat(rights()).isEqualTo(expected);
  }

  private static Set<AclBinding> rights() {
    try {
      return Set.copyOf(operator.describeAcls(AclBindingFilter.ANY).values().get());
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private static AclBinding right(String user, String topic) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
        new AccessControlEntry("User:" + user, "*", WRITE, AclPermissionType.ALLOW));
  }

  private static Map<String, Object> client(String user) {
    Map<String, Object> settings = new HashMap<>(broker.accounts().client(user));
    settings.put("bootstrap.servers", broker.address());
    return settings;
  }

  private static void run(String... arguments) {
    var all =
        new ArrayList<>(
            List.of(
                "--longshore.kafka=" + broker.address(),
                "--longshore.kafka-protocol=" + Accounts.PROTOCOL,
                "--longshore.kafka-mechanism=" + Accounts.MECHANISM,
                "--longshore.kafka-user=" + Accounts.OPERATOR,
                "--longshore.kafka-password=" + broker.accounts().of(Accounts.OPERATOR)));
    all.addAll(List.of(arguments));
    Room.start(RightsTest.class, "noted-svc", all.toArray(String[]::new)).close();
  }
}
