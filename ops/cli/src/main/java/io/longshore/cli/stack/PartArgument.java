package io.longshore.cli.stack;

import java.util.Arrays;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads and offers the parts' names. */
final class PartArgument implements ITypeConverter<Part>, Iterable<String> {
  @Override
  public Part convert(String label) {
    return Part.named(label)
        .orElseThrow(() ->
            new TypeConversionException(
                "there is no part '%s', but %s".formatted(label, String.join(", ", this))));
  }

  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(Part.values()).map(Part::label).iterator();
  }
}
