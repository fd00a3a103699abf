package io.longshore.generator.task;

import io.longshore.runtime.stream.SendFailed;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes attempts at tasks, and ends those that are done. */
final class Attempts {
  private static final Logger log = LoggerFactory.getLogger(Attempts.class);

  private final TaskRepository repository;
  private final Work work;
  private final int most;

  /** Done, but the table doesn't say so yet. */
  private final Set<Run> ending = ConcurrentHashMap.newKeySet();

  /**
   * @param most attempts at a task
   */
  Attempts(TaskRepository repository, Work work, int most) {
    this.repository = repository;
    this.work = work;
    this.most = most;
  }

  /** Works on the task, and says in the table that it is done. */
  void make(Run run) {
    var id = run.question().id();
    try {
      if (run.attempt() > most) {
        log.atWarn().addKeyValue("questionId", id).log("Given up after {}", run.attempt() - 1);
        work.giveUp(run);
      } else {
        work.run(run);
      }
      ending.add(run);
    } catch (TaskLost e) {
      log.atWarn().addKeyValue("questionId", id).log("Attempt {} lost its lease", run.attempt());
    } catch (SendFailed e) { // its lease runs out, and somebody tries again
      log.atWarn().addKeyValue("questionId", id).log("Not sent: {}", e.getMessage());
    } catch (RuntimeException e) { // the end of a thread, as the error handler of a stream is
      log.atError().addKeyValue("questionId", id).setCause(e).log("Attempt {}", run.attempt());
      giveUp(run);
    }
    end(run);
  }

  private void giveUp(Run run) {
    try {
      work.giveUp(run);
      ending.add(run);
    } catch (TaskLost | TaskCancelled | SendFailed e) {
      log.atWarn().addKeyValue("questionId", run.question().id()).log("{}", e.getMessage());
    }
  }

  /** Says again of what is done that it is. */
  void end() {
    ending.forEach(this::end);
  }

  private void end(Run run) {
    if (!ending.contains(run)) {
      return;
    }
    try {
      repository.finish(run.question().principal(), run.question().id(), run.attempt());
      ending.remove(run);
    } catch (TasksUnavailable e) { // the clock tries again
      log.warn("{}", e.getMessage());
    }
  }
}
