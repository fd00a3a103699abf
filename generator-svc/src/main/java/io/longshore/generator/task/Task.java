package io.longshore.generator.task;

import io.longshore.contracts.QuestionId;

/**
 * A row of the queue.
 *
 * @param attempt that is running or was the last
 */
record Task(int tenant, QuestionId question, Lane lane, int attempt) {}
