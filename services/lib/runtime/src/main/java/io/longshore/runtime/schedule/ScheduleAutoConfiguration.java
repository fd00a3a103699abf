package io.longshore.runtime.schedule;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.config.TaskManagementConfigUtils;

/**
 * No scheduled task of a room waits for another one. The scheduler that Boot makes where threads
 * are virtual runs all that come again after a fixed delay on one thread.
 */
@AutoConfiguration(before = TaskSchedulingAutoConfiguration.class)
class ScheduleAutoConfiguration {
  /** More than any room has. */
  private static final int TASKS = 8;

  @Bean
  @ConditionalOnBean(name = TaskManagementConfigUtils.SCHEDULED_ANNOTATION_PROCESSOR_BEAN_NAME)
  ThreadPoolTaskScheduler taskScheduler() {
    var scheduler = new ThreadPoolTaskScheduler();
    scheduler.setPoolSize(TASKS);
    scheduler.setVirtualThreads(true);
    scheduler.setThreadNamePrefix("schedule-");
    return scheduler;
  }
}
