package io.liana.customer;

import io.liana.community.Communities;
import io.liana.customer.Batch.Counts;
import io.liana.customer.ImportController.BatchAnswer;
import io.liana.customer.Table.Wrong;
import io.liana.customer.UserTable.Said;
import io.liana.customer.UserTable.Written;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Product users from outside over HTTP; their batches are listed and taken back like orders. */
@RestController
@RequestMapping("/api/v1/communities/{community}/product-users")
class UserController {
  private static final int MOST_USERS = 5_000; // of one call

  private final Imports imports;
  private final MovementStore store;
  private final Communities communities;
  private final Clock clock;

  UserController(Imports imports, MovementStore store, Communities communities, Clock clock) {
    this.imports = imports;
    this.store = store;
    this.communities = communities;
    this.clock = clock;
  }

  record UserTableAnswer(
      Map<String, Integer> columns,
      List<String> traits,
      List<String> missing,
      Counts counts,
      List<Wrong> wrong,
      @Nullable BatchAnswer batch) {}

  record UserGiven(
      @Nullable String user,
      @Nullable String member,
      @Nullable String firstSeen,
      @Nullable Boolean invited,
      @Nullable Map<String, String> traits) {
    Written written() {
      return new Written(
          user,
          member,
          firstSeen,
          Boolean.TRUE.equals(invited) ? "1" : "0",
          traits == null ? Map.of() : traits);
    }
  }

  record UsersGiven(@Nullable String name, @Nullable List<@Nullable UserGiven> users) {
    List<Written> written() {
      List<Written> written =
          users == null
              ? List.of()
              : users.stream().filter(Objects::nonNull).map(UserGiven::written).toList();
      if (users == null
          || written.size() < users.size()
          || written.isEmpty()
          || written.size() > MOST_USERS) {
        throw Given.wrong("users", "must be 1 to 5,000");
      }
      return written;
    }
  }

  /** Nothing is kept unless {@code keep}; a wrong line keeps no other from being taken. */
  @PostMapping(path = "/csv", consumes = "text/csv")
  @Permission("customer:write")
  UserTableAnswer csv(
      @PathVariable String community,
      @RequestParam(defaultValue = "false") boolean keep,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "UTF-8") String encoding,
      InputStream file,
      Caller caller) {
    CommunityId id = visible(community, caller);
    Charset charset =
        Charset.forName(Given.oneOf("encoding", encoding, "UTF-8", ImportController.ENCODINGS));
    Said said = UserTable.read(file, charset, today(id));
    if (keep && !said.missing().isEmpty()) {
      throw Given.wrong("file", "has no column " + String.join(", ", said.missing()));
    }
    Counts read = new Counts(said.lines(), 0, 0, said.wrongLines(), 0, 0, 0);
    BatchAnswer batch = null;
    Counts counts;
    if (keep) {
      String title = Given.text("name", name, 0, 100);
      long taken = imports.takeUsers(id, "csv", title, said.users(), read, caller.actor());
      batch = batch(taken, caller);
      counts = batch.counts();
    } else {
      UserStore.Met met = imports.lookAtUsers(id, said.users());
      counts =
          new Counts(
              said.lines(),
              0,
              0,
              said.wrongLines(),
              said.users().size() - met.known(),
              met.known(),
              met.differing());
    }
    return new UserTableAnswer(
        said.columns(), said.traits(), said.missing(), counts, said.wrong(), batch);
  }

  /** All users of a call are taken, or none. */
  @PostMapping
  @Permission("customer:write")
  BatchAnswer users(@PathVariable String community, @RequestBody UsersGiven given, Caller caller) {
    CommunityId id = visible(community, caller);
    List<Written> lines = given.written();
    String name = given.name() == null ? "" : Given.text("name", given.name(), 0, 100);
    List<ProductUser> users = UserTable.of(lines, today(id));
    Counts read = new Counts(lines.size(), 0, 0, 0, 0, 0, 0);
    return batch(imports.takeUsers(id, "api", name, users, read, caller.actor()), caller);
  }

  private BatchAnswer batch(long id, Caller caller) {
    return BatchAnswer.of(store.batch(id, caller).orElseThrow(() -> Problem.missing("batch", id)));
  }

  private LocalDate today(CommunityId id) {
    return clock.instant().atZone(communities.get(id).zone()).toLocalDate();
  }

  private CommunityId visible(String community, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    communities.get(id);
    return id;
  }
}
