package io.longshore.modelserver.protocol;

import io.grpc.stub.StreamObserver;
import io.longshore.inference.kserve.GRPCInferenceServiceGrpc.GRPCInferenceServiceStub;
import io.longshore.inference.kserve.ModelInferRequest;
import io.longshore.inference.kserve.ModelInferResponse;
import io.longshore.inference.kserve.ModelStreamInferResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads what a stream of one request answers. */
final class TextAnswer {
  private final Heard heard = new Heard(120);
  final List<ModelInferResponse> responses = new ArrayList<>();
  private String error = "";

  static TextAnswer to(GRPCInferenceServiceStub stub, ModelInferRequest request) {
    var answer = new TextAnswer();
    StreamObserver<ModelInferRequest> requests = stub.modelStreamInfer(answer.heard);
    requests.onNext(request);
    requests.onCompleted();
    return answer;
  }

  /** Waits for one more response; false at the end. */
  boolean more() throws InterruptedException {
    Object next = heard.next();
    if (next instanceof ModelStreamInferResponse response) {
      error = response.getErrorMessage();
      responses.add(response.getInferResponse());
      return true;
    }
    if (next instanceof Throwable failure) {
      error = String.valueOf(failure.getMessage());
    }
    return false;
  }

  TextAnswer whole() throws InterruptedException {
    while (more()) {
      // all of them
    }
    return this;
  }

  String error() {
    return error;
  }

  String text() {
    var text = new StringBuilder();
    responses.forEach(response -> text.append(text(response, "text_output")));
    return text.toString();
  }

  /** Source, start and end of each span. */
  List<List<Integer>> copied() {
    List<List<Integer>> rows = new ArrayList<>();
    for (ModelInferResponse response : responses) {
      ByteBuffer values = tensor(response, "copied");
      while (values.hasRemaining()) {
        rows.add(List.of(values.getInt(), values.getInt(), values.getInt()));
      }
    }
    return rows;
  }

  int sum(String name) {
    return responses.stream().mapToInt(response -> number(response, name)).sum();
  }

  ModelInferResponse last() {
    return responses.getLast();
  }

  static int number(ModelInferResponse response, String name) {
    return tensor(response, name).getInt();
  }

  static String text(ModelInferResponse response, String name) {
    ByteBuffer bytes = tensor(response, name);
    byte[] text = new byte[bytes.getInt()];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  /** Empty when the response has no such output. */
  static ByteBuffer tensor(ModelInferResponse response, String name) {
    for (int k = 0; k < response.getOutputsCount(); k++) {
      if (response.getOutputs(k).getName().equals(name)) {
        return response
            .getRawOutputContents(k)
            .asReadOnlyByteBuffer()
            .order(ByteOrder.LITTLE_ENDIAN);
      }
    }
    return ByteBuffer.allocate(0);
  }
}
