package io.liana.onboarding;

import io.liana.acquisition.PersonalCodes;
import io.liana.community.Communities;
import io.liana.content.Csv;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import io.liana.onboarding.OrderReading.Wrong;
import io.liana.onboarding.SeedStore.Counts;
import io.liana.onboarding.SeedStore.Invited;
import io.liana.onboarding.SeedStore.Wave;
import io.liana.onboarding.Seeds.Taken;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Orders and waves of invitations over HTTP. */
@RestController
@RequestMapping("/api/v1")
class SeedController {
  static final int MOST_ORDERS = 1_000;
  private static final int LARGEST_FILE = 5_000_000; // characters
  private static final int MOST_WRONG = 100;
  private static final int MOST_INVITED = 5_000;

  private final Seeds seeds;
  private final SeedStore store;
  private final PersonalCodes codes;
  private final Communities communities;

  SeedController(Seeds seeds, SeedStore store, PersonalCodes codes, Communities communities) {
    this.seeds = seeds;
    this.store = store;
    this.codes = codes;
    this.communities = communities;
  }

  record OrderGiven(
      @Nullable String orderId,
      @Nullable String contact,
      @Nullable String name,
      @Nullable String amount,
      @Nullable String paidAt) {
    PaidOrder order(ZoneId zone) {
      return OrderReading.order(orderId, contact, name, amount, paidAt, zone);
    }
  }

  record OrdersGiven(@Nullable List<OrderGiven> orders) {}

  /**
   * @param wrong the first hundred of them
   */
  record TakenAnswer(int fresh, int known, int wrongRows, List<Wrong> wrong) {}

  record WaveDraft(
      @Nullable String name,
      @Nullable String planId,
      @Nullable Integer size,
      @Nullable Integer perHour,
      @Nullable Boolean everyOrder) {}

  record WaveAnswer(
      String id,
      String name,
      String planId,
      int perHour,
      boolean everyOrder,
      String state,
      Instant madeAt,
      Counts counts) {}

  record SeedAnswer(int waiting, boolean shop, List<WaveAnswer> waves) {}

  record InvitedAnswer(
      String name,
      int rank,
      int orders,
      long spent,
      String lastOrder,
      @Nullable String url,
      @Nullable Instant askedAt,
      @Nullable Instant openedAt,
      @Nullable Instant joinedAt,
      @Nullable String memberId) {}

  record InvitedList(List<InvitedAnswer> items) {}

  record SecretAnswer(String secret) {}

  @GetMapping("/communities/{community}/seeds")
  @Permission("onboarding:read")
  SeedAnswer seeds(@PathVariable String community, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    communities.get(id);
    return new SeedAnswer(
        store.waiting(id),
        store.secret(id).isPresent(),
        store.waves(id).stream().map(this::answer).toList());
  }

  /** Nothing is kept unless {@code keep}; a wrong row keeps no other from being taken. */
  @PostMapping(path = "/communities/{community}/orders/csv", consumes = "text/csv")
  @Permission("onboarding:write")
  TakenAnswer csv(
      @PathVariable String community,
      @RequestParam(defaultValue = "false") boolean keep,
      @RequestBody byte[] bytes,
      Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    String file = Csv.text(bytes);
    if (file.length() > LARGEST_FILE) {
      throw new Problem(
          413,
          "file_too_large",
          "A file may have 5,000,000 characters.",
          Map.of("limit", LARGEST_FILE));
    }
    OrderReading.Read read = OrderReading.csv(file, communities.get(id).zone());
    Taken taken =
        keep ? seeds.take(id, read.orders(), caller.actor()) : seeds.look(id, read.orders());
    return new TakenAnswer(
        taken.fresh(),
        taken.known(),
        read.wrong().size(),
        read.wrong().stream().limit(MOST_WRONG).toList());
  }

  @PostMapping("/communities/{community}/orders")
  @Permission("onboarding:write")
  TakenAnswer orders(
      @PathVariable String community, @RequestBody OrdersGiven given, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    return take(id, given, caller.actor());
  }

