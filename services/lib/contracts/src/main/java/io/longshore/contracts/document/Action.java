package io.longshore.contracts.document;

/** What is to be done with a document. */
public enum Action {
  SUBMIT,
  DELETE
}
