package io.liana.community;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.liana.channel.GroupPlaced;
import io.liana.channel.RoomOpened;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.GroupId;
import io.liana.kernel.Problem;
import io.liana.kernel.Ref;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Creates and finds groups; knows whose a platform's group is. */
@Component
public class Groups {
  // A group never changes hands; only its community's zone may, and a minute of the old zone harms
  // nobody.
  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  private record Place(String platform, String account, String externalId) {}

  private final CommunityStore store;
  private final Communities communities;
  private final Journal journal;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private final Cache<Place, GroupView> byPlace =
      Caffeine.newBuilder().maximumSize(20_000).expireAfterWrite(REMEMBERED).build();
  private final Cache<GroupId, GroupView> byId =
      Caffeine.newBuilder().maximumSize(20_000).expireAfterWrite(REMEMBERED).build();

  Groups(
      CommunityStore store,
      Communities communities,
      Journal journal,
      ApplicationEventPublisher events,
      Clock clock) {
    this.store = store;
    this.communities = communities;
    this.journal = journal;
    this.events = events;
    this.clock = clock;
  }

  /** Whose group is it? Empty for a group nobody told us about. */
  public Optional<GroupView> find(String platform, String account, String externalId) {
    return Optional.ofNullable(
        byPlace.get(
            new Place(platform, account, externalId),
            place -> store.findGroup(platform, account, externalId).orElse(null)));
  }

  /** The first group an account got; empty when none of its groups has a place. */
  public Optional<GroupView> findFirst(String platform, String account) {
    return store.findFirstGroup(platform, account);
  }

  public GroupView get(GroupId id) {
    GroupView found = byId.get(id, key -> store.findGroup(key).orElse(null));
    if (found == null) {
      throw Problem.missing("group", id);
    }
    return found;
  }

  /** The group, when this caller may see it; otherwise it does not exist. */
  public GroupView get(GroupId id, Caller caller) {
    GroupView group = get(id);
    if (!caller.sees(group.community())) {
      throw Problem.missing("group", id);
    }
    return group;
  }

  public Optional<GroupView> findByName(String name) {
    return store.findGroupByName(name.strip());
  }

  public List<GroupView> visibleTo(Caller caller, @Nullable CommunityId community) {
    return store.listGroups(caller.scope(), community == null ? null : community.value());
  }

  /** The groups of these communities. */
  public List<GroupView> of(Collection<CommunityId> communities) {
    Long[] ids = communities.stream().map(CommunityId::value).toArray(Long[]::new);
    return store.listGroups(ids, null);
  }

  /** Names by group; a group nobody knows is absent. */
  public Map<GroupId, Ref> names(Collection<GroupId> ids) {
    Map<GroupId, Ref> names = new HashMap<>();
    byId.getAll(ids, missing -> store.findGroups(missing))
        .forEach((id, group) -> names.put(id, new Ref(id.toString(), group.name())));
    return names;
  }

  /** An id for a group that is to be made later, by {@link #open}. */
  public GroupId reserve() {
    return store.nextGroupId();
  }

  /**
   * An open group of this name.
   *
   * @param id reserved before
   * @param community null for the one of the same name, made when there is none
   * @param zone for a community made now; an existing one keeps its own
   * @throws Problem 409 {@code group_name_taken}
   */
  @Transactional
  public GroupView open(
      GroupId id, String name, @Nullable CommunityId community, ZoneId zone, Actor by) {
    CommunityId home =
        community != null
            ? community
            : communities.findByName(name).orElseGet(() -> communities.create(name, zone, by)).id();
    return create(id, home, name, GroupView.OPEN, "", name.strip(), by);
  }

  /**
   * @throws Problem 409 {@code group_name_taken} or {@code group_id_taken}
   */
  @Transactional
  public GroupView create(
      CommunityId community,
      String name,
      String platform,
      String account,
      String externalId,
      Actor by) {
    return create(store.nextGroupId(), community, name, platform, account, externalId, by);
  }

  private GroupView create(
      GroupId id,
      CommunityId community,
      String name,
      String platform,
      String account,
      String externalId,
      Actor by) {
    String clean = Given.text("name", name, 1, Communities.LONGEST_NAME);
    if (findByName(clean).isPresent()) {
      throw nameTaken(clean);
    }
    communities.get(community);
    try {
      store.insertGroup(id, community, clean, platform, account, externalId, clock.instant());
    } catch (DuplicateKeyException e) {
      throw String.valueOf(e.getMessage()).contains("community_group_name_key")
          ? nameTaken(clean)
          : Problem.conflict(
              "group_id_taken",
              "There is already a group with the id '%s' on %s.".formatted(externalId, platform));
    }
    journal.append(
        new JournalEntry(
            clock.instant(),
            by,
            "group_created",
            community,
            id,
            null,
            null,
            Map.of("platform", platform)));
    return store.findGroup(id).orElseThrow();
  }

  /**
   * The platform goes on with this group under another id; its history and its place stay. Nothing
   * happens when the new id is a group of ours already, or the old one is none.
   */
  @Transactional
  public void migrate(String platform, String account, String from, String to) {
    if (store.findGroup(platform, account, to).isPresent()) {
      return;
    }
    store
        .findGroup(platform, account, from)
        .ifPresent(
            group -> {
              store.moveGroup(group.id(), to);
              byPlace.invalidate(new Place(platform, account, from));
              byId.invalidate(group.id());
              journal.append(
                  new JournalEntry(
                      clock.instant(),
                      new Actor.Machine("community"),
                      "group_migrated",
                      group.community(),
                      group.id(),
                      null,
                      null,
                      Map.of("from", from, "to", to)));
            });
  }

  private static Problem nameTaken(String name) {
    return Problem.conflict(
        "group_name_taken", "There is already a group named '%s'.".formatted(name));
  }

  @EventListener
  void place(RoomOpened room) {
    GroupView group =
        create(
            room.community(),
            room.name(),
            room.platform(),
            room.account(),
            room.externalId(),
            new Actor.Machine("community"));
    events.publishEvent(
        new GroupPlaced(room.platform(), room.account(), room.externalId(), group.id()));
  }
}
