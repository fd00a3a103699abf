package io.longshore.testing;

import static java.util.stream.Collectors.toCollection;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How a service's code is laid out, as one test:
 *
 * <pre>{@code
 * @Test
 * void theHouseRulesHold() {
 *   HouseRules.check("io.longshore.memory");
 * }
 * }</pre>
 *
 * <ul>
 *   <li>It depends on no package of another service.
 *   <li>In a feature package a plain noun uses no Spring; what does has a shelf's suffix ({@code
 *       TurnRepository}) or is an exception. A type inside of another belongs to its shelf.
 *   <li>No package is named after a layer or after nothing ({@code util}, {@code service}).
 *   <li>Every package is {@code @NullMarked}.
 *   <li>The table in {@code README.md} whose first column is {@code package} lists the feature
 *       packages, relative to the service's own, and no others.
 * </ul>
 */
public final class HouseRules {
  private static final String HOUSE = "io.longshore.";
  private static final Set<String> SERVICES =
      Set.of("gateway", "ingest", "memory", "embedder", "reranker", "generator");
  private static final Set<String> NO_NAMES =
      Set.of(
          "util",
          "utils",
          "common",
          "shared",
          "core",
          "helper",
          "helpers",
          "misc",
          "base",
          "controller",
          "controllers",
          "service",
          "services",
          "repository",
          "repositories",
          "dto",
          "entity",
          "config",
          "configuration",
          "impl");
  private static final List<String> SHELVES =
      List.of(
          "Stream",
          "Controller",
          "Repository",
          "Client",
          "Properties",
          "Configuration",
          "Filter",
          "Health",
          "Advice",
          "Problem");

  private final String root;
  private final JavaClasses classes;
  private final List<String> broken = new ArrayList<>();

  private HouseRules(String root, ClassFileImporter importer) {
    this.root = root;
    this.classes = importer.importPackages(root);
    if (classes.stream().noneMatch(this::isOwn)) {
      throw new AssertionError("no classes in " + root);
    }
  }

  /**
   * Checks a service; run in its folder, as Maven does.
   *
   * @param root the service's package, such as {@code io.longshore.memory}
   * @throws AssertionError with every broken rule
   */
  public static void check(String root) {
    var importer =
        new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS);
    List<String> broken = broken(root, importer, Path.of("README.md"));
    if (!broken.isEmpty()) {
      throw new AssertionError(String.join("\n", broken));
    }
  }

  static List<String> broken(String root, ClassFileImporter importer, Path readme) {
    var rules = new HouseRules(root, importer);
    rules.direction();
    rules.plainNouns();
    rules.packages();
    rules.readme(readme);
    return rules.broken;
  }

  private Stream<JavaClass> own() {
    return classes.stream().filter(this::isOwn);
  }

  private boolean isOwn(JavaClass type) {
    return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
  }

  private void direction() {
    own()
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(dependency -> !isOwn(dependency.getTargetClass()))
        .filter(dependency -> isOfAService(dependency.getTargetClass()))
        .map(d -> "%s depends on another service: %s".formatted(from(d), to(d)))
        .distinct()
        .forEach(broken::add);
  }

  private static boolean isOfAService(JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith(HOUSE)
        && SERVICES.contains(name.substring(HOUSE.length()).split("\\.", 2)[0]);
  }

  private void plainNouns() {
    own()
        .filter(type -> !type.getPackageName().equals(root))
        .filter(type -> !isOnAShelf(outermost(type)))
        .filter(type -> !type.isAssignableTo(Throwable.class))
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .filter(d -> d.getTargetClass().getPackageName().startsWith("org.springframework."))
        .map(d -> "%s is a plain noun and uses Spring: %s".formatted(from(d), to(d)))
        .distinct()
        .forEach(broken::add);
  }

  private static String from(Dependency dependency) {
    return dependency.getOriginClass().getName();
  }

  private static String to(Dependency dependency) {
    return dependency.getTargetClass().getName();
  }

  private static boolean isOnAShelf(JavaClass type) {
    return type.getSimpleName().equals("package-info")
        || SHELVES.stream().anyMatch(type.getSimpleName()::endsWith);
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(HouseRules::outermost).orElse(type);
  }

  private void packages() {
    own().map(JavaClass::getPackage).distinct().forEach(this::check);
  }

  private void check(JavaPackage inspected) {
    for (String part : inspected.getName().substring(HOUSE.length()).split("\\.")) {
      if (NO_NAMES.contains(part)) {
        broken.add(
            "%s: \"%s\" says nothing about what it does".formatted(inspected.getName(), part));
      }
    }
    if (!inspected.isAnnotatedWith("org.jspecify.annotations.NullMarked")) {
      broken.add(inspected.getName() + " is not @NullMarked");
    }
  }

  private void readme(Path readme) {
    Set<String> features =
        own()
            .map(JavaClass::getPackageName)
            .filter(name -> !name.equals(root))
            .map(name -> name.substring(root.length() + 1))
            .collect(toCollection(TreeSet::new));
    Set<String> listed = listed(readme);
    if (!listed.equals(features)) {
      broken.add("README.md lists the packages %s, there are %s".formatted(listed, features));
    }
  }

  /** First cells of the table that starts with {@code | package |}, without back-ticks. */
  private static Set<String> listed(Path readme) {
    try (var lines = Files.lines(readme)) {
      return lines
          .map(line -> line.replace("`", "").strip())
          .dropWhile(line -> !line.matches("(?i)\\|\\s*package\\s*\\|.*"))
          .skip(2)
          .takeWhile(line -> line.startsWith("|"))
          .map(line -> line.split("\\|")[1].strip())
          .collect(toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
