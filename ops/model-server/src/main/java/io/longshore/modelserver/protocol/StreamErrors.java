package io.longshore.modelserver.protocol;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCall.Listener;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/**
 * How a stream says that one of its requests failed. Triton's message has a text for it and no
 * status; a client that sends the header {@code triton_grpc_error: true} gets the status instead,
 * and with it the stream ends
 * (https://github.com/triton-inference-server/server/blob/main/docs/protocol/extension_grpc.md and
 * docs/customization_guide/inference_protocols.md, "GRPC Status Codes").
 */
final class StreamErrors implements ServerInterceptor {
  private static final Metadata.Key<String> HEADER =
      Metadata.Key.of("triton_grpc_error", Metadata.ASCII_STRING_MARSHALLER);

  private static final Context.Key<Boolean> END_THE_STREAM =
      Context.keyWithDefault("stream-errors", false);

  /** Whether the caller of now wants the status. */
  static boolean endTheStream() {
    return END_THE_STREAM.get();
  }

  @Override
  public <Q, A> Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    boolean asked = "true".equals(headers.get(HEADER));
    return Contexts.interceptCall(
        Context.current().withValue(END_THE_STREAM, asked), call, headers, next);
  }
}
