package io.longshore.runtime.job;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Makes the broker's list of who may do what the one of {@code kafka-acls.json}. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration(KafkaAutoConfiguration.class)
class AccessMaking {
  private static final Logger log = LoggerFactory.getLogger(AccessMaking.class);
  private static final String LIST = "/kafka-acls.json";

  @Bean
  ApplicationRunner accessMaker(KafkaAdmin settings) {
    return arguments -> {
      try (var broker = Admin.create(settings.getConfigurationProperties())) {
        make(broker, list());
      }
    };
  }

  /** Gives what is missing and takes back what our users have beyond it; other users' stays. */
  private static void make(Admin broker, Map<String, Access> list) throws InterruptedException {
    try {
      var wanted = new HashSet<AclBinding>();
      var found = new HashSet<AclBinding>();
      for (var one : list.entrySet()) {
        String principal = "User:" + one.getKey();
        one.getValue().bindings(principal).forEach(wanted::add);
        found.addAll(broker.describeAcls(allOf(principal)).values().get());
      }
      Set<AclBinding> surplus = new HashSet<>(found);
      surplus.removeAll(wanted);
      wanted.removeAll(found);
      broker.createAcls(wanted).all().get();
      broker.deleteAcls(surplus.stream().map(AclBinding::toFilter).toList()).all().get();
      log.info("rights at the broker: {} given, {} taken back", wanted.size(), surplus.size());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SecurityDisabledException) {
        throw new IllegalStateException(
            "The broker lets everybody do everything: it has no authorizer.class.name", e);
      }
      throw new IllegalStateException("The broker did not take the list of rights", e.getCause());
    }
  }

  private static AclBindingFilter allOf(String principal) {
    return new AclBindingFilter(
        ResourcePatternFilter.ANY,
        new AccessControlEntryFilter(principal, null, AclOperation.ANY, AclPermissionType.ANY));
  }

  private static Map<String, Access> list() throws IOException {
    try (InputStream in = AccessMaking.class.getResourceAsStream(LIST)) {
      return JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .changeDefaultNullHandling(_ -> JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY))
          .build()
          .readValue(in, new TypeReference<>() {});
    }
  }
}
