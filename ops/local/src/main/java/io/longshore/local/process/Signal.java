package io.longshore.local.process;

/** How a program is asked to stop. */
public enum Signal {
  /** The usual way. */
  TERM,
  /** PostgreSQL's fast shutdown: it doesn't wait for its clients. */
  INT,
  /** The last way. */
  KILL
}
