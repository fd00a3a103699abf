package io.longshore.contracts.question;

/**
 * Memory's part.
 *
 * @param standalone the question so that it can be understood without the conversation
 * @param rewritten whether that differs from what was asked
 */
public record Recalled(String standalone, boolean rewritten) {}
