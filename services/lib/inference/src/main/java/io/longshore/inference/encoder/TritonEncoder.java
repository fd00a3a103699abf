package io.longshore.inference.encoder;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.longshore.inference.call.Bound;
import io.longshore.inference.call.Guard;
import io.longshore.inference.call.GuardStates;
import io.longshore.inference.call.ModelUnavailable;
import io.longshore.inference.call.RpcFailures;
import io.longshore.inference.kserve.GRPCInferenceServiceGrpc;
import io.longshore.inference.kserve.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import io.longshore.inference.kserve.ModelConfigRequest;
import io.longshore.inference.kserve.ModelInferResponse;
import io.longshore.inference.kserve.ModelReadyRequest;
import io.longshore.inference.tokens.Tokenizer;
import io.longshore.inference.tokens.Tokens;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An encoder behind Triton's protocol, with the tensors of {@code ops/models}. */
public final class TritonEncoder implements Encoder, AutoCloseable {
  /** The model that all vectors of the index are of. */
  public static final String EMBEDDER = "embedder";

  private static final Duration READY_BOUND = Duration.ofMillis(500);
  private static final Output<float[]> POOLED = new Output<>("pooled", Pack::means);
  private static final Output<TokenVectors> TOKENS = new Output<>("tokens", Pack::tokenVectors);
  private static final Output<float[]> ROWS = new Output<>("tokens", Pack::rows);
  private static final Duration INFO_BOUND = Duration.ofSeconds(2);
  private static final int MESSAGE_BYTES = 64 << 20;

  /** Its time is the bound. */
  private static final int INGESTION_ATTEMPTS = Integer.MAX_VALUE;

