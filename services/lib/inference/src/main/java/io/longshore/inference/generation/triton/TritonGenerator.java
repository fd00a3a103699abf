package io.longshore.inference.generation.triton;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.MetadataUtils;
import io.longshore.inference.call.Bound;
import io.longshore.inference.call.Guard;
import io.longshore.inference.call.GuardStates;
import io.longshore.inference.call.ModelRefused;
import io.longshore.inference.call.ModelUnavailable;
import io.longshore.inference.call.RpcFailures;
import io.longshore.inference.generation.ContinuationScorer;
import io.longshore.inference.generation.GenerationLimits;
import io.longshore.inference.generation.GeneratorInfo;
import io.longshore.inference.generation.Hearer;
import io.longshore.inference.generation.Hearing;
import io.longshore.inference.generation.Prompt;
import io.longshore.inference.generation.Sampling;
import io.longshore.inference.generation.TextGenerator;
import io.longshore.inference.generation.Written;
import io.longshore.inference.kserve.GRPCInferenceServiceGrpc;
import io.longshore.inference.kserve.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingV2Stub;
import io.longshore.inference.kserve.ModelConfigRequest;
import io.longshore.inference.kserve.ModelInferRequest;
import io.longshore.inference.kserve.ModelInferResponse;
import io.longshore.inference.kserve.ModelStreamInferResponse;
import io.longshore.inference.kserve.RepositoryIndexRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The models {@code generator} and {@code scorer} behind Triton's protocol: those of {@code
 * ops/model-server}, or a Triton with its vLLM back end, which can't be bound to sources and has no
 * scorer.
 */
public final class TritonGenerator implements TextGenerator, ContinuationScorer, AutoCloseable {
  private static final String GENERATOR = "generator";
  private static final String SCORER = "scorer";
  private static final int MESSAGE_BYTES = 16 << 20;

  /** Asks a Triton to end a failed stream with its status instead of a text without one. */
  private static final Metadata.Key<String> GRPC_ERRORS =
      Metadata.Key.of("triton_grpc_error", Metadata.ASCII_STRING_MARSHALLER);

  private final GuardStates states = GuardStates.empty();
  private final ManagedChannel channel;
  private final Guard guard;
  private final int unknownContext;
  private volatile @Nullable GeneratorModel model;

  /**
   * Needs no running model server; the first call does.
   *
   * @param address {@code host:port}
   * @param unknownContext tokens of a model that doesn't say its context
   */
  public TritonGenerator(String address, GenerationLimits limits, int unknownContext) {
    this.unknownContext = unknownContext;
    channel =
        NettyChannelBuilder.forTarget(address)
            .usePlaintext()
            .maxInboundMessageSize(MESSAGE_BYTES)
            .build();
    guard = new Guard("model-generation", limits.guard(), states);
  }

  /** What guards the calls, by {@code model-generation}. */
  public GuardStates states() {
    return states;
  }

  @Override
  public Optional<GeneratorInfo> info(Bound bound) {
    return model(bound).map(GeneratorModel::info);
  }

  private Optional<GeneratorModel> model(Bound bound) {
    // a server that was away may have come back with another model
    GeneratorModel known = isConnected() ? model : null;
    if (known == null) {
      known = guard.call(bound, left -> ask(left)).orElse(null);
      model = known;
    }
    return Optional.ofNullable(known);
  }

