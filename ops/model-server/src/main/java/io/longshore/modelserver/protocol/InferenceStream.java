package io.longshore.modelserver.protocol;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.longshore.inference.kserve.InferParameter;
import io.longshore.inference.kserve.ModelInferRequest;
import io.longshore.inference.kserve.ModelInferResponse;
import io.longshore.inference.kserve.ModelStreamInferResponse;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One stream of requests: answers as soon as they are there, each saying whether it is the final
 * one of its request. A bad request doesn't end the stream, unless the client asked for that.
 */
final class InferenceStream implements StreamObserver<ModelInferRequest> {
  private static final String FINAL = "triton_final_response";

  private final Calls calls;
  private final StreamObserver<ModelStreamInferResponse> observer;
  private final boolean endsWithAnError;
  private final Set<Request> running = new HashSet<>();
  private boolean ended;
  private boolean failed;

  /**
   * @param endsWithAnError whether the first request that fails ends the stream with its status
   */
  InferenceStream(
      Calls calls, StreamObserver<ModelStreamInferResponse> observer, boolean endsWithAnError) {
    this.calls = calls;
    this.observer = observer;
    this.endsWithAnError = endsWithAnError;
  }

  @Override
  public void onNext(ModelInferRequest message) {
    var request = new Request(message);
    synchronized (this) {
      if (failed) {
        return;
      }
      running.add(request);
    }
    try {
      request.started(calls.start(message, true, request));
    } catch (StatusRuntimeException e) {
      request.failed(e.getStatus());
    }
  }

  /** A request that isn't answered to its end. */
  private final class Request implements Answers {
    private final ModelInferRequest message;
    private @Nullable Runnable cancel;
    private boolean cancelled;

    Request(ModelInferRequest message) {
      this.message = message;
    }

    private void started(Runnable how) {
      boolean late;
      synchronized (InferenceStream.this) {
        cancel = how;
        late = cancelled;
      }
      if (late) {
        how.run();
      }
    }

    private void cancel() {
      Runnable how;
      synchronized (InferenceStream.this) {
        cancelled = true;
        how = cancel;
      }
      if (how != null) {
        how.run();
      }
    }

    @Override
    public void next(ModelInferResponse response, boolean last) {
      synchronized (InferenceStream.this) {
        if (failed) {
          return;
        }
        observer.onNext(
            ModelStreamInferResponse.newBuilder()
                .setInferResponse(response.toBuilder().putParameters(FINAL, isFinal(last)))
                .build());
        if (last) {
          done(this);
        }
      }
    }

    @Override
    public void failed(Status status) {
      boolean told = status.getCode() != Status.Code.CANCELLED;
      synchronized (InferenceStream.this) {
        if (failed) {
          return;
        }
        if (told && endsWithAnError) {
          failed = true;
          running.remove(this);
          observer.onError(status.asRuntimeException());
        } else {
          if (told) {
            tell(status);
          }
          done(this);
        }
      }
      if (told && endsWithAnError) {
        InferenceStream.this.cancel(); // what else the stream asked for has no hearer
      }
    }

    private void tell(Status status) {
      var response =
          ModelInferResponse.newBuilder()
              .setId(message.getId())
              .putParameters(FINAL, isFinal(true));
      observer.onNext(
          ModelStreamInferResponse.newBuilder()
              .setErrorMessage(String.valueOf(status.getDescription()))
              .setInferResponse(response)
              .build());
    }
  }

  private static InferParameter isFinal(boolean last) {
    return InferParameter.newBuilder().setBoolParam(last).build();
  }

  private void done(Request request) {
    running.remove(request);
    endWhenDone();
  }

  @Override
  public synchronized void onCompleted() {
    ended = true;
    endWhenDone();
  }

  private void endWhenDone() {
    if (ended && !failed && running.isEmpty()) {
      observer.onCompleted();
    }
  }

  @Override
  public void onError(Throwable failure) {
    cancel();
  }

  void cancel() {
    Set<Request> abandoned;
    synchronized (this) {
      abandoned = Set.copyOf(running);
    }
    abandoned.forEach(Request::cancel);
  }
}
