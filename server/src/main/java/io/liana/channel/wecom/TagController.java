package io.liana.channel.wecom;

import io.liana.channel.account.Accounts;
import io.liana.kernel.Caller;
import io.liana.kernel.Given;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Customers and their tags over HTTP. */
@RestController
@RequestMapping("/api/v1/accounts/{account}")
class TagController {
  private static final int LONGEST_NAME = 30;
  private static final int LONGEST_ID = 64;
  private static final int MOST_AT_ONCE = 100;
  private static final int MOST_OF_A_PAIR = 3_000;

  private final Accounts accounts;
  private final Corps corps;
  private final TagBook book;
  private final TagStore store;
  private final Customers customers;
  private final CustomerListing listing;
  private final MassAudience audience;

  TagController(
      Accounts accounts,
      Corps corps,
      TagBook book,
      TagStore store,
      Customers customers,
      CustomerListing listing,
      MassAudience audience) {
    this.accounts = accounts;
    this.corps = corps;
    this.book = book;
    this.store = store;
    this.customers = customers;
    this.listing = listing;
    this.audience = audience;
  }

  record NewTags(
      @Nullable String groupId, @Nullable String groupName, @Nullable List<String> names) {}

  record NewName(@Nullable String name) {}

  record Marks(@Nullable String staff, @Nullable List<String> add, @Nullable List<String> remove) {}

  record TagView(String id, String name, int customers) {}

  record GroupView(String id, String name, List<TagView> tags) {}

  @GetMapping("/tags")
  @Permission("account:read")
  Page<GroupView> list(@PathVariable String account, Caller caller) {
    return tags(corp(account, caller));
  }

  @PostMapping("/tags")
  @Permission("account:write")
  @ResponseStatus(HttpStatus.CREATED)
  Page<GroupView> add(@PathVariable String account, @RequestBody NewTags given, Caller caller) {
    Corp corp = corp(account, caller);
    String group = given.groupId();
    List<String> names = texts("names", given.names(), LONGEST_NAME);
    if (names.isEmpty()) {
      throw Given.wrong("names", "names at least one");
    }
    book.add(
        corp,
        group,
        group == null ? Given.text("group_name", given.groupName(), 1, LONGEST_NAME) : null,
        names,
        caller.actor());
    return tags(corp);
  }

  @PutMapping("/tags/{tag}")
  @Permission("account:write")
  Page<GroupView> rename(
      @PathVariable String account,
      @PathVariable String tag,
      @RequestBody NewName given,
      Caller caller) {
    Corp corp = corp(account, caller);
    book.rename(corp, tag, Given.text("name", given.name(), 1, LONGEST_NAME), caller.actor());
    return tags(corp);
  }

  @DeleteMapping("/tags/{tag}")
  @Permission("account:write")
  Page<GroupView> delete(@PathVariable String account, @PathVariable String tag, Caller caller) {
    Corp corp = corp(account, caller);
    book.delete(corp, tag, caller.actor());
    return tags(corp);
  }

  @GetMapping("/customers")
  @Permission("member:read")
  Page<CustomerListing.Row> customers(
      @PathVariable String account,
      @RequestParam @Nullable String q,
      @RequestParam @Nullable String tag,
      Paging paging,
      Caller caller) {
    return listing.page(corp(account, caller).id(), q, tag, paging);
  }

  /** Wished here; WeCom is told of one change of a pair after the other. */
  @PostMapping("/customers/{customer}/tags")
  @Permission("member:write")
  CustomerListing.Row mark(
      @PathVariable String account,
      @PathVariable String customer,
      @RequestBody Marks given,
      Caller caller) {
    Corp corp = corp(account, caller);
    String staff = Given.text("staff", given.staff(), 1, LONGEST_ID);
    CustomerListing.Row before = pair(corp, customer, staff);
    List<String> add = texts("add", given.add(), LONGEST_ID);
    List<String> remove = texts("remove", given.remove(), LONGEST_ID);
    Set<String> after = new HashSet<>(before.tags());
    remove.forEach(after::remove);
    after.addAll(add);
    if (after.size() > MOST_OF_A_PAIR) {
      throw new Problem(
          409,
          "too_many_tags",
          "WeCom keeps 3,000 tags of one customer.",
          Map.of("most", MOST_OF_A_PAIR));
    }
    customers.wishTags(corp, staff, customer, add, remove);
    return pair(corp, customer, staff);
  }

  private CustomerListing.Row pair(Corp corp, String customer, String staff) {
    return listing
        .find(corp.id(), customer, staff)
        .orElseThrow(() -> Problem.missing("customer", customer));
  }

  private Page<GroupView> tags(Corp corp) {
    Map<String, Integer> counts =
        audience.tags(corp.id()).stream()
            .collect(Collectors.toMap(MassAudience.Tag::id, MassAudience.Tag::customers));
    return new Page<>(
        store.groups(corp.id()).stream()
            .map(
                group ->
                    new GroupView(
                        group.id(),
                        group.name(),
                        group.tags().stream()
                            .map(
                                tag ->
                                    new TagView(
                                        tag.id(), tag.name(), counts.getOrDefault(tag.id(), 0)))
                            .toList()))
            .toList(),
        null);
  }

  private Corp corp(String account, Caller caller) {
    return corps.of(accounts.get(Problem.parseId(account)), caller);
  }

  private static List<String> texts(String field, @Nullable List<String> given, int longest) {
    if (given == null) {
      return List.of();
    }
    if (given.size() > MOST_AT_ONCE) {
      throw Given.wrong(field, "has up to " + MOST_AT_ONCE);
    }
    return given.stream().map(each -> Given.text(field, each, 1, longest)).distinct().toList();
  }
}
