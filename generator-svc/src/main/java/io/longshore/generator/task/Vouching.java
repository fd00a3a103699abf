package io.longshore.generator.task;

import io.longshore.contracts.Principal;
import io.longshore.contracts.Progress;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.Topics;
import io.longshore.runtime.stream.Sender;
import java.util.List;
import java.util.function.Predicate;

/**
 * Says of tasks that wait or run elsewhere that this room has them in its hands: what a dead
 * instance held is taken over, and the gateway need not go past the room.
 */
final class Vouching {
  /** Open tasks at once. */
  private static final int MOST = 256;

  private final QueueRepository queue;
  private final Predicate<QuestionId> runsHere;
  private final Sender sender;

  /**
   * @param runsHere tasks that say so themselves
   */
  Vouching(QueueRepository queue, Predicate<QuestionId> runsHere, Sender sender) {
    this.queue = queue;
    this.runsHere = runsHere;
    this.sender = sender;
  }

  /** Vouches for what is open now. */
  void vouch() {
    for (Task task : queue.open(MOST)) {
      if (runsHere.test(task.question())) {
        continue;
      }
      var principal = new Principal(task.tenant(), Rooms.GENERATOR, List.of());
      var working = Progress.working(Rooms.GENERATOR, principal, task.question());
      var _ = sender.sendAsync(Topics.PROGRESS, task.question().toString(), working);
    }
  }
}
