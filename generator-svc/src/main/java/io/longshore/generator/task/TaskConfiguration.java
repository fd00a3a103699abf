package io.longshore.generator.task;

import io.longshore.contracts.Topics;
import io.longshore.contracts.answer.Cancelled;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.stream.Sender;
import io.longshore.runtime.tail.Listening;
import io.longshore.runtime.tail.RecordReader;
import io.longshore.runtime.tail.TopicTail;
import io.longshore.runtime.tail.TopicTails;
import io.longshore.runtime.tenant.TenantTransaction;
import io.longshore.runtime.working.Working;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tasks as this instance's threads and connections work on them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TaskProperties.class)
class TaskConfiguration {
  @Bean
  TaskRepository taskRepository(
      TenantTransaction transactions, Json json, TaskProperties properties) {
    String holder = UUID.randomUUID().toString();
    return new TaskRepository(transactions, json, holder, properties.lease());
  }

  @Bean
  Cancellations cancellations(TaskProperties properties) {
    return new Cancellations(properties.cancellations(), Clock.systemUTC());
  }

  @Bean
  Workers taskWorkers() {
    return new Workers(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("task-", 0).factory()));
  }

  @Bean
  Tasks tasks(
      TaskRepository repository,
      Cancellations cancellations,
      Work work,
      Sender sender,
      Working working,
      TaskProperties properties,
      Workers workers) {
    return new Tasks(
        repository,
        cancellations,
        work,
        sender,
        working,
        properties,
        workers.threads(),
        System::nanoTime);
  }

  @Bean(initMethod = "start")
  TaskClock taskClock(
      Tasks tasks,
      Cancellations cancellations,
      TenantTransaction transactions,
      Workers workers,
      TaskProperties properties) {
    return new TaskClock(
        tasks, cancellations, new SweepRepository(transactions), workers.threads(), properties);
  }

  @Bean(initMethod = "start")
  TaskSignal taskSignal(
      TaskClock clock,
      @Value("${longshore.postgres}") String url,
      @Value("${longshore.schema}") String role) {
    return new TaskSignal(url, role, clock::wake);
  }

  /**
   * Every instance hears all cancellations; it begins in the past, for one may come before its
   * question.
   */
  @Bean
  TopicTail cancelled(
      TopicTails tails, RecordReader records, Tasks tasks, TaskProperties properties) {
    return tails.open(
        Listening.to("cancelled", List.of(Topics.CANCELLED)).since(properties.longestDeadline()),
        record -> records.read(record, Cancelled.class).ifPresent(tasks::cancel));
  }

  /** No bean of the JDK's type: Spring Boot would take it for its own. The clock closes it. */
  record Workers(ExecutorService threads) {}
}
