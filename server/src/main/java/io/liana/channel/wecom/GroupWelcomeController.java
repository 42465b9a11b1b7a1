package io.liana.channel.wecom;

import io.liana.channel.account.Accounts;
import io.liana.kernel.Caller;
import io.liana.kernel.Given;
import io.liana.kernel.Page;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Texts that greet newcomers of customer groups, over HTTP. */
@RestController
@RequestMapping("/api/v1/accounts/{account}/group-welcomes")
class GroupWelcomeController {
  private static final int LONGEST_TEXT_BYTES = 3_000; // WeCom's own
  private static final int LONGEST_KEY = 64;
  private static final int LONGEST_ID = 64;

  private final Accounts accounts;
  private final Corps corps;
  private final GroupWelcomes welcomes;
  private final Attaching attaching;

  GroupWelcomeController(
      Accounts accounts, Corps corps, GroupWelcomes welcomes, Attaching attaching) {
    this.accounts = accounts;
    this.corps = corps;
    this.welcomes = welcomes;
    this.attaching = attaching;
  }

  record Wish(
      @Nullable String key,
      @Nullable String text,
      @Nullable Attachment attachment,
      @Nullable Boolean announces) {}

  record Choice(@Nullable String group) {}

  record WelcomeView(
      String id,
      String text,
      @Nullable Attachment attachment,
      boolean announces,
      String state,
      @Nullable String evidence,
      Instant createdAt) {}

  @GetMapping
  @Permission("account:read")
  Page<WelcomeView> list(@PathVariable String account, Caller caller) {
    return new Page<>(
        welcomes.living(corp(account, caller)).stream().map(GroupWelcomeController::view).toList(),
        null);
  }

  @PostMapping
  @Permission("account:write")
  @ResponseStatus(HttpStatus.CREATED)
  WelcomeView make(@PathVariable String account, @RequestBody Wish wish, Caller caller) {
    Corp corp = corp(account, caller);
    return view(
        welcomes.make(
            corp,
            Given.text("key", wish.key(), 1, LONGEST_KEY),
            Attaching.bytes("text", wish.text(), 1, LONGEST_TEXT_BYTES),
            attachment(corp, wish.attachment()),
            !Boolean.FALSE.equals(wish.announces()),
            caller.actor()));
  }

  @PutMapping("/{welcome}")
  @Permission("account:write")
  WelcomeView change(
      @PathVariable String account,
      @PathVariable String welcome,
      @RequestBody Wish wish,
      Caller caller) {
    Corp corp = corp(account, caller);
    return view(
        welcomes.change(
            corp,
            Problem.parseId(welcome),
            Attaching.bytes("text", wish.text(), 1, LONGEST_TEXT_BYTES),
            attachment(corp, wish.attachment()),
            caller.actor()));
  }

  @DeleteMapping("/{welcome}")
  @Permission("account:write")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String account, @PathVariable String welcome, Caller caller) {
    welcomes.delete(corp(account, caller), Problem.parseId(welcome), caller.actor());
  }

  /** Its owner gets a task: no interface can choose it for a group. */
  @PostMapping("/{welcome}/choose")
  @Permission("account:write")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void choose(
      @PathVariable String account,
      @PathVariable String welcome,
      @RequestBody Choice choice,
      Caller caller) {
    welcomes.choose(
        corp(account, caller),
        Problem.parseId(welcome),
        Given.text("group", choice.group(), 1, LONGEST_ID),
        caller.actor());
  }

  private Corp corp(String account, Caller caller) {
    return corps.of(accounts.get(Problem.parseId(account)), caller);
  }

  private @Nullable Attachment attachment(Corp corp, @Nullable Attachment given) {
    return given == null ? null : attaching.checked(corp, java.util.List.of(given), 1).getFirst();
  }

  private static WelcomeView view(GroupWelcome welcome) {
    return new WelcomeView(
        Long.toString(welcome.id()),
        welcome.text(),
        welcome.attachment(),
        welcome.announces(),
        welcome.state().code(),
        welcome.evidence(),
        welcome.createdAt());
  }
}
