package io.longshore.runtime.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

class ScheduleTest {
  @Test
  void aTaskThatTakesLongHoldsUpNoOther() {
    new ApplicationContextRunner()
        .withPropertyValues("spring.threads.virtual.enabled=true")
        .withConfiguration(
            AutoConfigurations.of(
                ScheduleAutoConfiguration.class, TaskSchedulingAutoConfiguration.class))
        .withUserConfiguration(Tasks.class)
        .run(room ->
            assertThat(room.getBean(Tasks.class).others.await(10, TimeUnit.SECONDS)).isTrue());
  }

  /** One that doesn't end before the other has come again. */
  @EnableScheduling
  static class Tasks {
    final CountDownLatch others = new CountDownLatch(3);

    @Scheduled(fixedDelay = 1)
    void takesLong() throws InterruptedException {
      others.await();
    }

    @Scheduled(initialDelay = 50, fixedDelay = 1)
    void another() {
      others.countDown();
    }
  }
}
