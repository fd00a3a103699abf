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
  Holder taskHolder(TaskProperties properties) {
    return Holder.of(properties.lease());
  }

  @Bean
  QueueRepository queueRepository(TenantTransaction transactions, Holder holder) {
    return new QueueRepository(transactions, holder);
  }

  @Bean
  TaskRepository taskRepository(TenantTransaction transactions, Json json, Holder holder) {
    return new TaskRepository(transactions, json, holder);
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
      QueueRepository queue,
      TaskRepository repository,
      Cancellations cancellations,
      Work work,
      Working working,
      TaskProperties properties,
      Workers workers) {
    return new Tasks(
        queue,
        repository,
        cancellations,
        work,
        working,
        properties,
        workers.threads(),
        System::nanoTime);
  }

  @Bean
  Vouching vouching(QueueRepository queue, Tasks tasks, Sender sender) {
    return new Vouching(queue, tasks::isRunning, sender);
  }

  @Bean(initMethod = "start")
  TaskClock taskClock(
      Tasks tasks,
      Vouching vouching,
      Cancellations cancellations,
      TenantTransaction transactions,
      Workers workers,
      TaskProperties properties) {
    var sweeps = new SweepRepository(transactions);
    return new TaskClock(tasks, vouching, cancellations, sweeps, workers.threads(), properties);
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
