package io.longshore.contracts.document;

/** What is to be done with a document. */
public enum Action {
  SUBMIT,
  /**
   * Nothing of the text changes: what is said about a version takes the place of what was said
   * before, and its readers are from now on those of the document, whatever becomes of the version.
   */
  DESCRIBE,
  DELETE
}
