package io.longshore.generator.task;

/** Nobody waits for the answer any more. */
public final class TaskCancelled extends RuntimeException {
  TaskCancelled() {
    super("cancelled");
  }
}
