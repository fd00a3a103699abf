package io.longshore.contracts.document;

/**
 * Tells an owner to forget all that it still holds of the tenant that asks, which is deleted and
 * whose documents are erased; the reply is {@link Holdings}, of what is left.
 */
public record ForgetTenant() {
  /** Of the request. */
  public static final String KIND = "forget-tenant";
}
