package io.longshore.modelserver.repository;

/** Whether a model of the repository can be asked. */
public sealed interface ModelState {
  record Ready(LoadedModel model) implements ModelState {}

  record Loading() implements ModelState {}

  /**
   * @param isAllowed whether the server is ready without it: what the rest needs to answer is the
   *     encoders
   */
  record Failed(String reason, boolean isAllowed) implements ModelState {}
}