  TakenAnswer take(CommunityId id, OrdersGiven given, io.liana.kernel.Actor by) {
    List<OrderGiven> orders = given.orders() == null ? List.of() : given.orders();
    if (orders.isEmpty() || orders.size() > MOST_ORDERS) {
      throw Given.wrong("orders", "must be 1 to 1,000");
    }
    ZoneId zone = communities.get(id).zone();
    Taken taken = seeds.take(id, orders.stream().map(order -> order.order(zone)).toList(), by);
    return new TakenAnswer(taken.fresh(), taken.known(), 0, List.of());
  }

  @PostMapping("/communities/{community}/waves")
  @Permission("onboarding:write")
  @ResponseStatus(HttpStatus.CREATED)
  WaveAnswer begin(@PathVariable String community, @RequestBody WaveDraft draft, Caller caller) {
    if (draft.planId() == null || draft.size() == null || draft.perHour() == null) {
      throw Given.wrong("plan_id, size and per_hour", "must be given");
    }
    long wave =
        seeds.begin(
            CommunityId.parse(community),
            Given.text("name", draft.name(), 1, 60),
            Problem.parseId(draft.planId()),
            draft.size(),
            draft.perHour(),
            Boolean.TRUE.equals(draft.everyOrder()),
            caller);
    return answer(wave(Long.toString(wave), caller));
  }

  @PostMapping("/waves/{wave}/stop")
  @Permission("onboarding:write")
  WaveAnswer stop(@PathVariable String wave, Caller caller) {
    seeds.stop(wave(wave, caller), caller);
    return answer(wave(wave, caller));
  }

  @GetMapping("/waves/{wave}/invitations")
  @Permission("onboarding:read")
  InvitedList invitations(@PathVariable String wave, Caller caller) {
    return new InvitedList(invited(wave(wave, caller)));
  }

  /** Who is to be sent which link, for a text program or by hand. */
  @GetMapping("/waves/{wave}/invitations.csv")
  @Permission("onboarding:read")
  ResponseEntity<byte[]> sheet(@PathVariable String wave, Caller caller) {
    List<String> lines = new ArrayList<>();
    lines.add("order_id,name,link,asked_at,opened_at,joined_at");
    for (InvitedAnswer one : invited(wave(wave, caller))) {
      if (one.url() != null) {
        lines.add(
            Csv.row(
                List.of(
                    one.lastOrder(),
                    one.name(),
                    one.url(),
                    Objects.toString(one.askedAt(), ""),
                    Objects.toString(one.openedAt(), ""),
                    Objects.toString(one.joinedAt(), ""))));
      }
    }
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
        .header("Content-Disposition", "attachment; filename=\"wave-%s.csv\"".formatted(wave))
        .body((Csv.MARK + String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  @PostMapping("/communities/{community}/shop/secret")
  @Permission("onboarding:write")
  SecretAnswer secret(@PathVariable String community, Caller caller) {
    return new SecretAnswer(seeds.renewSecret(CommunityId.parse(community), caller));
  }

  private Wave wave(String wave, Caller caller) {
    return store
        .wave(Problem.parseId(wave), caller)
        .orElseThrow(() -> Problem.missing("wave", wave));
  }

  private WaveAnswer answer(Wave wave) {
    return new WaveAnswer(
        Long.toString(wave.id()),
        wave.name(),
        Long.toString(wave.plan()),
        wave.perHour(),
        wave.everyOrder(),
        wave.state(),
        wave.madeAt(),
        store.counts(wave.id()));
  }

  private List<InvitedAnswer> invited(Wave wave) {
    List<Invited> all = store.invited(wave.id(), 0, MOST_INVITED);
    Map<String, Instant> opened =
        codes.opened(all.stream().flatMap(one -> Stream.ofNullable(one.code())).toList());
    return all.stream()
        .map(
            one ->
                new InvitedAnswer(
                    one.name(),
                    one.rank(),
                    one.orders(),
                    one.spent(),
                    one.lastOrder(),
                    one.code() == null ? null : url(one.code()).toString(),
                    one.askedAt(),
                    one.code() == null ? null : opened.get(one.code()),
                    one.joinedAt(),
                    one.member() == null ? null : one.member().toString()))
        .toList();
  }

  private static URI url(String code) {
    return ServletUriComponentsBuilder.fromCurrentContextPath().path("/c/" + code).build().toUri();
  }
}
