package io.liana.identity;

import io.liana.identity.Tokens.Token;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.kernel.Caller;
import io.liana.kernel.Given;
import io.liana.kernel.OperatorId;
import io.liana.kernel.Page;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tokens for scripts over HTTP. An operator sees their own, whoever manages operators sees all. */
@RestController
@RequestMapping("/api/v1/tokens")
class TokenController {
  private final Tokens tokens;
  private final Journal journal;
  private final Clock clock;

  TokenController(Tokens tokens, Journal journal, Clock clock) {
    this.tokens = tokens;
    this.journal = journal;
    this.clock = clock;
  }

  record Ref(String id, String name) {}

  record TokenAnswer(
      String id,
      String name,
      List<String> scopes,
      Instant createdAt,
      @Nullable Instant expiresAt,
      @Nullable Instant lastUsedAt,
      @Nullable Ref createdBy) {

    static TokenAnswer of(Token token) {
      OperatorId maker = token.madeBy();
      return new TokenAnswer(
          Long.toString(token.id()),
          token.name(),
          token.scopes(),
          token.createdAt(),
          token.expiresAt(),
          token.lastUsedAt(),
          maker == null ? null : new Ref(maker.toString(), String.valueOf(token.makersName())));
    }
  }

  record NewTokenWish(
      @Nullable String name, @Nullable List<String> scopes, @Nullable Instant expiresAt) {}

  record NewTokenAnswer(TokenAnswer token, String secret) {}

  @GetMapping
  @Permission("token:read")
  Page<TokenAnswer> list(Caller caller) {
    OperatorId only = caller.may("operator:write") ? null : operator(caller);
    return new Page<>(tokens.findAll(only).stream().map(TokenAnswer::of).toList(), null);
  }

  @PostMapping
  @Permission("token:write")
  @ResponseStatus(HttpStatus.CREATED)
  @Transactional
  NewTokenAnswer create(@RequestBody NewTokenWish wish, Caller caller) {
    Set<String> scopes = scopes(wish.scopes(), caller);
    Instant expires = wish.expiresAt();
    if (expires != null && !expires.isAfter(clock.instant())) {
      throw Problem.invalid(
          "expiry_past", "The token would be expired already.", Map.of("field", "expires_at"));
    }
    Secret secret = Secret.random("lia_");
    long id =
        tokens.insert(
            secret, Given.text("name", wish.name(), 1, 80), scopes, operator(caller), expires);
    note(caller, "token_created", id, scopes);
    Token token = tokens.find(id).orElseThrow();
    return new NewTokenAnswer(TokenAnswer.of(token), secret.text());
  }

  @DeleteMapping("/{token}")
  @Permission("token:write")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Transactional
  void revoke(@PathVariable String token, Caller caller) {
    Token found = find(token).orElseThrow(() -> Problem.missing("token", token));
    OperatorId maker = found.madeBy();
    if (!caller.may("operator:write") && (maker == null || !maker.equals(operator(caller)))) {
      throw Problem.missing("token", token);
    }
    tokens.delete(found.id());
    note(caller, "token_revoked", found.id(), Set.of());
  }

  private java.util.Optional<Token> find(String id) {
    return id.matches("\\d{1,18}") ? tokens.find(Long.parseLong(id)) : java.util.Optional.empty();
  }

  /** What is asked for, if the caller has it: nobody gives away what they do not hold. */
  private static Set<String> scopes(@Nullable List<String> wished, Caller caller) {
    if (wished == null || wished.isEmpty()) {
      throw Given.wrong("scopes", "must name at least one permission");
    }
    var scopes = new HashSet<>(wished);
    for (String scope : scopes) {
      if (!scope.equals("*") && !Role.ALL_PERMISSIONS.contains(scope)) {
        throw Problem.invalid(
            "scope_unknown",
            "There is no permission '%s'; known are: %s."
                .formatted(scope, String.join(", ", Role.OWNER.permissions())),
            Map.of("scope", scope, "known", Role.OWNER.permissions()));
      }
      if (!scope.equals("*") && !caller.may(scope)) {
        throw AccessInterceptor.notAllowed(scope);
      }
    }
    return scopes;
  }

  private static @Nullable OperatorId operator(Caller caller) {
    return caller.actor() instanceof Actor.Operator(OperatorId id) ? id : null;
  }

  private void note(Caller by, String kind, long token, Set<String> scopes) {
    Map<String, Object> reason = Map.of("token", Long.toString(token), "scopes", scopes);
    journal.append(
        new JournalEntry(clock.instant(), by.actor(), kind, null, null, null, null, reason));
  }
}
