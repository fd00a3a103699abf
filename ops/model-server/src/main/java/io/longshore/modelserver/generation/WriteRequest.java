package io.longshore.modelserver.generation;

/**
 * A text to be written.
 *
 * @param prompt as the model reads it, control tokens and all
 * @param first whether it goes before those that aren't: a question before background work
 * @param logProbability whether the text's likelihood is wanted, which takes time
 */
public record WriteRequest(
    String prompt, SamplingParameters sampling, boolean first, boolean logProbability) {}
