package io.longshore.modelserver.protocol;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.longshore.inference.kserve.InferParameter;
import io.longshore.inference.kserve.ModelInferRequest;
import io.longshore.inference.kserve.ModelInferResponse;
import io.longshore.inference.kserve.ModelStreamInferResponse;
import io.longshore.modelserver.protocol.EncoderCalls.Call;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One stream of requests: an answer as soon as it is there, marked as the final one of its request;
 * a bad request doesn't end the stream.
 */
final class InferenceStream implements StreamObserver<ModelInferRequest> {
  private static final InferParameter TRUE = InferParameter.newBuilder().setBoolParam(true).build();

  private final EncoderCalls calls;
  private final StreamObserver<ModelStreamInferResponse> observer;
  private final Set<Call> running = new HashSet<>();
  private boolean ended;

  InferenceStream(EncoderCalls calls, StreamObserver<ModelStreamInferResponse> observer) {
    this.calls = calls;
    this.observer = observer;
  }

  @Override
  public void onNext(ModelInferRequest request) {
    Call call;
    try {
      call = calls.start(request);
    } catch (StatusRuntimeException e) {
      failed(request, e.getStatus());
      return;
    }
    synchronized (this) {
      running.add(call);
    }
    var _ =
        call.response()
            .whenComplete((response, failure) -> answered(call, request, response, failure));
  }

  private synchronized void answered(
      Call call,
      ModelInferRequest request,
      @Nullable ModelInferResponse response,
      @Nullable Throwable failure) {
    running.remove(call);
    if (response != null) {
      observer.onNext(
          ModelStreamInferResponse.newBuilder()
              .setInferResponse(response.toBuilder().putParameters("triton_final_response", TRUE))
              .build());
    } else if (failure != null) {
      failed(request, EncoderCalls.status(failure));
    }
    endWhenDone();
  }

  private synchronized void failed(ModelInferRequest request, Status status) {
    if (status.getCode() != Status.Code.CANCELLED) {
      var response =
          ModelInferResponse.newBuilder()
              .setId(request.getId())
              .putParameters("triton_final_response", TRUE);
      observer.onNext(
          ModelStreamInferResponse.newBuilder()
              .setErrorMessage(String.valueOf(status.getDescription()))
              .setInferResponse(response)
              .build());
    }
  }

  @Override
  public synchronized void onCompleted() {
    ended = true;
    endWhenDone();
  }

  private void endWhenDone() {
    if (ended && running.isEmpty()) {
      observer.onCompleted();
    }
  }

  @Override
  public void onError(Throwable failure) {
    cancel();
  }

  void cancel() {
    Set<Call> abandoned;
    synchronized (this) {
      abandoned = Set.copyOf(running);
    }
    abandoned.forEach(call -> call.request().output().cancel(false));
  }
}
