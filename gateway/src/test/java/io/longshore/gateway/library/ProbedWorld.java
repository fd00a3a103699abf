package io.longshore.gateway.library;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.ConversationId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.answer.Finished;
import io.longshore.contracts.document.DocumentIndexed;
import io.longshore.contracts.document.DocumentParsed;
import io.longshore.contracts.document.Structure;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Tenants whose people, groups, collections, documents and conversations have the same names, and
 * in plain words who may what.
 */
final class ProbedWorld {
  private static final int TENANTS = 4;
  private static final int COLLECTIONS = 5;
  private static final int DOCUMENTS = 5;
  private static final List<String> PEOPLE = List.of("ann", "ben", "cat", "dan");
  private static final List<String> GROUPS = List.of("north", "south", "east", "west");

  final List<Collected> collections = new ArrayList<>();
  final List<Held> documents = new ArrayList<>();
  final List<Asked> answers = new ArrayList<>();
  private final Rig rig;
  private final Random random;

  ProbedWorld(Rig rig, Random random) {
    this.rig = rig;
    this.random = random;
    for (int tenant = 1; tenant <= TENANTS; tenant++) {
      for (int i = 0; i < COLLECTIONS; i++) {
        collections.add(collection(tenant, "collection " + i));
      }
      for (String person : PEOPLE) {
        answers.add(asked(new Principal(tenant, person, List.of())));
      }
    }
    for (var one : collections) {
      for (int i = 0; i < DOCUMENTS; i++) {
        documents.add(document(one, "document " + i));
      }
    }
  }

  /** A collection as it was made. */
  record Collected(
      CollectionId id, Principal owner, String name, List<String> readers, List<String> editors) {
    boolean isReadBy(Principal principal) {
      return owner.tenant() == principal.tenant()
          && (owner.owner().equals(principal.owner())
              || readers.isEmpty()
              || shareOne(readers, principal.groups())
              || shareOne(editors, principal.groups()));
    }

    boolean isChangedBy(Principal principal) {
      return isReadBy(principal)
          && (owner.owner().equals(principal.owner())
              || editors.isEmpty()
              || shareOne(editors, principal.groups()));
    }
  }

  /** A document as it was handed in. */
  record Held(Collected in, DocumentId id, String name, List<String> readers, String text) {
    boolean isReadBy(Principal principal) {
      return in.isReadBy(principal)
          && (in.owner().owner().equals(principal.owner())
              || readers.isEmpty()
              || shareOne(readers, principal.groups()));
    }
  }

  /** A question with its answer. */
  record Asked(Principal by, ConversationId talk, QuestionId id) {
    boolean isOf(Principal principal) {
      return by.tenant() == principal.tenant() && by.owner().equals(principal.owner());
    }
  }

  /** Anybody. */
  Principal somebody() {
    return new Principal(1 + random.nextInt(TENANTS), some(PEOPLE), someOf(GROUPS));
  }

  <T> T some(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /** What somebody means by the name of a collection. */
  Collected named(Principal principal, String name) {
    return collections.stream()
        .filter(one -> one.owner().tenant() == principal.tenant() && one.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** How many documents of it somebody may read. */
  long countedBy(Principal principal, Collected collection) {
    return documents.stream()
        .filter(one -> one.in().equals(collection) && one.isReadBy(principal))
        .count();
  }

  private Collected collection(int tenant, String name) {
    var owner = new Principal(tenant, some(PEOPLE), List.of());
    var readers = someOf(GROUPS);
    var editors = someOf(GROUPS);
    var said = new DocumentCollection.Change(null, readers, editors);
    var made = rig.library.createCollection(owner, name, said);
    return new Collected(made.id(), owner, name, readers, editors);
  }

  private Held document(Collected in, String name) {
    var text = "secret %d of %s in %s".formatted(random.nextLong(), name, in);
    var readers = someOf(GROUPS);
    var id = rig.upload(in.owner(), in.name(), name + ".txt", text, readers).id();
    int length = text.length();
    var structure = new Structure(length, List.of(), List.of(), List.of(0L));
    rig.progress.parsed(
        new DocumentParsed(
            in.owner(),
            id,
            1,
            "text/plain",
            "en",
            hash(id),
            blob(in.owner(), text.getBytes(StandardCharsets.UTF_8)),
            blob(in.owner(), rig.json.write(structure)),
            length,
            1,
            0,
            1));
    rig.progress.indexed(new DocumentIndexed(in.owner(), id, 1, "g", 1, 1, 1));
    return new Held(in, id, name, readers, text);
  }

  /** Of its text. */
  static String hash(DocumentId id) {
    return "hash of " + id;
  }

  private String blob(Principal owner, byte[] bytes) {
    return rig.blobs.put(owner.tenant(), new ByteArrayInputStream(bytes));
  }

  private Asked asked(Principal by) {
    var talk = rig.answers.conversation(by, null, "What does " + by + " ask?");
    var asked = new Asked(by, talk, QuestionId.random());
    rig.answers.begin(by, running(asked));
    var finished =
        new Finished("For " + by, false, List.of(), Map.of(), List.of(), List.of(), null);
    var last = AnswerEvent.finished(asked.id(), by, 1, finished);
    rig.answers.end(by.tenant(), asked.id(), List.of(last), Map.of());
    return asked;
  }

  private Answer running(Asked asked) {
    var now = rig.clock.instant();
    return Answer.running(
        asked.id(), asked.talk(), "What?", 0, 0, now.plus(Duration.ofMinutes(1)), 0, now);
  }

  /** None, as often as one, two or three of them. */
  private List<String> someOf(List<String> all) {
    var mixed = new ArrayList<>(all);
    Collections.shuffle(mixed, random);
    return List.copyOf(mixed.subList(0, random.nextInt(4)));
  }

  private static boolean shareOne(List<String> some, List<String> others) {
    return !Collections.disjoint(some, others);
  }
}
