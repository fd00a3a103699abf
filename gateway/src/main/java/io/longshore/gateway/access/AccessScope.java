package io.longshore.gateway.access;

import java.util.Locale;

/** What a caller may do. Each stands for itself: none holds another. */
public enum AccessScope {
  /** Search, ask, read documents, vectors of texts. */
  READ,
  /** Make and change collections; hand in, describe and delete documents. */
  WRITE,
  /** Keys and generations of the tenant, and what it used. */
  MANAGE,
  /** Tenants. */
  OPERATE;

  /** As the API says it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
