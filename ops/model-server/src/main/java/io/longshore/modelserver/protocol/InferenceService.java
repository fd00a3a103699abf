package io.longshore.modelserver.protocol;

import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.longshore.inference.kserve.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import io.longshore.inference.kserve.ModelConfigRequest;
import io.longshore.inference.kserve.ModelConfigResponse;
import io.longshore.inference.kserve.ModelInferRequest;
import io.longshore.inference.kserve.ModelInferResponse;
import io.longshore.inference.kserve.ModelMetadataRequest;
import io.longshore.inference.kserve.ModelMetadataResponse;
import io.longshore.inference.kserve.ModelMetadataResponse.TensorMetadata;
import io.longshore.inference.kserve.ModelReadyRequest;
import io.longshore.inference.kserve.ModelReadyResponse;
import io.longshore.inference.kserve.ModelStreamInferResponse;
import io.longshore.inference.kserve.RepositoryIndexRequest;
import io.longshore.inference.kserve.RepositoryIndexResponse;
import io.longshore.inference.kserve.RepositoryIndexResponse.ModelIndex;
import io.longshore.inference.kserve.ServerLiveRequest;
import io.longshore.inference.kserve.ServerLiveResponse;
import io.longshore.inference.kserve.ServerMetadataRequest;
import io.longshore.inference.kserve.ServerMetadataResponse;
import io.longshore.inference.kserve.ServerReadyRequest;
import io.longshore.inference.kserve.ServerReadyResponse;
import io.longshore.modelserver.Settings;
import io.longshore.modelserver.repository.LoadedModel;
import io.longshore.modelserver.repository.ModelRepository;
import io.longshore.modelserver.repository.ModelState;
import java.util.List;
import java.util.function.Supplier;

/** Answers as Triton does, down to its status codes. */
public final class InferenceService extends GRPCInferenceServiceImplBase {
  private static final String NAME = "longshore-model-server";
  private static final List<String> EXTENSIONS =
      List.of("model_repository", "model_configuration", "parameters");

  private final ModelRepository repository;
  private final Calls calls;

  private InferenceService(ModelRepository repository, Settings settings) {
    this.repository = repository;
    calls = new Calls(repository, settings);
  }

  /** What a gRPC server serves. */
  public static ServerServiceDefinition of(ModelRepository repository, Settings settings) {
    return ServerInterceptors.intercept(
        new InferenceService(repository, settings), new StreamErrors());
  }

  @Override
  public void serverLive(ServerLiveRequest request, StreamObserver<ServerLiveResponse> observer) {
    answer(observer, () -> ServerLiveResponse.newBuilder().setLive(true).build());
  }

  @Override
  public void serverReady(
      ServerReadyRequest request, StreamObserver<ServerReadyResponse> observer) {
    boolean ready = repository.isReady();
    answer(observer, () -> ServerReadyResponse.newBuilder().setReady(ready).build());
  }

  @Override
  public void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> observer) {
    boolean ready = repository.find(request.getName(), request.getVersion()).isPresent();
    answer(observer, () -> ModelReadyResponse.newBuilder().setReady(ready).build());
  }

  @Override
  public void serverMetadata(
      ServerMetadataRequest request, StreamObserver<ServerMetadataResponse> observer) {
    String version = InferenceService.class.getPackage().getImplementationVersion();
    answer(
        observer,
        () ->
            ServerMetadataResponse.newBuilder()
                .setName(NAME)
                .setVersion(version == null ? "development" : version)
                .addAllExtensions(EXTENSIONS)
                .build());
  }

  @Override
  public void modelMetadata(
      ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> observer) {
    answer(observer, () -> metadata(calls.model(request.getName(), request.getVersion())));
  }

  private static ModelMetadataResponse metadata(LoadedModel model) {
    var metadata =
        ModelMetadataResponse.newBuilder()
            .setName(model.config().getName())
            .addVersions(model.version())
            .setPlatform(model.platform());
    model
        .config()
        .getInputList()
        .forEach(input ->
            metadata.addInputs(
                tensor(
                    input.getName(),
                    DataTypes.protocolName(input.getDataType()),
                    input.getDimsList())));
    model
        .config()
        .getOutputList()
        .forEach(output ->
            metadata.addOutputs(
                tensor(
                    output.getName(),
                    DataTypes.protocolName(output.getDataType()),
                    output.getDimsList())));
    return metadata.build();
  }

  private static TensorMetadata tensor(String name, String type, List<Long> dims) {
    return TensorMetadata.newBuilder().setName(name).setDatatype(type).addAllShape(dims).build();
  }

  @Override
  public void modelConfig(
      ModelConfigRequest request, StreamObserver<ModelConfigResponse> observer) {
    answer(
        observer,
        () ->
            ModelConfigResponse.newBuilder()
                .setConfig(calls.model(request.getName(), request.getVersion()).config())
                .build());
  }

  @Override
  public void repositoryIndex(
      RepositoryIndexRequest request, StreamObserver<RepositoryIndexResponse> observer) {
    var index = RepositoryIndexResponse.newBuilder();
    repository
        .models()
        .forEach((name, state) -> {
          if (state instanceof ModelState.Ready || !request.getReady()) {
            index.addModels(index(name, state));
          }
        });
    answer(observer, index::build);
  }

  private static ModelIndex index(String name, ModelState state) {
    var model = ModelIndex.newBuilder().setName(name);
    return switch (state) {
      case ModelState.Ready(var loaded) ->
          model.setVersion(loaded.version()).setState("READY").build();
      case ModelState.Loading _ -> model.setState("LOADING").build();
      case ModelState.Failed failed ->
          model.setState("UNAVAILABLE").setReason(failed.reason()).build();
    };
  }

  @Override
  public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> observer) {
    var answers =
        new Answers() {
          @Override
          public void next(ModelInferResponse response, boolean last) {
            observer.onNext(response);
            observer.onCompleted();
          }

          @Override
          public void failed(Status status) {
            observer.onError(status.asRuntimeException());
          }
        };
    try {
      ((ServerCallStreamObserver<ModelInferResponse>) observer)
          .setOnCancelHandler(calls.start(request, false, answers));
    } catch (StatusRuntimeException e) {
      observer.onError(e);
    }
  }

  @Override
  public StreamObserver<ModelInferRequest> modelStreamInfer(
      StreamObserver<ModelStreamInferResponse> observer) {
    var stream = new InferenceStream(calls, observer, StreamErrors.endTheStream());
    ((ServerCallStreamObserver<ModelStreamInferResponse>) observer)
        .setOnCancelHandler(stream::cancel);
    return stream;
  }

  private static <T> void answer(StreamObserver<T> observer, Supplier<T> answer) {
    try {
      observer.onNext(answer.get());
      observer.onCompleted();
    } catch (StatusRuntimeException e) {
      observer.onError(e);
    }
  }
}
