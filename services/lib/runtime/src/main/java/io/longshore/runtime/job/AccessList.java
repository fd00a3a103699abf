package io.longshore.runtime.job;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who of our users may do what, in this version's {@code kafka-acls.json} and at a broker. Other
 * users' rights are nobody's business here.
 *
 * @param rights by user
 */
record AccessList(Map<String, Access> rights) {
  private static final String FILE = "/kafka-acls.json";

  static AccessList ofThisVersion() throws IOException {
    try (InputStream in = AccessList.class.getResourceAsStream(FILE)) {
      return new AccessList(
          JsonMapper.builder()
              .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .changeDefaultNullHandling(_ -> JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY))
              .build()
              .readValue(in, new TypeReference<>() {}));
    }
  }

  /** Gives what the list has beyond the broker; how much that was. */
  int give(Admin broker) throws InterruptedException {
    Set<AclBinding> missing = wanted();
    missing.removeAll(found(broker));
    try {
      broker.createAcls(missing).all().get();
      return missing.size();
    } catch (ExecutionException e) {
      throw refused(e);
    }
  }

  /** What the broker has beyond the list. */
  Collection<AclBinding> surplus(Admin broker) throws InterruptedException {
    Set<AclBinding> surplus = found(broker);
    surplus.removeAll(wanted());
    return surplus;
  }

  /** Takes some back. */
  static void take(Admin broker, Collection<AclBinding> some) throws InterruptedException {
    try {
      broker.deleteAcls(some.stream().map(AclBinding::toFilter).toList()).all().get();
    } catch (ExecutionException e) {
      throw refused(e);
    }
  }

  private Set<AclBinding> wanted() {
    return rights.entrySet().stream()
        .flatMap(one -> one.getValue().bindings(principal(one.getKey())))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private Set<AclBinding> found(Admin broker) throws InterruptedException {
    var found = new HashSet<AclBinding>();
    try {
      for (String user : rights.keySet()) {
        found.addAll(broker.describeAcls(allOf(principal(user))).values().get());
      }
      return found;
    } catch (ExecutionException e) {
      throw refused(e);
    }
  }

  private static IllegalStateException refused(ExecutionException e) {
    return e.getCause() instanceof SecurityDisabledException
        ? new IllegalStateException(
            "The broker lets everybody do everything: it has no authorizer.class.name", e)
        : new IllegalStateException("The broker did not take the list of rights", e.getCause());
  }

  private static AclBindingFilter allOf(String principal) {
    return new AclBindingFilter(
        ResourcePatternFilter.ANY,
        new AccessControlEntryFilter(principal, null, AclOperation.ANY, AclPermissionType.ANY));
  }

  private static String principal(String user) {
    return "User:" + user;
  }
}
