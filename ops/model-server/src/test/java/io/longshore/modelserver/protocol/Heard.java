package io.longshore.modelserver.protocol;

import io.grpc.stub.StreamObserver;
import io.longshore.inference.kserve.ModelStreamInferResponse;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a stream says, one after the other: responses, and a failure or that it is completed. */
final class Heard implements StreamObserver<ModelStreamInferResponse> {
  private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
  private final int patienceSeconds;

  Heard(int patienceSeconds) {
    this.patienceSeconds = patienceSeconds;
  }

  /** Waits for the next. */
  Object next() throws InterruptedException {
    Object next = heard.poll(patienceSeconds, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing more within %d s".formatted(patienceSeconds));
    }
    return next;
  }

  @Override
  public void onNext(ModelStreamInferResponse response) {
    heard.add(response);
  }

  @Override
  public void onError(Throwable failure) {
    heard.add(failure);
  }

  @Override
  public void onCompleted() {
    heard.add("completed");
  }
}
