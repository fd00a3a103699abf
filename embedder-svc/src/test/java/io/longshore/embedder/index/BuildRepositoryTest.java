package io.longshore.embedder.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.contracts.CollectionId;
import io.longshore.embedder.EmbedderTest;
import io.longshore.runtime.tenant.TenantTransaction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessResourceFailureException;

@EmbedderTest
class BuildRepositoryTest {
  private static final int TENANT = 6300;

  @Autowired TenantTransaction transaction;

  private final CollectionId collection = CollectionId.random();
  private WatchedTransaction watched;
  private BuildRepository builds;
  private BuildRepository others;

  @BeforeEach
  void twoInstances() {
    watched = new WatchedTransaction(transaction, TENANT);
    builds = new BuildRepository(watched);
    others = new BuildRepository(transaction);
  }

  @Test
  void aLeaseThatCouldNotBeReleasedIsNotProlonged() {
    assertThat(builds.claim(TENANT, collection)).isTrue();
    watched.away = true;
    assertThatThrownBy(() -> builds.release(TENANT, collection))
        .isInstanceOf(DataAccessResourceFailureException.class);
    watched.away = false;
    new Leases(transaction).endIn("-1 s");
    builds.renew();
    assertThat(others.claim(TENANT, collection)).isTrue();
    others.release(TENANT, collection);
  }

  @Test
  void whoProlongsTouchesNoLeaseOfAnother() {
    assertThat(builds.claim(TENANT, collection)).isTrue();
    var another = CollectionId.random();
    assertThat(others.claim(TENANT, another)).isTrue();
    var leases = new Leases(transaction);
    leases.endIn("-1 h");
    builds.renew();
    assertThat(leases.ofMoreThan("-30 minutes")).isOne();
    others.renew();
    assertThat(leases.ofMoreThan("-30 minutes")).as("it is still there").isEqualTo(2);
    builds.release(TENANT, collection);
    others.release(TENANT, another);
  }
}
