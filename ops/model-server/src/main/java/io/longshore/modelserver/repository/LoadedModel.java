package io.longshore.modelserver.repository;

import io.longshore.inference.kserve.ModelConfig;
import io.longshore.modelserver.packing.PackedEncoder;

/**
 * A model that can be asked.
 *
 * @param version the folder's name, such as {@code 1}
 * @param dimensions numbers in a vector
 */
public record LoadedModel(
    ModelConfig config, String version, int dimensions, PackedEncoder encoder) {}
