package io.longshore.modelserver.protocol;

import io.grpc.Status;
import io.longshore.inference.kserve.ModelInferResponse;

/** Where the answers to one request go, from whichever thread has them. */
interface Answers {
  /**
   * @param last whether no other follows
   */
  void next(ModelInferResponse response, boolean last);

  /** Instead of the last answer. */
  void failed(Status status);
}
