package io.longshore.generator.task;

/** The lease has run out: another worker has the task, or will have it soon. */
public final class TaskLost extends RuntimeException {
  TaskLost() {
    super("the lease is lost");
  }
}
