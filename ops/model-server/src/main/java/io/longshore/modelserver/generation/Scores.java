package io.longshore.modelserver.generation;

/**
 * How likely continuations are, in the request's order.
 *
 * @param logProbabilities sum of the natural logarithms of the tokens' probabilities
 * @param tokens how many tokens each has
 */
@SuppressWarnings("ArrayRecordComponent") // written once, then sent
public record Scores(float[] logProbabilities, int[] tokens) {}