  private final String name;
  private final EncoderLimits limits;
  private final GuardStates states = GuardStates.empty();
  private final Tokenizer tokenizer;
  private final ManagedChannel channel;
  private final Guard questions;
  private final Guard ingestion;
  private final ExecutorService calls =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("encoder-", 0).factory());
  private volatile @Nullable EncoderModel model;

  /**
   * Needs no running model server; the first call does.
   *
   * @param address {@code host:port}
   * @param repository the folder of models, for the tokenizer
   */
  public TritonEncoder(String address, Path repository, EncoderLimits limits) {
    this(EMBEDDER, address, repository, limits);
  }

  /** The same of another model than {@link #EMBEDDER}. */
  public TritonEncoder(String name, String address, Path repository, EncoderLimits limits) {
    this.name = name;
    this.limits = limits;
    tokenizer = Tokenizer.open(repository.resolve(name).resolve("1").resolve("tokenizer.json"));
    channel =
        NettyChannelBuilder.forTarget(address)
            .usePlaintext()
            .directExecutor()
            .maxInboundMessageSize(MESSAGE_BYTES)
            .build();
    questions = guard("model-questions", limits.questionCalls(), limits.questionAttempts());
    ingestion = guard("model-ingestion", limits.ingestionCalls(), INGESTION_ATTEMPTS);
  }

  private Guard guard(String name, int calls, int attempts) {
    return new Guard(name, limits.guard(calls, attempts), states);
  }

  /** What guards the calls, by {@code model-questions} and {@code model-ingestion}. */
  public GuardStates states() {
    return states;
  }

  @Override
  public EncoderInfo info() {
    return model(Priority.QUESTION, Bound.within(INFO_BOUND)).info();
  }

  /** Whether the model server answers and has the model; false within {@link #READY_BOUND}. */
  public boolean isReady() {
    try {
      return stub(READY_BOUND)
          .modelReady(ModelReadyRequest.newBuilder().setName(name).build())
          .getReady();
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  private EncoderModel model(Priority priority, Bound bound) {
    EncoderModel known = model;
    if (known == null) {
      var request = ModelConfigRequest.newBuilder().setName(name).build();
      known =
          guarded(priority, bound, stub -> EncoderModel.of(stub.modelConfig(request).getConfig()));
      model = known;
    }
    return known;
  }

  @Override
  public List<Embedding> embed(List<String> texts, Kind kind, Priority priority, Bound bound) {
    return embed(texts, kind, LongReading.NONE, priority, bound);
  }

  @Override
  public List<Embedding> embed(
      List<String> texts, Kind kind, LongReading how, Priority priority, Bound bound) {
    EncoderModel encoder = model(priority, bound);
    List<TextReading> readings = read(encoder.info(), texts, kind, how);
    List<Reading> windows = readings.stream().flatMap(text -> text.windows().stream()).toList();
    Iterator<float[]> means = encode(encoder, windows, priority, bound, POOLED).iterator();
    return readings.stream().map(text -> text.embedding(means)).toList();
  }

  @Override
  public List<TokenVectors> tokens(List<String> texts, Kind kind, Priority priority, Bound bound) {
    EncoderModel encoder = model(priority, bound);
    List<Reading> windows =
        read(encoder.info(), texts, kind, LongReading.NONE).stream()
            .map(text -> text.windows().getFirst())
            .toList();
    return encode(encoder, windows, priority, bound, TOKENS);
  }

  @Override
  public List<Embedding> parts(
      String text,
      List<Offsets> parts,
      Kind kind,
      LongReading how,
      Priority priority,
      Bound bound) {
    EncoderModel encoder = model(priority, bound);
    List<Reading> windows = read(encoder.info(), List.of(text), kind, how).getFirst().windows();
    List<float[]> rows = encode(encoder, windows, priority, bound, ROWS);
    return new LateChunks(parts).of(windows, rows, tokenOffsets(text), encoder.info().dimensions());
  }

  private List<TextReading> read(EncoderInfo info, List<String> texts, Kind kind, LongReading how) {
    Optional<String> refusal = info.positions().refusal(how.mode());
    if (refusal.isPresent()) {
      throw new ModeRefused("%s (%s)".formatted(refusal.get(), info.name()));
    }
    String prefix = info.prefix(kind);
    return texts.stream()
        .map(text ->
            TextReading.of(tokenizer.encode(prefix + text), prefix.length(), info.positions(), how))
        .toList();
  }

  @Override
  public int countTokens(String text) {
    Tokens tokens = tokenizer.encode(text);
    int count = 0;
    for (int k = 0; k < tokens.size(); k++) {
      count += tokens.isSpecial(k) ? 0 : 1;
    }
    return count;
  }

  @Override
  public List<Offsets> tokenOffsets(String text) {
    Tokens tokens = tokenizer.encode(text);
    List<Offsets> offsets = new ArrayList<>();
    for (int k = 0; k < tokens.size(); k++) {
      if (!tokens.isSpecial(k)) {
        offsets.add(new Offsets(tokens.starts()[k], tokens.ends()[k]));
      }
    }
    return offsets;
  }

  private interface Reader<T> {
    List<T> read(Pack pack, ModelInferResponse response, int dimensions);
  }

  private record Output<T>(String name, Reader<T> reader) {}

  private <T> List<T> encode(
      EncoderModel encoder,
      List<Reading> readings,
      Priority priority,
      Bound bound,
      Output<T> output) {
    List<Supplier<List<T>>> work = new ArrayList<>();
    for (Pack pack : Pack.of(readings, limits.callTokens())) {
      work.add(() -> {
        var request = pack.request(name, encoder.attentionDivisor(), priority, output.name());
        var response = guarded(priority, bound, stub -> stub.modelInfer(request));
        return output.reader().read(pack, response, encoder.info().dimensions());
      });
    }
    return work.size() == 1 ? work.getFirst().get() : together(work);
  }

  /**
   * A few at a time, so that none waits for its turn longer than a call may; the first failure ends
   * the rest.
   */
  private <T> List<T> together(List<Supplier<List<T>>> work) {
    Deque<Future<List<T>>> running = new ArrayDeque<>();
    try {
      List<T> all = new ArrayList<>();
      for (Supplier<List<T>> each : work) {
        if (running.size() == limits.ingestionCalls()) {
          all.addAll(running.removeFirst().get());
        }
        running.add(calls.submit(each::get));
      }
      while (!running.isEmpty()) {
        all.addAll(running.removeFirst().get());
      }
      return all;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModelUnavailable("Interrupted while the model worked", e);
    } finally {
      running.forEach(each -> each.cancel(true));
    }
  }

  private <T> T guarded(
      Priority priority, Bound bound, Function<GRPCInferenceServiceBlockingStub, T> call) {
    Guard guard = priority == Priority.QUESTION ? questions : ingestion;
    try {
      return guard.call(bound, left -> named(() -> call.apply(stub(left))));
    } catch (ModelUnavailable e) {
      model = null; // another model may come back
      throw e;
    }
  }

  private <T> T named(Supplier<T> call) {
    try {
      return call.get();
    } catch (StatusRuntimeException e) {
      boolean connected = channel.getState(false) == ConnectivityState.READY;
      throw RpcFailures.named(e.getStatus(), connected, e);
    }
  }

  private GRPCInferenceServiceBlockingStub stub(Duration deadline) {
    if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
      channel.resetConnectBackoff(); // else a server that is back would be found only minutes later
    }
    return GRPCInferenceServiceGrpc.newBlockingStub(channel).withDeadlineAfter(deadline);
  }

  @Override
  public void close() {
    calls.shutdownNow();
    channel.shutdownNow();
    tokenizer.close();
  }
}
