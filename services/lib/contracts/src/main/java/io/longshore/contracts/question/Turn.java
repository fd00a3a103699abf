package io.longshore.contracts.question;

import java.time.Instant;

/** One question and its answer, as said. */
public record Turn(String question, String answer, Instant at) {}
