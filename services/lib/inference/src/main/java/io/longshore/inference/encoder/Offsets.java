package io.longshore.inference.encoder;

/**
 * UTF-16 range of a token in its text; the end is exclusive, white space before the token is not in
 * it.
 */
public record Offsets(int start, int end) {}
