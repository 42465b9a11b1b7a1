package io.liana.intake;

import io.liana.channel.Inbox;
import io.liana.channel.OpenFormat;
import io.liana.channel.RawEvent;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.kernel.Caller;
import io.liana.kernel.GroupId;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The open door: any system without a connector posts what happens in its groups. */
@RestController
class EventDoorController {
  static final int LARGEST_BATCH = 1_000;

  record Rejected(int line, @Nullable String id, String code, String detail) {}

  record Accepted(int accepted, int duplicates, List<Rejected> rejected) {}

  private final Groups groups;
  private final Inbox inbox;
  private final OpenFormat format;
  private final JsonMapper json;

  EventDoorController(Groups groups, Inbox inbox, OpenFormat format, JsonMapper json) {
    this.groups = groups;
    this.inbox = inbox;
    this.format = format;
    this.json = json;
  }

  @Permission("event:write")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @PostMapping(path = "/api/v1/groups/{group}/events", consumes = "application/x-ndjson")
  Accepted lines(@PathVariable String group, @RequestBody String body, Caller caller) {
    return accept(group, body.lines().toList(), caller);
  }

  @Permission("event:write")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @PostMapping(path = "/api/v1/groups/{group}/events", consumes = MediaType.APPLICATION_JSON_VALUE)
  Accepted array(@PathVariable String group, @RequestBody String body, Caller caller) {
    List<String> lines = new ArrayList<>();
    try {
      JsonNode array = json.readTree(body);
      if (!array.isArray()) {
        throw Problem.invalid(
            "not_an_array", "The body must be a JSON array of events. Nothing was kept.");
      }
      array.forEach(event -> lines.add(event.toString()));
    } catch (JacksonException e) {
      throw Problem.invalid(
          "not_json",
          "The body is not JSON: %s. Nothing was kept.".formatted(e.getOriginalMessage()));
    }
    return accept(group, lines, caller);
  }

  private Accepted accept(String groupId, List<String> lines, Caller caller) {
    GroupView group = groups.get(GroupId.parse(groupId), caller);
    if (!group.platform().equals(GroupView.OPEN)) {
      throw Problem.conflict(
          "group_not_open",
          "Group %s belongs to the platform %s; its events come from there."
              .formatted(groupId, group.platform()));
    }
    List<RawEvent> events = new ArrayList<>(lines.size());
    List<Rejected> rejected = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank()) {
        continue;
      }
      try {
        events.add(format.raw(group.platform(), group.account(), group.externalId(), line));
      } catch (IllegalArgumentException e) {
        rejected.add(new Rejected(i + 1, null, "unreadable", String.valueOf(e.getMessage())));
      }
    }
    if (events.size() + rejected.size() > LARGEST_BATCH) {
      throw new Problem(
          413,
          "batch_too_large",
          "A call may bring at most %d events; this one has %d. Nothing was kept."
              .formatted(LARGEST_BATCH, events.size() + rejected.size()),
          Map.of("limit", LARGEST_BATCH));
    }
    int fresh = inbox.acceptNow(events);
    return new Accepted(fresh, events.size() - fresh, rejected);
  }
}
