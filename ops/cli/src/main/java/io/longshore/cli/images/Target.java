package io.longshore.cli.images;

import java.io.IOException;

/** Where images go, as Jib's goals call it. */
enum Target {
  ENGINE("dockerBuild"),
  TAR("buildTar"),
  REGISTRY("build");

  final String goal;

  Target(String goal) {
    this.goal = "jib:" + goal;
  }

  static boolean engineAnswers() {
    try {
      return new ProcessBuilder("docker", "version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .onExit()
              .join()
              .exitValue()
          == 0;
    } catch (IOException e) {
      return false; // no such program
    }
  }
}
