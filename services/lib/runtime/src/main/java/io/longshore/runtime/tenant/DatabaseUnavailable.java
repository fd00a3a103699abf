package io.longshore.runtime.tenant;

import org.springframework.transaction.CannotCreateTransactionException;

/** The database failed too often and is left alone, or is too busy: worth another try later. */
public final class DatabaseUnavailable extends CannotCreateTransactionException {
  DatabaseUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
