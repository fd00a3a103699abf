package io.longshore.cli.images;

import io.longshore.cli.Exit;
import io.longshore.cli.stack.Part;
import io.longshore.local.LocalFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Builds images. */
@Command(
    name = "images",
    description = "Builds the services' images: into the Docker engine that is here, or as files.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ImagesCommand implements Callable<Integer> {
  @Parameters(arity = "0..*", paramLabel = "NAME", description = "Only these, as gateway.")
  private List<String> names = List.of();

  @Option(names = "--tar", description = "Into target/images/NAME.tar, which needs no engine.")
  private boolean tar;

  @Option(
      names = "--push",
      paramLabel = "PREFIX",
      description = "Pushes PREFIX/NAME:VERSION, as your docker login allows it.")
  private @Nullable String push;

  @Option(
      names = "--base",
      paramLabel = "IMAGE",
      description = "The image with Java that they stand on: a name, or a file of an image.")
  private @Nullable String base;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (tar && push != null) {
      throw new ParameterException(spec.commandLine(), "--tar or --push, not both");
    }
    List<String> modules = modules();
    Target target = target();
    Map<String, String> properties = new LinkedHashMap<>();
    if (base != null) {
      properties.put("image.base", baseImage(base));
    }
    if (push != null) {
      properties.put("image.prefix", push);
    }
    new ImageBuild(modules, target, properties).run().forEach(this::say);
    return Exit.GOOD;
  }

  private List<String> modules() {
    Map<String, String> known = new LinkedHashMap<>();
    Part.modules().forEach(module -> known.put(Path.of(module).getFileName() + "", module));
    for (String name : names) {
      if (!known.containsKey(name)) {
        throw new ParameterException(
            spec.commandLine(),
            "there is no image '%s': %s".formatted(name, String.join(", ", known.keySet())));
      }
    }
    return names.isEmpty()
        ? List.copyOf(known.values())
        : names.stream().distinct().map(known::get).toList();
  }

  private Target target() {
    if (push != null) {
      return Target.REGISTRY;
    }
    if (!tar && !Target.engineAnswers()) {
      throw new LocalFailure(
          "No Docker engine answers here: ./longshore images --tar writes files, which need none.");
    }
    return tar ? Target.TAR : Target.ENGINE;
  }

  /** As Jib wants to be told: a name as it is, a file with its whole path. */
  private static String baseImage(String base) {
    if (!base.endsWith(".tar")) {
      return base;
    }
    Path file = Path.of(base).toAbsolutePath();
    if (!Files.isReadable(file)) {
      throw new LocalFailure(
          "There is no base image %s: ops/images/base.sh makes one.".formatted(file));
    }
    return "tar://" + file;
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
  }
}
