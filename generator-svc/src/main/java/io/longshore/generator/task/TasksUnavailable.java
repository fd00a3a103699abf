package io.longshore.generator.task;

/** The table of tasks can't be used now. */
public final class TasksUnavailable extends RuntimeException {
  TasksUnavailable(Throwable cause) {
    super("The tasks can't be read or written: " + cause.getMessage(), cause);
  }
}
