package io.longshore.gateway.stream;

import io.longshore.contracts.answer.AnswerEvent;

/** An event and where it stands in its partition. */
record HeardEvent(long offset, AnswerEvent event) {}
