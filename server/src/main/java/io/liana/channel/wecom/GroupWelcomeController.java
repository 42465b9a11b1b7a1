package io.liana.channel.wecom;

import io.liana.channel.account.Accounts;
import io.liana.channel.wecom.GroupWelcome.Link;
import io.liana.kernel.Caller;
import io.liana.kernel.Given;
import io.liana.kernel.Page;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import java.nio.charset.StandardCharsets;
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
  private static final int LONGEST_TITLE_BYTES = 128;
  private static final int LONGEST_ABOUT_BYTES = 512;
  private static final int LONGEST_URL = 2_048;
  private static final int LONGEST_KEY = 64;
  private static final int LONGEST_ID = 64;

  private final Accounts accounts;
  private final Corps corps;
  private final GroupWelcomes welcomes;

  GroupWelcomeController(Accounts accounts, Corps corps, GroupWelcomes welcomes) {
    this.accounts = accounts;
    this.corps = corps;
    this.welcomes = welcomes;
  }

  record LinkView(
      @Nullable String title,
      @Nullable String url,
      @Nullable String about,
      @Nullable String picture) {}

  record Wish(
      @Nullable String key,
      @Nullable String text,
      @Nullable LinkView link,
      @Nullable Boolean announces) {}

  record Choice(@Nullable String group) {}

  record WelcomeView(
      String id,
      String text,
      @Nullable LinkView link,
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
    return view(
        welcomes.make(
            corp(account, caller),
            Given.text("key", wish.key(), 1, LONGEST_KEY),
            bytes("text", wish.text(), LONGEST_TEXT_BYTES),
            link(wish.link()),
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
    return view(
        welcomes.change(
            corp(account, caller),
            Problem.parseId(welcome),
            bytes("text", wish.text(), LONGEST_TEXT_BYTES),
            link(wish.link()),
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

  private static @Nullable Link link(@Nullable LinkView given) {
    if (given == null) {
      return null;
    }
    String url = Given.text("link.url", given.url(), 1, LONGEST_URL);
    if (!url.matches("https?://\\S+")) {
      throw Given.wrong("link.url", "begins with http:// or https://");
    }
    return new Link(
        bytes("link.title", given.title(), LONGEST_TITLE_BYTES),
        url,
        given.about() == null ? null : bytes("link.about", given.about(), LONGEST_ABOUT_BYTES),
        given.picture());
  }

  private static String bytes(String field, @Nullable String given, int most) {
    String text = Given.text(field, given, 1, most);
    if (text.getBytes(StandardCharsets.UTF_8).length > most) {
      throw Given.wrong(field, "must fit into %,d bytes".formatted(most));
    }
    return text;
  }

  private static WelcomeView view(GroupWelcome welcome) {
    Link link = welcome.link();
    return new WelcomeView(
        Long.toString(welcome.id()),
        welcome.text(),
        link == null ? null : new LinkView(link.title(), link.url(), link.about(), link.picture()),
        welcome.announces(),
        welcome.state().code(),
        welcome.evidence(),
        welcome.createdAt());
  }
}
