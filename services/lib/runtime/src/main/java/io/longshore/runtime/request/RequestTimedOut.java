package io.longshore.runtime.request;

/** Nobody replied in time: the room is away or busy. Its reply, when it comes, is dropped. */
public final class RequestTimedOut extends RequestFailed {
  public RequestTimedOut(String message) {
    super("timed-out", message, null);
  }
}
