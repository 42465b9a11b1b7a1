package io.liana.channel.wecom;

import io.liana.channel.wecom.Errand.Ending;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The tags a corporation has for its customers. WeCom keeps them; here is what it showed last. A
 * change whose answer is lost may be made again: the same name in a group is the same tag.
 */
@Component
class TagBook {
  // Events of changes are lost now and then.
  private static final Duration RECONCILE = Duration.ofHours(6);
  private static final String TAGS = "tag_group";

  private final Api api;
  private final TagStore store;
  private final ErrandStore errands;
  private final Journal journal;
  private final TransactionTemplate transaction;
  private final Clock clock;

  TagBook(
      Api api,
      TagStore store,
      ErrandStore errands,
      Journal journal,
      TransactionTemplate transaction,
      Clock clock) {
    this.api = api;
    this.store = store;
    this.errands = errands;
    this.journal = journal;
    this.transaction = transaction;
    this.clock = clock;
  }

  Ending read(Corp corp) {
    Answer answer = readNow(corp);
    return answer instanceof Answer.Ok ? new Ending.Later(RECONCILE) : Errands.ending(answer);
  }

  private Answer readNow(Corp corp) {
    Answer answer = api.post(corp, "/externalcontact/get_corp_tag_list", Map.of());
    if (answer instanceof Answer.Ok ok) {
      List<TagGroup> groups = TagGroup.read(ok.body().path(TAGS));
      transaction.executeWithoutResult(status -> store.replace(corp.id(), groups));
    }
    return answer;
  }

  /**
   * @param group the id of a group there is; null for a new one
   * @throws io.liana.kernel.Problem 502 {@code wecom_refused}
   */
  void add(Corp corp, @Nullable String group, @Nullable String name, List<String> tags, Actor by) {
    Map<String, Object> body = new HashMap<>();
    if (group != null) {
      body.put("group_id", group);
    } else {
      body.put("group_name", name);
    }
    body.put("tag", tags.stream().map(tag -> Map.of("name", tag)).toList());
    change(corp, "/externalcontact/add_corp_tag", body, "corp_tags_added", by);
  }

  /**
   * @param id of a tag or of a group
   */
  void rename(Corp corp, String id, String name, Actor by) {
    change(
        corp,
        "/externalcontact/edit_corp_tag",
        Map.of("id", id, "name", name),
        "corp_tag_renamed",
        by);
  }

  /** Customers lose it too. The last tag of a group takes the group with it. */
  void delete(Corp corp, String id, Actor by) {
    boolean group = store.groups(corp.id()).stream().anyMatch(each -> each.id().equals(id));
    Map<String, Object> body = Map.of(group ? "group_id" : "tag_id", List.of(id));
    change(corp, "/externalcontact/del_corp_tag", body, "corp_tag_deleted", by);
  }

  private void change(Corp corp, String path, Map<String, ?> body, String kind, Actor by) {
    errands.wish(corp.id(), Errand.Kind.TAGS, "", Map.of()); // whatever the answer will be
    Answer answer = api.post(corp, path, body);
    answer.mustBeOk();
    readNow(corp);
    journal.append(
        new JournalEntry(
            clock.instant(),
            by,
            kind,
            null,
            null,
            null,
            null,
            Map.of("platform", Corps.PLATFORM, "account", corp.id())));
  }
}
