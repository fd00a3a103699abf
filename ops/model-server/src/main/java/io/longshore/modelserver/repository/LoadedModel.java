package io.longshore.modelserver.repository;

import ai.onnxruntime.OrtException;
import io.longshore.inference.kserve.ModelConfig;
import io.longshore.modelserver.generation.Generator;
import io.longshore.modelserver.packing.PackedEncoder;

/** A model that can be asked. */
public sealed interface LoadedModel {
  ModelConfig config();

  /** The folder's name, such as {@code 1}. */
  String version();

  /** What the protocol calls the platform. */
  String platform();

  /** Ends what it does; called once. */
  void close() throws OrtException;

  /**
   * Text in, vectors out.
   *
   * @param dimensions numbers in a vector
   * @param segmentTokens the longest text that is read at once
   */
  record Encoder(
      ModelConfig config, String version, int dimensions, int segmentTokens, PackedEncoder encoder)
      implements LoadedModel {
    @Override
    public String platform() {
      return "onnxruntime_onnx";
    }

    @Override
    public void close() throws OrtException {
      encoder.close();
    }
  }

  /** Text in, text out. */
  record Writer(ModelConfig config, String version, Generator generator) implements LoadedModel {
    @Override
    public String platform() {
      return LlamaConfig.BACKEND;
    }

    @Override
    public void close() {
      generator.close();
    }
  }

  /** Text and continuations in, likelihoods out; by another model's engine. */
  record Scorer(ModelConfig config, String version, Generator generator) implements LoadedModel {
    @Override
    public String platform() {
      return LlamaConfig.BACKEND;
    }

    @Override
    public void close() {
      // the engine is the writer's
    }
  }
}
