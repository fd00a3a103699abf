package io.longshore.generator;

import io.longshore.contracts.Rooms;
import io.longshore.contracts.question.Question;
import io.longshore.generator.task.Tasks;
import io.longshore.generator.task.TasksUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes ranked questions on as tasks. */
final class GenerateStream {
  private static final Logger log = LoggerFactory.getLogger(GenerateStream.class);
  private static final String NO_DATABASE = Rooms.GENERATOR + ":database-unavailable";

  private final Tasks tasks;
  private final Answering answering;

  GenerateStream(Tasks tasks, Answering answering) {
    this.tasks = tasks;
    this.answering = answering;
  }

  /** Without a database the question is answered at once; a second copy of it would be, too. */
  void generate(Question question) {
    try {
      tasks.take(question);
    } catch (TasksUnavailable e) {
      log.atWarn().addKeyValue("questionId", question.id()).log("{}", e.getMessage());
      answering.run(tasks.unguarded(question.withDegraded(NO_DATABASE)));
    }
  }
}
