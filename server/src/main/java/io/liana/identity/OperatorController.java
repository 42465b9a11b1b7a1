package io.liana.identity;

import io.liana.kernel.Actor;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.OperatorId;
import io.liana.kernel.Page;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Operators over HTTP. */
@RestController
@RequestMapping("/api/v1/operators")
class OperatorController {
  private final Operators operators;

  OperatorController(Operators operators) {
    this.operators = operators;
  }

  record OperatorAnswer(
      String id,
      String login,
      String name,
      String role,
      String language,
      @Nullable List<String> communities,
      Instant createdAt,
      @Nullable Instant lastSeenAt,
      boolean disabled) {

    static OperatorAnswer of(Operator operator) {
      Set<CommunityId> sees = operator.communities();
      return new OperatorAnswer(
          operator.id().toString(),
          operator.login(),
          operator.name(),
          operator.role().code(),
          operator.language(),
          sees == null
              ? null
              : sees.stream()
                  .sorted(Comparator.comparingLong(CommunityId::value))
                  .map(CommunityId::toString)
                  .toList(),
          operator.createdAt(),
          operator.lastSeenAt(),
          operator.disabled());
    }
  }

  record NewOperatorWish(
      @Nullable String login,
      @Nullable String name,
      @Nullable String role,
      @Nullable String language,
      @Nullable String password,
      @Nullable JsonNode communities) {}

  /** What is absent stays as it is. */
  record ChangeWish(
      @Nullable String name,
      @Nullable String role,
      @Nullable String language,
      @Nullable Boolean disabled,
      @Nullable JsonNode communities,
      @Nullable String password,
      @Nullable String presentPassword) {

    boolean onlyAboutOneself() {
      return role == null && disabled == null && communities == null;
    }
  }

  @GetMapping
  @Permission("operator:read")
  Page<OperatorAnswer> list() {
    return new Page<>(operators.all().stream().map(OperatorAnswer::of).toList(), null);
  }

  @PostMapping
  @Permission("operator:write")
  @ResponseStatus(HttpStatus.CREATED)
  OperatorAnswer add(@RequestBody NewOperatorWish wish, Caller caller) {
    var operator =
        new Operators.NewOperator(
            Given.text("login", wish.login(), 2, 64),
            Given.text("name", wish.name(), 1, 80),
            role(wish.role()),
            wish.language() == null ? "zh-CN" : language(wish.language()),
            Given.exact("password", wish.password(), 1, 200),
            communities(wish.communities()));
    return OperatorAnswer.of(operators.add(operator, caller));
  }

  @PatchMapping("/{operator}")
  @Permission(Permission.SIGNED_IN)
  OperatorAnswer change(
      @PathVariable String operator, @RequestBody ChangeWish wish, Caller caller) {
    Operator before = operators.get(id(operator, caller));
    boolean self = caller.actor().equals(new Actor.Operator(before.id()));
    if (!caller.may("operator:write") && !(self && wish.onlyAboutOneself())) {
      throw AccessInterceptor.notAllowed("operator:write");
    }
    if (wish.password() != null) {
      String present =
          self ? Given.exact("present_password", wish.presentPassword(), 1, 200) : null;
      operators.setPassword(
          before, Given.exact("password", wish.password(), 1, 200), present, caller);
    }
    var after =
        new Operator(
            before.id(),
            before.login(),
            wish.name() == null ? before.name() : Given.text("name", wish.name(), 1, 80),
            wish.role() == null ? before.role() : role(wish.role()),
            wish.language() == null ? before.language() : language(wish.language()),
            wish.communities() == null ? before.communities() : communities(wish.communities()),
            before.createdAt(),
            before.lastSeenAt(),
            wish.disabled() == null ? before.disabled() : wish.disabled());
    return OperatorAnswer.of(operators.change(after, caller));
  }

  static String language(String code) {
    String known = Given.oneOf("language", code, List.of("zh-CN", "en"));
    if (known == null) {
      throw Given.wrong("language", "is missing");
    }
    return known;
  }

  private static OperatorId id(String text, Caller caller) {
    if (!text.equals("me")) {
      return OperatorId.parse(text);
    }
    if (caller.actor() instanceof Actor.Operator(OperatorId id)) {
      return id;
    }
    throw Problem.missing("operator", "me");
  }

  private static Role role(@Nullable String code) {
    String known = Given.oneOf("role", code, Arrays.stream(Role.values()).map(Role::code).toList());
    if (known == null) {
      throw Given.wrong("role", "is missing");
    }
    return Role.of(known);
  }

  private static @Nullable Set<CommunityId> communities(@Nullable JsonNode given) {
    if (given == null || given.isNull()) {
      return null;
    }
    var ids = new HashSet<CommunityId>();
    given.forEach(id -> ids.add(CommunityId.parse(id.asString(""))));
    return ids;
  }
}
