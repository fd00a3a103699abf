package io.longshore.modelserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.inference.kserve.RepositoryIndexRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator may put in the place of the encoder, and what the server says of it. */
class BadEncoderFileTest {
  private static final Path GOOD = TestServer.repository().resolve("embedder");

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // by the good folder
  private Path file;

  @BeforeEach
  void theGoodFolder() throws IOException {
    file = Files.createDirectories(folder.resolve("embedder/1")).resolve("model.onnx");
    configure(config -> config);
  }

  @Test
  void aFileThatIsNoOnnxIsSaidToBeNone() throws IOException {
    Files.writeString(file, "no model");
    assertThat(reason())
        .contains("ONNX Runtime can't read model.onnx")
        .contains("INVALID_PROTOBUF");
  }

  @Test
  void anEmptyFileAndOneThatWasCutOffAreRefused() throws IOException {
    Files.createFile(file);
    assertThat(reason()).contains("ONNX Runtime can't read model.onnx");
    byte[] whole = Files.readAllBytes(GOOD.resolve("1/model.onnx"));
    Files.write(file, Arrays.copyOf(whole, whole.length / 3));
    assertThat(reason()).contains("ONNX Runtime can't read model.onnx");
  }

  @Test
  void aMissingFileAndAMissingVersionAreRefused() throws IOException {
    assertThat(reason()).contains("ONNX Runtime can't read model.onnx");
    Files.delete(file.getParent());
    assertThat(reason()).isEqualTo("it has no version");
  }

  @Test
  void anEncoderWithoutTheTensorsIsRefusedWithThoseThatItHas() throws IOException {
    try (var in = BadEncoderFileTest.class.getResourceAsStream("/e5-small-v2-q.onnx")) {
      Files.copy(Objects.requireNonNull(in), file);
    }
    assertThat(reason())
        .isEqualTo(
            "model.onnx has [input_ids, attention_mask, token_type_ids] and no position_ids");
  }

  @Test
  void vectorsOfAnotherSizeThanTheConfigurationSaysAreRefused() throws IOException {
    Files.createSymbolicLink(file, GOOD.resolve("1/model.onnx"));
    assertThat(reason()).isEmpty();
    configure(config -> config.replace("dims: [ -1, -1, 384 ]", "dims: [ -1, -1, 768 ]"));
    assertThat(reason())
        .isEqualTo(
            "tokens of model.onnx should be FLOAT [-1, -1, 768], but is FLOAT [-1, -1, 384]");
  }

  @Test
  void positionsThatTheTableHasNotAreRefused() throws IOException {
    Files.createSymbolicLink(file, GOOD.resolve("1/model.onnx"));
    configure(config -> config.replace(parameter("stretch", "8"), parameter("stretch", "9")));
    assertThat(reason())
        .contains("model.onnx can't read a text of two tokens at the positions 0 and 5119");
    configure(config -> config.replace(parameter("stretch", "8"), parameter("stretch", "much")));
    assertThat(reason()).contains("the parameter stretch is a number").contains("'much'");
  }

  private static String parameter(String name, String value) {
    return "key: \"%s\" value { string_value: \"%s\" }".formatted(name, value);
  }

  private void configure(UnaryOperator<String> change) throws IOException {
    String good = Files.readString(GOOD.resolve("config.pbtxt"));
    Files.writeString(folder.resolve("embedder/config.pbtxt"), change.apply(good));
  }

  private String reason() throws IOException {
    try (var server = new TestServer(TestServer.settings(folder, 4_096))) {
      return server
          .stub()
          .repositoryIndex(RepositoryIndexRequest.getDefaultInstance())
          .getModels(0)
          .getReason();
    }
  }
}
