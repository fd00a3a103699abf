package io.longshore.runtime.working;

import io.longshore.contracts.question.Question;

/**
 * Says that a question is in the hands of this room, so that nobody takes it past: at once and
 * again and again until the hold is closed or the question's deadline has passed. What a stream
 * input has received is said without this; it is for work that goes on after the stream function
 * has returned.
 */
public interface Working {
  /** To be closed by whoever works, whatever the end. */
  Hold begin(Question question);

  /** A question in the hands of this room. */
  interface Hold extends AutoCloseable {
    @Override
    void close();
  }
}
