package io.longshore.cli.images;

import io.longshore.cli.Maven;
import io.longshore.cli.evaluate.frame.Commit;
import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One run of Jib.
 *
 * @param modules folders of the deployables
 * @param target where the images go
 * @param properties of the build, beside the commit's
 */
record ImageBuild(List<String> modules, Target target, Map<String, String> properties) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * Builds what the images hold, and them.
   *
   * @return a line for each: name, digest, and its file with megabytes where it is one
   * @throws LocalFailure with what Maven said first
   */
  List<String> run() {
    Path log = Folders.made(Folders.sources().resolve("target")).resolve("images.log");
    var arguments = new ArrayList<String>();
    arguments.addAll(List.of("-Pimages", "-Dfast", "-Dmaven.test.skip=true"));
    Commit.time().ifPresent(time -> arguments.add("-Dimage.created=" + time));
    arguments.add("-Dimage.revision=" + Commit.ofSources());
    properties.forEach((name, value) -> arguments.add("-D" + name + "=" + value));
    arguments.addAll(List.of("-pl", String.join(",", modules), "-am", "package", target.goal));
    if (!Maven.succeeds(arguments, log)) {
      throw new LocalFailure(
          "The images were not built, %s says why: %s\nWhere the base image can't be fetched, name one that is here: --base FILE (ops/images/base.sh makes one)."
              .formatted(log, firstError(log)));
    }
    return modules.stream().map(this::line).toList();
  }

  private String line(String module) {
    Path built = Folders.sources().resolve(module);
    Path about = built.resolve("target/jib-image.json");
    try {
      JsonNode image = JSON.readTree(Files.readString(about));
      String line =
          "%s  %s".formatted(image.get("image").asString(), image.get("imageDigest").asString());
      if (target == Target.TAR) {
        Path tar = Folders.sources().resolve("target/images/%s.tar".formatted(built.getFileName()));
        line += "  %s  %d MB".formatted(tar, Files.size(tar) >> 20);
      }
      return line;
    } catch (IOException e) {
      throw Folders.failure("read " + about, e);
    }
  }

  private static String firstError(Path log) {
    try (var lines = Files.lines(log)) {
      return lines
          .filter(line -> line.startsWith("[ERROR]"))
          .findFirst()
          .map(line -> line.substring("[ERROR]".length()).strip())
          .orElse("no reason given");
    } catch (IOException e) {
      throw Folders.failure("read " + log, e);
    }
  }
}
