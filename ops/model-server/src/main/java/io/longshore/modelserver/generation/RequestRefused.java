package io.longshore.modelserver.generation;

/** What was asked for can't be done, whoever asks when. */
public final class RequestRefused extends RuntimeException {
  RequestRefused(String message) {
    super(message);
  }
}
