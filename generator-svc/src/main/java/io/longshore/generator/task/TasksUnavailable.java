package io.longshore.generator.task;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** The table of tasks can't be used now. */
public final class TasksUnavailable extends RuntimeException {
  private TasksUnavailable(Throwable cause) {
    super("The tasks can't be read or written: " + cause.getMessage(), cause);
  }

  /** Work on the table, whose failures are this one. */
  static <T extends @Nullable Object> T guarded(Supplier<T> work) {
    try {
      return work.get();
    } catch (DataAccessException | TransactionException e) {
      throw new TasksUnavailable(e);
    }
  }
}
