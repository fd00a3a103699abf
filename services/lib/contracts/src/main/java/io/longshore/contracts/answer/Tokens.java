package io.longshore.contracts.answer;

/**
 * What a language model took for an answer, as its server says it; what it doesn't say is 0.
 *
 * @param read of prompts, those that need not be read again included
 * @param written also what was dropped afterwards
 */
public record Tokens(long read, long written) {
  public Tokens plus(Tokens more) {
    return new Tokens(read + more.read, written + more.written);
  }
}
