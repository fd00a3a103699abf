package io.longshore.inference.call;

import io.grpc.Status;

/** What a failed gRPC call says of the model server, by name. */
public final class RpcFailures {
  private RpcFailures() {}

  /**
   * @param connected whether the server is there
   * @param cause the status' own exception
   */
  public static RuntimeException named(Status status, boolean connected, Exception cause) {
    String message =
        "The model server answered %s: %s".formatted(status.getCode(), status.getDescription());
    return switch (status.getCode()) {
      case INVALID_ARGUMENT,
          NOT_FOUND,
          UNIMPLEMENTED,
          OUT_OF_RANGE,
          FAILED_PRECONDITION,
          PERMISSION_DENIED,
          UNAUTHENTICATED ->
          new ModelRefused(message, cause);
      case RESOURCE_EXHAUSTED -> new ModelBusy(message, cause);
      // Triton says so when its queue is full; gRPC says so when there is no server.
      case UNAVAILABLE -> connected ? new ModelBusy(message, cause) : new ModelAway(message, cause);
      default -> new ModelUnavailable(message, cause);
    };
  }
}
