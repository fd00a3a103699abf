package io.longshore.cli.dlq;

import io.longshore.contracts.Topics;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where a dead letter lies: {@code documents.submitted.dlq/2/17}. */
record LetterId(String topic, int partition, long offset) {
  private static final Pattern FORM =
      Pattern.compile(
          "([A-Za-z0-9._-]+"
              + Pattern.quote(Topics.DEAD_LETTER_SUFFIX)
              + ")/([0-9]{1,9})/([0-9]{1,18})");

  TopicPartition place() {
    return new TopicPartition(topic, partition);
  }

  @Override
  public String toString() {
    return topic + "/" + partition + "/" + offset;
  }

  /** From the command line. */
  static final class Converter implements ITypeConverter<LetterId> {
    @Override
    public LetterId convert(String text) {
      var match = FORM.matcher(text);
      if (!match.matches()) {
        throw new TypeConversionException(
            "'%s' is not the ID of a dead letter, such as documents.submitted.dlq/2/17: longshore dlq list prints them"
                .formatted(text));
      }
      return new LetterId(
          match.group(1), Integer.parseInt(match.group(2)), Long.parseLong(match.group(3)));
    }
  }
}
