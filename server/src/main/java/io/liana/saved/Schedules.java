package io.liana.saved;

import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import io.liana.saved.Schedule.Why;
import io.liana.saved.Schedule.Wish;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Set, paused, resumed and dropped by people. */
@Component
class Schedules {
  /** To speak in a group one needs more than to ask. */
  static final String TO_A_GROUP = "delivery:write";

  private static final int MOST = 100; // of one community

  private final ScheduleStore store;
  private final SavedQuestions saved;
  private final Groups groups;
  private final MailSettings mail;
  private final Journal journal;
  private final Clock clock;

  Schedules(
      ScheduleStore store,
      SavedQuestions saved,
      Groups groups,
      MailSettings mail,
      Journal journal,
      Clock clock) {
    this.store = store;
    this.saved = saved;
    this.groups = groups;
    this.mail = mail;
    this.journal = journal;
    this.clock = clock;
  }

  /** Those of questions the caller may ask. */
  List<Schedule> of(CommunityId community, Caller caller) {
    List<Long> seen = saved.of(community, caller).stream().map(Saved::id).toList();
    return store.of(community).stream().filter(one -> seen.contains(one.saved())).toList();
  }

  Schedule get(long id, Caller caller) {
    Schedule found = store.find(id).orElseThrow(() -> Problem.missing("schedule", id));
    if (!caller.sees(found.community())) {
      throw Problem.missing("schedule", id);
    }
    saved.get(found.saved(), caller);
    return found;
  }

  @Transactional
  Schedule make(long question, Wish wish, Caller by) {
    Saved asked = saved.get(question, by);
    mustReach(asked.community(), wish, by);
    if (!wish.emails().isEmpty() && !mail.on()) {
      throw Problem.conflict(
          "mail_off",
          "This server has no mail server to send by; set liana.mail.host and liana.mail.from.");
    }
    if (store.count(asked.community()) >= MOST) {
      throw Problem.conflict(
          "too_many_schedules",
          "A community has %d schedules at most; delete one nobody reads.".formatted(MOST));
    }
    Schedule made = get(store.insert(asked, wish, by, clock.instant()), by);
    note("schedule_set", made, by.actor());
    return made;
  }

  @Transactional
  Schedule pause(long id, Caller by) {
    Schedule known = get(id, by);
    if (known.active()) {
      store.pause(id, Why.BY_HAND);
      note("schedule_paused", known, by.actor());
    }
    return get(id, by);
  }

  /** What fell due meanwhile is not sent. From now on the rights of who resumes it count. */
  @Transactional
  Schedule resume(long id, Caller by) {
    Schedule known = get(id, by);
    if (!known.active()) {
      mustReach(known.community(), known.wish(), by);
      store.resume(id, by, clock.instant());
      note("schedule_resumed", known, by.actor());
    }
    return get(id, by);
  }

  @Transactional
  void drop(long id, Caller by) {
    Schedule known = get(id, by);
    store.drop(id);
    note("schedule_dropped", known, by.actor());
  }

  void note(String what, Schedule schedule, Actor by) {
    journal.append(
        new JournalEntry(
            clock.instant(),
            by,
            what,
            schedule.community(),
            schedule.wish().group(),
            null,
            null,
            Map.of(
                "schedule",
                schedule.id(),
                "saved",
                schedule.saved(),
                "emails",
                schedule.wish().emails().size())));
  }

  private void mustReach(CommunityId community, Wish wish, Caller by) {
    if (wish.group() == null) {
      return;
    }
    GroupView group = groups.get(wish.group(), by);
    if (!group.community().equals(community)) {
      throw Problem.missing("group", wish.group());
    }
    if (group.platform().equals(GroupView.HISTORY)) {
      throw Given.wrong("group", "lives elsewhere: nothing can be said in it");
    }
    if (!by.may(TO_A_GROUP)) {
      throw new Problem(
          403,
          "not_allowed",
          "This needs the permission %s.".formatted(TO_A_GROUP),
          Map.of("permission", TO_A_GROUP));
    }
  }
}
