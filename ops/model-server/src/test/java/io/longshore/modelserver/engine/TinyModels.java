package io.longshore.modelserver.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/** Models of a few kilobytes with weights that mean nothing, of structures that no test fetches. */
final class TinyModels {
  static final int VOCABULARY = 64;
  static final int WINDOW = 512;
  static final int SLIDING = 16;
  static final int WIDTH = 32;
  static final int HEADS = 2;
  static final int HEAD = WIDTH / HEADS;
  static final int HIDDEN = 64;
  private static final int LAYERS = 6; // every sixth of gemma's sees all

  private TinyModels() {}

  /** Gemma 3: most layers see a sliding window. */
  static Path sliding(Path file) throws IOException {
    var gguf =
        common("gemma3", "gemma3.")
            .with("gemma3.block_count", LAYERS)
            .with("gemma3.feed_forward_length", HIDDEN)
            .with("gemma3.attention.head_count", HEADS)
            .with("gemma3.attention.head_count_kv", 1)
            .with("gemma3.attention.key_length", HEAD)
            .with("gemma3.attention.value_length", HEAD)
            .with("gemma3.attention.sliding_window", SLIDING)
            .with("gemma3.attention.layer_norm_rms_epsilon", 1e-6f)
            .tensor("token_embd.weight", weights(1), WIDTH, VOCABULARY)
            .tensor("output_norm.weight", k -> 1, WIDTH);
    for (int layer = 0; layer < LAYERS; layer++) {
      String block = "blk." + layer + ".";
      gguf.tensor(block + "attn_norm.weight", k -> 1, WIDTH)
          .tensor(block + "attn_q.weight", weights(2), WIDTH, WIDTH)
          .tensor(block + "attn_k.weight", weights(3), WIDTH, HEAD)
          .tensor(block + "attn_v.weight", weights(4), WIDTH, HEAD)
          .tensor(block + "attn_output.weight", weights(5), WIDTH, WIDTH)
          .tensor(block + "attn_q_norm.weight", k -> 1, HEAD)
          .tensor(block + "attn_k_norm.weight", k -> 1, HEAD)
          .tensor(block + "post_attention_norm.weight", k -> 1, WIDTH)
          .tensor(block + "ffn_norm.weight", k -> 1, WIDTH)
          .tensor(block + "ffn_gate.weight", weights(6), WIDTH, HIDDEN)
          .tensor(block + "ffn_up.weight", weights(7), WIDTH, HIDDEN)
          .tensor(block + "ffn_down.weight", weights(8), HIDDEN, WIDTH)
          .tensor(block + "post_ffw_norm.weight", k -> 1, WIDTH);
    }
    return gguf.write(file);
  }

  /** Mamba: a state instead of keys. */
  static Path recurrent(Path file) throws IOException {
    int inner = 2 * WIDTH;
    int state = 8;
    int rank = 4;
    var gguf =
        common("mamba", "mamba.")
            .with("mamba.block_count", 2)
            .with("mamba.feed_forward_length", 0)
            .with("mamba.attention.head_count", 0)
            .with("mamba.attention.layer_norm_rms_epsilon", 1e-6f)
            .with("mamba.ssm.conv_kernel", 4)
            .with("mamba.ssm.inner_size", inner)
            .with("mamba.ssm.state_size", state)
            .with("mamba.ssm.time_step_rank", rank)
            .tensor("token_embd.weight", weights(1), WIDTH, VOCABULARY)
            .tensor("output_norm.weight", k -> 1, WIDTH);
    for (int layer = 0; layer < 2; layer++) {
      String block = "blk." + layer + ".";
      gguf.tensor(block + "attn_norm.weight", k -> 1, WIDTH)
          .tensor(block + "ssm_in.weight", weights(2), WIDTH, 2 * inner)
          .tensor(block + "ssm_conv1d.weight", weights(3), 4, inner)
          .tensor(block + "ssm_conv1d.bias", k -> 0, inner)
          .tensor(block + "ssm_x.weight", weights(4), inner, rank + 2 * state)
          .tensor(block + "ssm_dt.weight", weights(5), rank, inner)
          .tensor(block + "ssm_dt.bias", k -> 0, inner)
          .tensor(block + "ssm_a", k -> -1, state, inner)
          .tensor(block + "ssm_d", k -> 1, inner)
          .tensor(block + "ssm_out.weight", weights(6), inner, WIDTH);
    }
    return gguf.write(file);
  }

  /** Nomic-bert: tokens see all others, positions turn keys, vectors are the mean. */
  static Path encoder(Path file) throws IOException {
    String name = "nomic-bert.";
    var gguf =
        common("nomic-bert", name)
            .with(name + "block_count", 2)
            .with(name + "feed_forward_length", HIDDEN)
            .with(name + "attention.head_count", HEADS)
            .with(name + "attention.layer_norm_epsilon", 1e-6f)
            .with(name + "attention.causal", false)
            .with(name + "pooling_type", 1)
            .with(name + "rope.freq_base", 1_000f)
            .with("tokenizer.ggml.token_type_count", 2)
            .tensor("token_embd.weight", weights(1), WIDTH, VOCABULARY)
            .tensor("token_types.weight", weights(2), WIDTH, 2);
    norm(gguf, "token_embd_norm");
    for (int layer = 0; layer < 2; layer++) {
      String block = "blk." + layer + ".";
      gguf.tensor(block + "attn_qkv.weight", weights(3), WIDTH, 3 * WIDTH)
          .tensor(block + "attn_output.weight", weights(4), WIDTH, WIDTH)
          .tensor(block + "ffn_up.weight", weights(5), WIDTH, HIDDEN)
          .tensor(block + "ffn_gate.weight", weights(6), WIDTH, HIDDEN)
          .tensor(block + "ffn_down.weight", weights(7), HIDDEN, WIDTH);
      norm(gguf, block + "attn_output_norm");
      norm(gguf, block + "layer_output_norm");
    }
    return gguf.write(file);
  }

  private static void norm(Gguf gguf, String name) {
    Gguf _ = gguf.tensor(name + ".weight", k -> 1, WIDTH).tensor(name + ".bias", k -> 0, WIDTH);
  }

  private static Gguf common(String architecture, String prefix) {
    return new Gguf()
        .with("general.architecture", architecture)
        .with("general.name", "tiny " + architecture)
        .with(prefix + "context_length", WINDOW)
        .with(prefix + "embedding_length", WIDTH)
        .with(prefix + "vocab_size", VOCABULARY)
        .with("tokenizer.ggml.model", "none");
  }

  /** The same at every run. */
  static IntToDoubleFunction weights(int seed) {
    return k -> new SplittableRandom(seed * 1_000_003L + k).nextDouble(-0.5, 0.5);
  }
}
