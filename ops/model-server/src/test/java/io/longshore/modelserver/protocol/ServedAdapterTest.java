package io.longshore.modelserver.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.inference.kserve.ModelConfig;
import io.longshore.inference.kserve.ModelConfigRequest;
import io.longshore.inference.kserve.ModelInferResponse;
import io.longshore.modelserver.TestServer;
import io.longshore.modelserver.engine.TestAdapters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An adapter that lies beside the model's file, on SmolLM2-135M, over the protocol. */
@Timeout(300)
class ServedAdapterTest {
  private static final String PROMPT =
      "<|im_start|>user\nName three colours of the rainbow.<|im_end|>\n<|im_start|>assistant\n";

  @TempDir Path folder;

  @Test
  void itIsAppliedAndNamedByGeneratorAndScorer() throws Exception {
    float plain = likelihood("plain", file -> {});
    float zero = likelihood("zero", file -> TestAdapters.write(file, "llama", k -> 0));
    assertThat(zero).isEqualTo(plain);
    try (var server = server("one", file -> TestAdapters.write(file, "llama", k -> k % 7 * 0.05))) {
      assertThat(likelihood(server)).isNotEqualTo(plain);
      for (String model : new String[] {"generator", "scorer"}) {
        assertThat(config(server, model).getParametersOrThrow("adapter").getStringValue())
            .isEqualTo("unnamed");
        assertThat(config(server, model).containsParameters("adapter_refused")).isFalse();
      }
    }
  }

  @Test
  void oneThatIsAnotherModelsIsRefusedWithTheReasonAndTheModelServesWithout() throws Exception {
    float plain = likelihood("plain", file -> {});
    try (var server = server("other", file -> TestAdapters.write(file, "qwen2", k -> 1))) {
      assertThat(likelihood(server)).isEqualTo(plain);
      assertThat(config(server, "generator").containsParameters("adapter")).isFalse();
      assertThat(config(server, "generator").getParametersOrThrow("adapter_refused"))
          .extracting(reason -> reason.getStringValue())
          .asString()
          .contains("adapter.gguf", "arch");
      assertThat(config(server, "scorer").containsParameters("adapter")).isFalse();
    }
  }

  @Test
  void oneThatIsCutOffIsRefusedAndWhatTheFileSaysOfItIsNotRepeated() throws Exception {
    Adapter cut =
        file -> {
          TestAdapters.write(file, "llama", k -> 1);
          Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 1_000));
        };
    try (var server = server("cut", cut)) {
      assertThat(likelihood(server)).isNegative();
      assertThat(config(server, "generator").containsParameters("adapter_refused")).isTrue();
      assertThat(config(server, "generator").containsParameters("adapter")).isFalse();
    }
  }

  private interface Adapter {
    void write(Path file) throws IOException;
  }

  private TestServer server(String name, Adapter adapter) throws Exception {
    var settings = TestServer.writing(Files.createDirectory(folder.resolve(name)), 4);
    adapter.write(settings.repository().resolve("generator/1/adapter.gguf"));
    return new TestServer(settings).loaded();
  }

  private float likelihood(String name, Adapter adapter) throws Exception {
    try (var server = server(name, adapter)) {
      return likelihood(server);
    }
  }

  private static float likelihood(TestServer server) {
    ModelInferResponse scores = server.stub().modelInfer(TextRequest.score(PROMPT, "Red").build());
    return TextAnswer.tensor(scores, "logprobs").getFloat();
  }

  private static ModelConfig config(TestServer server, String model) {
    return server
        .stub()
        .modelConfig(ModelConfigRequest.newBuilder().setName(model).build())
        .getConfig();
  }
}
