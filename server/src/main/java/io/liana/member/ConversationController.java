package io.liana.member;

import io.liana.channel.Archive;
import io.liana.channel.ArchiveListing;
import io.liana.channel.ArchivedEvent;
import io.liana.channel.Download;
import io.liana.channel.EventKind;
import io.liana.channel.MessageMedia;
import io.liana.channel.SettledEvent;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.kernel.Caller;
import io.liana.kernel.Given;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What was said in a group, over HTTP. It stands here because here the speakers have names. */
@RestController
class ConversationController {
  private static final List<String> KINDS =
      Arrays.stream(EventKind.values()).map(EventKind::code).toList();

  private final Groups groups;
  private final ArchiveListing archive;
  private final Archive settled;
  private final Names names;
  private final MessageMedias medias;

  ConversationController(
      Groups groups, ArchiveListing archive, Archive settled, Names names, MessageMedias medias) {
    this.groups = groups;
    this.archive = archive;
    this.settled = settled;
    this.names = names;
    this.medias = medias;
  }

  record Filter(
      @Nullable String q,
      @Nullable String member,
      @Nullable String type,
      @Nullable String from,
      @Nullable String to,
      @Nullable String order) {

    ArchiveListing.Search in(GroupView group) {
      String kind = Given.oneOf("type", type, KINDS);
      LocalDate first = Given.day("from", from);
      LocalDate last = Given.day("to", to);
      return new ArchiveListing.Search(
          List.of(group.id()),
          member == null || member.isEmpty() ? null : MemberId.parse(member),
          kind == null ? null : EventKind.of(kind),
          Given.words("q", q),
          first == null ? null : startOf(first, group.zone()),
          last == null ? null : startOf(last.plusDays(1), group.zone()),
          Given.oneOf("order", order, "desc", List.of("desc", "asc")).equals("asc"));
    }

    private static Instant startOf(LocalDate day, ZoneId zone) {
      return day.atStartOfDay(zone).toInstant();
    }
  }

  @GetMapping("/api/v1/groups/{group}/events")
  @Permission("member:read")
  Page<EventAnswer> list(@PathVariable String group, Filter filter, Paging paging, Caller caller) {
    GroupView in = groups.get(GroupId.parse(group), caller);
    Page<ArchivedEvent> page = archive.page(filter.in(in), paging);
    return new Page<>(EventAnswer.of(page.items(), names, medias), page.nextCursor());
  }

  /** What was sent with a message; 404 {@code media_not_found} where it is not kept. */
  @GetMapping("/api/v1/groups/{group}/events/{event}/media")
  @Permission("member:read")
  void media(
      @PathVariable String group,
      @PathVariable String event,
      Caller caller,
      HttpServletResponse response)
      throws IOException {
    GroupView in = groups.get(GroupId.parse(group), caller);
    long id = Problem.parseId(event);
    SettledEvent said = settled.asSaid(List.of(id)).get(id);
    String message = said == null || !said.group().equals(in.id()) ? null : said.messageKey();
    MessageMedia media = message == null ? null : medias.find(in, message);
    if (message == null || media == null || media.state() != MessageMedia.State.KEPT) {
      throw Problem.missing("media", event);
    }
    String name = media.name().isEmpty() ? media.kind() + "-" + id : media.name();
    Download.headers(name, media.servedAs())
        .forEach((header, values) -> response.setHeader(header, values.getFirst()));
    response.setContentLengthLong(media.size());
    medias.write(in, message, response.getOutputStream());
  }
}
