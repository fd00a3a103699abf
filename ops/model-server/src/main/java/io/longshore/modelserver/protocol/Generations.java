package io.longshore.modelserver.protocol;

import io.grpc.Status;
import io.longshore.modelserver.engine.EngineFailure;
import io.longshore.modelserver.generation.EngineEnded;
import io.longshore.modelserver.generation.RequestRefused;
import io.longshore.modelserver.generation.Ticket;
import io.longshore.modelserver.packing.QueueFull;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** What becomes of requests to an engine, as Triton would say it. */
final class Generations {
  private Generations() {}

  /** Returns what cancels it; throws {@link io.grpc.StatusRuntimeException}. */
  static Runnable start(Supplier<Ticket> submit) {
    try {
      return submit.get()::cancel;
    } catch (RequestRefused | QueueFull | EngineEnded e) {
      throw status(e).asRuntimeException();
    }
  }

  static Status status(RuntimeException failure) {
    return switch (failure) {
      case RequestRefused e -> Status.INVALID_ARGUMENT.withDescription(e.getMessage());
      case QueueFull e -> Status.UNAVAILABLE.withDescription(e.getMessage());
      case EngineEnded e -> Status.UNAVAILABLE.withDescription(e.getMessage());
      case EngineFailure.NoRoom e -> Status.UNAVAILABLE.withDescription(e.getMessage());
      case CancellationException _ -> Status.CANCELLED;
      default -> Status.INTERNAL.withDescription("llama.cpp error: " + failure.getMessage());
    };
  }
}
