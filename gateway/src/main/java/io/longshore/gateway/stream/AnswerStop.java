package io.longshore.gateway.stream;

import io.longshore.contracts.Principal;
import io.longshore.contracts.Topics;
import io.longshore.contracts.answer.Cancelled;
import io.longshore.gateway.library.Answer;
import io.longshore.gateway.library.Answers;
import io.longshore.runtime.stream.SendFailed;
import io.longshore.runtime.stream.Sender;
import java.time.Clock;
import org.springframework.stereotype.Service;

/** Says that nobody waits for an answer any more; whoever works on it then ends it. */
@Service
public final class AnswerStop {
  private final Answers answers;
  private final Sender sender;
  private final Clock clock;

  AnswerStop(Answers answers, Sender sender, Clock clock) {
    this.answers = answers;
    this.sender = sender;
    this.clock = clock;
  }

  /**
   * Changes nothing when the answer has ended. Otherwise it ends soon, as a rule {@code failed}
   * with the code {@code cancelled}; what was finished in between stays finished.
   *
   * @throws StreamProblem when that can't be said now
   */
  public void stop(Principal principal, Answer answer) {
    if (answer.status() != Answer.Status.RUNNING) {
      return;
    }
    var cancelled = new Cancelled(principal, answer.id(), answer.deadline(), clock.instant());
    try {
      sender.send(Topics.CANCELLED, answer.id().toString(), cancelled);
    } catch (SendFailed e) {
      throw StreamProblem.unavailable();
    }
    answers.cancelled(principal.tenant(), answer.id());
  }
}
