package io.longshore.contracts.document;

import io.longshore.contracts.DocumentId;

/** Asks an owner what it holds of a document; the reply is {@link Holdings}. */
public record HoldingsRequest(DocumentId document) {
  /** Of the request. */
  public static final String KIND = "holdings";
}
