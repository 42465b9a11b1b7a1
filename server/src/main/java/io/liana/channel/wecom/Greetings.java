package io.liana.channel.wecom;

import io.liana.channel.account.Accounts;
import io.liana.channel.wecom.Errand.Ending;
import io.liana.channel.wecom.MediaIds.Place;
import io.liana.kernel.Caller;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * What goes with the words a new customer is greeted with. WeCom gives twenty seconds: files are
 * uploaded ahead, and a greeting whose files are not there in time goes without them.
 */
@RestController
class Greetings {
  // A second upload of the same file costs little; one in the middle of a greeting costs it.
  private static final Duration RENEW = Duration.ofHours(1);
  private static final Duration ENOUGH = Duration.ofSeconds(12);

  private final Accounts accounts;
  private final Corps corps;
  private final Attaching attaching;
  private final ErrandStore errands;
  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;

  Greetings(
      Accounts accounts,
      Corps corps,
      Attaching attaching,
      ErrandStore errands,
      JdbcClient jdbc,
      JsonMapper json,
      Clock clock) {
    this.accounts = accounts;
    this.corps = corps;
    this.attaching = attaching;
    this.errands = errands;
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  record Wish(@Nullable List<@Nullable Attachment> attachments) {}

  /**
   * @param text null where nobody is greeted
   * @param evidence why the last greeting went without them
   */
  record GreetingView(
      @Nullable String text,
      List<Attachment> attachments,
      @Nullable String evidence,
      @Nullable Instant failedAt) {}

  @GetMapping("/api/v1/accounts/{account}/greeting")
  @Permission("account:read")
  GreetingView show(@PathVariable String account, Caller caller) {
    return view(corp(account, caller));
  }

  @PutMapping("/api/v1/accounts/{account}/greeting")
  @Permission("account:write")
  GreetingView set(@PathVariable String account, @RequestBody Wish wish, Caller caller) {
    Corp corp = corp(account, caller);
    List<Attachment> attachments = attaching.checked(corp, wish.attachments(), Attaching.MOST);
    jdbc.sql(
            """
            insert into channel_wecom_greeting (corp, attachments) values (:corp, cast(:attachments as jsonb))
            on conflict (corp) do update set attachments = excluded.attachments, evidence = null, failed_at = null
            """)
        .param("corp", corp.id())
        .param("attachments", json.writeValueAsString(attachments.toArray(Attachment[]::new)))
        .update();
    errands.wish(corp.id(), Errand.Kind.MEDIA, "", Map.of());
    return view(corp);
  }

  /** Uploads ahead what a greeting will need. */
  Ending renew(Corp corp) {
    List<Attachment> attachments = attachments(corp.id());
    if (attachments.isEmpty()) {
      return new Ending.Done();
    }
    Attaching.Said said = attaching.say(corp, attachments, Place.MESSAGES);
    if (!said.complete()) {
      failed(corp, said.failure().evidence());
      return Errands.ending(said.failure());
    }
    return new Ending.Later(RENEW);
  }

  /** For a greeting that must be over by {@code ends}; empty where they would make it late. */
  List<Map<String, Object>> inTime(Corp corp, @Nullable Instant ends) {
    List<Attachment> attachments = attachments(corp.id());
    if (attachments.isEmpty()) {
      return List.of();
    }
    boolean time = ends == null || clock.instant().isBefore(ends.minus(ENOUGH));
    if (!time && !attaching.ready(corp, attachments, Place.MESSAGES)) {
      failed(corp, "not uploaded in time");
      return List.of();
    }
    Attaching.Said said = attaching.say(corp, attachments, Place.MESSAGES);
    if (!said.complete()) {
      failed(corp, said.failure().evidence());
    }
    return said.attachments();
  }

  /** WeCom forgot them earlier than it said. */
  void forgotten(Corp corp, String evidence) {
    attaching.forgotten(corp, attachments(corp.id()));
    failed(corp, evidence);
    errands.wish(corp.id(), Errand.Kind.MEDIA, "", Map.of());
  }

  private void failed(Corp corp, String evidence) {
    jdbc.sql(
            "update channel_wecom_greeting set evidence = :evidence, failed_at = :now where corp = :corp")
        .param("corp", corp.id())
        .param("evidence", evidence)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  private List<Attachment> attachments(String corp) {
    return jdbc.sql("select attachments from channel_wecom_greeting where corp = :corp")
        .param("corp", corp)
        .query(String.class)
        .optional()
        .map(text -> List.of(json.readValue(text, Attachment[].class)))
        .orElse(List.of());
  }

  private Corp corp(String account, Caller caller) {
    return corps.of(accounts.get(Problem.parseId(account)), caller);
  }

  private GreetingView view(Corp corp) {
    return jdbc.sql("select evidence, failed_at from channel_wecom_greeting where corp = :corp")
        .param("corp", corp.id())
        .query(
            (row, n) -> {
              OffsetDateTime failed = row.getObject("failed_at", OffsetDateTime.class);
              return new GreetingView(
                  corp.welcome(),
                  attachments(corp.id()),
                  row.getString("evidence"),
                  failed == null ? null : failed.toInstant());
            })
        .optional()
        .orElseGet(() -> new GreetingView(corp.welcome(), List.of(), null, null));
  }
}
