package io.longshore.inference.generation.triton;

import io.longshore.inference.generation.GeneratorInfo;
import io.longshore.inference.generation.Hearing;
import io.longshore.inference.generation.Piece.Copied;
import io.longshore.inference.generation.Prompt;
import io.longshore.inference.generation.Sampling;
import io.longshore.inference.generation.Sampling.Sources;
import io.longshore.inference.generation.Written.Finish;
import io.longshore.inference.kserve.InferParameter;
import io.longshore.inference.kserve.ModelInferRequest;
import io.longshore.inference.kserve.ModelInferResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A generation in the tensors of Triton's vLLM back end
 * (https://github.com/triton-inference-server/vllm_backend), and in those that {@code
 * ops/model-server} adds.
 */
final class GenerationCall {
  /** Optional in vLLM's back end, and not in every version of it. */
  private static final List<String> ASKED_FOR =
      List.of(
          "exclude_input_in_output",
          "return_finish_reason",
          "return_num_input_tokens",
          "return_num_output_tokens");

  /** Takes the server time, and only a copy is judged by it. */
  private static final String LIKELIHOOD = "return_cumulative_logprob";

  /** Without it a Triton leaves out a last message that has no piece. */
  private static final String WITH_AN_END = "triton_enable_empty_final_response";

  private static final long QUESTION_PRIORITY = 1;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private GenerationCall() {}

  /**
   * @param inputs that the model has
   */
  static ModelInferRequest request(
      String model, Set<String> inputs, GeneratorInfo info, Prompt prompt, Sampling sampling) {
    var request =
        ModelInferRequest.newBuilder()
            .setModelName(model)
            .putParameters(
                "priority", InferParameter.newBuilder().setUint64Param(QUESTION_PRIORITY).build())
            .putParameters(WITH_AN_END, InferParameter.newBuilder().setBoolParam(true).build())
            .addInputs(Tensors.text("text_input", info.template().render(prompt)))
            .addInputs(Tensors.flag("stream"))
            .addInputs(Tensors.text("sampling_parameters", json(sampling)));
    ASKED_FOR.stream()
        .filter(inputs::contains)
        .forEach(name -> request.addInputs(Tensors.flag(name)));
    if (sampling.copy() != null && inputs.contains(LIKELIHOOD)) {
      request.addInputs(Tensors.flag(LIKELIHOOD));
    }
    return request.build();
  }

  private static String json(Sampling sampling) {
    ObjectNode json = JSON.createObjectNode();
    json.put("max_tokens", sampling.maxTokens());
    json.put("temperature", sampling.temperature());
    var stop = json.putArray("stop");
    sampling.stop().forEach(stop::add);
    Sources sources = sampling.copy();
    if (sources != null) {
      ObjectNode copy = json.putObject("copy");
      var texts = copy.putArray("sources");
      sources.texts().forEach(texts::add);
      copy.put("spans", sources.spans());
      copy.put("separator", sources.separator());
      if (sources.refusal() != null) {
        copy.put("refusal", sources.refusal());
      }
    }
    return json.toString();
  }

  /** Hears what one message of the stream holds. */
  static void read(ModelInferResponse response, Hearing hearing) {
    var outputs = Tensors.outputs(response);
    outputs.forEach((name, value) -> {
      switch (name) {
        case "num_input_tokens" -> hearing.promptTokens(value.getInt());
        case "cached_tokens" -> hearing.cachedTokens(value.getInt());
        case "num_output_tokens" -> hearing.moreTokens(value.getInt());
        case "cumulative_logprob" -> hearing.logProbability(value.getFloat());
        case "finish_reason" ->
            Tensors.texts(value).forEach(reason -> hearing.finish(finish(reason)));
        default -> {}
      }
    });
    response
        .getParametersMap()
        .forEach((name, value) -> {
          switch (name) {
            case "queue_ms" -> hearing.queue(Duration.ofMillis(value.getInt64Param()));
            case "first_token_ms" -> hearing.firstToken(Duration.ofMillis(value.getInt64Param()));
            default -> {}
          }
        });
    String text =
        outputs.containsKey("text_output")
            ? String.join("", Tensors.texts(outputs.get("text_output")))
            : "";
    hearing.piece(
        text, outputs.containsKey("copied") ? copied(outputs.get("copied")) : List.<Copied>of());
  }

  private static Finish finish(String reason) {
    return switch (reason) {
      case "stop" -> Finish.STOP;
      case "length" -> Finish.LENGTH;
      default -> Finish.OTHER;
    };
  }

  private static List<Copied> copied(ByteBuffer rows) {
    List<Copied> copied = new ArrayList<>();
    while (rows.remaining() >= 3 * Integer.BYTES) {
      copied.add(new Copied(rows.getInt(), rows.getInt(), rows.getInt()));
    }
    return copied;
  }
}
