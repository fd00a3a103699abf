package io.longshore.runtime.job;

import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;

import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What one user may do at the broker.
 *
 * @param read topics
 * @param write topics, dead letters among them
 * @param configs topics whose settings are read
 * @param groups that are joined
 * @param presence groups of which it may be asked who is in them
 */
record Access(
    List<String> read,
    List<String> write,
    List<String> configs,
    List<String> groups,
    List<String> presence) {
  private static final String ANY_HOST = "*";

  Stream<AclBinding> bindings(String principal) {
    return Stream.of(
            all(principal, READ, TOPIC, read),
            all(principal, WRITE, TOPIC, write),
            all(principal, DESCRIBE_CONFIGS, TOPIC, configs),
            all(principal, READ, GROUP, groups),
            all(principal, DESCRIBE, GROUP, presence))
        .flatMap(bindings -> bindings);
  }

  private static Stream<AclBinding> all(
      String principal, AclOperation operation, ResourceType type, List<String> names) {
    var entry = new AccessControlEntry(principal, ANY_HOST, operation, AclPermissionType.ALLOW);
    return names.stream()
        .map(name -> new AclBinding(new ResourcePattern(type, name, PatternType.LITERAL), entry));
  }
}