  private Optional<GeneratorModel> ask(Duration left) {
    try {
      var request = ModelConfigRequest.newBuilder().setName(GENERATOR).build();
      var config = stub(left).modelConfig(request).getConfig();
      return Optional.of(GeneratorModel.of(config, unknownContext));
    } catch (StatusException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        failedToLoad(left)
            .ifPresent(reason -> {
              throw new ModelUnavailable("The model generator could not be loaded: " + reason, e);
            });
        return Optional.empty();
      }
      throw named(e);
    }
  }

  /** A model that is in the repository and doesn't serve is no missing one. */
  private Optional<String> failedToLoad(Duration left) {
    try {
      return stub(left)
          .repositoryIndex(RepositoryIndexRequest.getDefaultInstance())
          .getModelsList()
          .stream()
          .filter(one -> one.getName().equals(GENERATOR) && !one.getState().equals("READY"))
          .map(one -> one.getReason().isEmpty() ? one.getState() : one.getReason())
          .findFirst();
    } catch (StatusException e) {
      throw named(e);
    }
  }

  @Override
  public Written write(Prompt prompt, Sampling sampling, Bound bound, Hearer hearer) {
    GeneratorModel known =
        model(bound)
            .orElseThrow(() -> new ModelRefused("The server has no model " + GENERATOR, null));
    if (sampling.copy() != null && !known.info().copies()) {
      throw new ModelRefused(known.info().model() + " can't be bound to sources", null);
    }
    var request = GenerationCall.request(GENERATOR, known.inputs(), known.info(), prompt, sampling);
    try {
      return guard.call(bound, left -> written(request, left, new Hearing(hearer, sampling)));
    } catch (ModelUnavailable | ModelRefused e) {
      model = null; // another may be there by now, or none
      throw e;
    }
  }

  private Written written(ModelInferRequest request, Duration left, Hearing hearing) {
    var call = stub(left).modelStreamInfer();
    try {
      call.write(request);
      call.halfClose();
      hear(call, hearing);
      return hearing.written();
    } catch (StatusException e) {
      throw hearing.broken(named(e));
    } catch (ModelUnavailable e) {
      throw hearing.broken(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModelUnavailable("Interrupted while the model wrote", null);
    } finally {
      call.cancel("nobody reads on", null); // nothing happens to one that has ended
    }
  }

  private static void hear(
      BlockingClientCall<ModelInferRequest, ModelStreamInferResponse> call, Hearing hearing)
      throws StatusException, InterruptedException {
    boolean ended = false;
    while (!ended) {
      Optional<ModelStreamInferResponse> next = next(call, hearing);
      if (next.isEmpty()) {
        throw new ModelUnavailable("The stream ended before the text did", null);
      }
      ModelStreamInferResponse message = next.get();
      if (!message.getErrorMessage().isEmpty()) {
        throw new ModelUnavailable("The model server answered: " + message.getErrorMessage(), null);
      }
      ModelInferResponse response = message.getInferResponse();
      GenerationCall.read(response, hearing);
      var last = response.getParametersMap().get("triton_final_response");
      ended = (last != null && last.getBoolParam()) || hearing.isTooLong();
    }
  }

  /** Empty when the server has closed the stream. */
  private static Optional<ModelStreamInferResponse> next(
      BlockingClientCall<ModelInferRequest, ModelStreamInferResponse> call, Hearing hearing)
      throws StatusException, InterruptedException {
    while (true) {
      hearing.waiting();
      try {
        return Optional.ofNullable(call.read(Hearing.PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
      } catch (TimeoutException _) {
        // nothing came yet
      }
    }
  }

  @Override
  public List<Likelihood> score(Prompt prompt, List<String> continuations, Bound bound) {
    GeneratorModel known =
        model(bound)
            .filter(one -> one.info().scores())
            .orElseThrow(() -> new ModelRefused("The server has no model " + SCORER, null));
    var request =
        ModelInferRequest.newBuilder()
            .setModelName(SCORER)
            .addInputs(Tensors.text("prompt", known.info().template().render(prompt)))
            .addInputs(Tensors.texts("continuations", continuations))
            .build();
    return guard.call(
        bound,
        left -> {
          try {
            return likelihoods(stub(left).modelInfer(request), continuations.size());
          } catch (StatusException e) {
            throw named(e);
          }
        });
  }

  private static List<Likelihood> likelihoods(ModelInferResponse response, int count) {
    var outputs = Tensors.outputs(response);
    ByteBuffer logprobs = outputs.get("logprobs");
    ByteBuffer tokens = outputs.get("tokens");
    int bytes = count * Integer.BYTES;
    if (logprobs == null
        || tokens == null
        || logprobs.remaining() != bytes
        || tokens.remaining() != bytes) {
      throw new ModelRefused("The scorer didn't answer one value a continuation", null);
    }
    List<Likelihood> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(new Likelihood(logprobs.getFloat(), tokens.getInt()));
    }
    return all;
  }

  private RuntimeException named(StatusException e) {
    return RpcFailures.named(e.getStatus(), isConnected(), e);
  }

  private boolean isConnected() {
    return channel.getState(false) == ConnectivityState.READY;
  }

  private GRPCInferenceServiceBlockingV2Stub stub(Duration deadline) {
    if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
      channel.resetConnectBackoff(); // else a server that is back would be found only minutes later
    }
    var headers = new Metadata();
    headers.put(GRPC_ERRORS, "true");
    return GRPCInferenceServiceGrpc.newBlockingV2Stub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
        .withDeadlineAfter(deadline);
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
