package io.liana.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every connector promises. Each has a test that extends this with its platform's words. */
public abstract class ConnectorContract {
  /** The connector under test, with an account that can be used. */
  protected abstract Connector connector();

  protected abstract String account();

  /** A group of the account in which it may do what it can do anywhere. */
  protected abstract String group();

  /**
   * Every kind of event this platform sends, as its door would hand it to the inbox; called again
   * it must give the same, as when the platform sends everything twice.
   */
  protected abstract List<RawEvent> samples();

  /** Enough values to connect an account; empty where none can be connected. */
  protected abstract Map<String, String> form();

  @Test
  void what_an_account_may_do_in_a_group_it_may_do_somewhere() {
    assertThat(connector().capabilities(account()))
        .containsAll(connector().capabilities(account(), group()));
  }

  @Test
  void an_account_nobody_connected_may_do_nothing_that_needs_one() {
    if (!form().isEmpty()) {
      assertThat(connector().capabilities("nobody"))
          .doesNotContain(Capability.SEND, Capability.REMOVE, Capability.RECALL_OTHERS);
    }
  }

  @Test
  void the_table_has_one_line_for_each_capability_and_agrees_with_what_is_tried() {
    List<Ability> table = connector().abilities(account());
    assertThat(table).extracting(Ability::capability).containsExactly(Capability.values());
    Set<Capability> tried = connector().capabilities(account());
    for (Ability line : table) {
      boolean able = line.extent() != Ability.Extent.NOWHERE;
      assertThat(able).as(line.toString()).isEqualTo(tried.contains(line.capability()));
      assertThat(line.extent() == Ability.Extent.EVERYWHERE || line.reason() != null)
          .as("a reason for " + line)
          .isTrue();
    }
  }

  @Test
  void every_sample_is_understood_and_stays_where_it_happened() {
    for (RawEvent raw : samples()) {
      List<InboundEvent> read = connector().read(raw);
      assertThat(read).as(raw.body()).isNotEmpty();
      var keys = new HashSet<String>();
      for (InboundEvent event : read) {
        assertThat(event.head().platform()).isEqualTo(connector().platform());
        assertThat(event.head().account()).isEqualTo(raw.account());
        assertThat(event.head().group()).isEqualTo(raw.group());
        assertThat(event.head().at()).isAfter(Instant.EPOCH);
        assertThat(keys.add(event.head().key())).as("a key of its own: " + event).isTrue();
      }
    }
  }

  @Test
  void reading_is_pure() {
    for (RawEvent raw : samples()) {
      assertThat(connector().read(raw)).isEqualTo(connector().read(raw));
    }
  }

  @Test
  void what_comes_twice_has_the_same_key_and_two_things_never_do() {
    List<RawEvent> once = samples();
    List<RawEvent> again = samples();
    var keys = new HashSet<List<String>>();
    for (int i = 0; i < once.size(); i++) {
      RawEvent raw = once.get(i);
      assertThat(again.get(i).key()).isEqualTo(raw.key());
      assertThat(again.get(i).at()).isEqualTo(raw.at());
      assertThat(keys.add(List.of(raw.account(), raw.group(), raw.key()))).as(raw.key()).isTrue();
      assertThat(raw.key()).as("never time alone").isNotEqualTo(raw.at().toString());
      assertThat(raw.body().length()).isLessThanOrEqualTo(RawEvent.MAX_BODY);
    }
  }

  @Test
  void rubbish_is_refused_and_breaks_nothing() {
    Stream.concat(
            Stream.of(
                "",
                "null",
                "[]",
                "7",
                "{",
                "{}",
                "\u0000",
                "<xml/>",
                "[".repeat(20_000),
                "{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}"),
            samples().stream().flatMap(ConnectorContract::mangled))
        .forEach(
            body -> {
              var raw =
                  new RawEvent(
                      connector().platform(), account(), group(), "k", Instant.EPOCH, body);
              try {
                connector().read(raw).forEach(event -> assertThat(event).isNotNull());
              } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage()).isNotNull();
              }
            });
  }

  /**
   * The sample cut off, its strings emptied, its numbers and objects swapped for something else.
   */
  private static Stream<String> mangled(RawEvent raw) {
    String body = raw.body();
    return Stream.of(
        body.substring(0, body.length() / 2),
        body.replaceAll("\"[^\"]*\"(?=[,}])", "\"\""),
        body.replaceAll(":\\s*\\d+", ":\"x\""),
        body.replaceAll(":\\s*\"[^\"]*\"", ":{}"),
        body.replaceAll(":\\s*\"[^\"]*\"", ":null"),
        body.replaceAll(":\\s*\\{", ":[{").replaceAll("}(?=,|})", "}]"));
  }

  @Test
  void no_command_ends_in_an_exception_not_even_for_people_and_groups_that_are_not_there() {
    for (Command command : commands("no-such-group", "no-such-person", "no-such-message")) {
      assertThat(connector().perform(account(), "contract:" + command.act(), command))
          .as(command.toString())
          .isNotNull();
    }
    for (Command command : commands("", "", "")) {
      assertThat(connector().perform("nobody", "contract:nobody:" + command.act(), command))
          .as(command.toString())
          .isNotInstanceOf(Outcome.Delivered.class);
    }
  }

  private static List<Command> commands(String group, String person, String message) {
    return List.of(
        new Command.SendText(group, "hello", List.of(person), message),
        new Command.SendDirect(group, person, "hello"),
        new Command.RecallMessage(group, message),
        new Command.MuteMember(group, person, Duration.ofMinutes(1)),
        new Command.RemoveMember(group, person, false),
        new Command.RemoveMember(group, person, true),
        new Command.LiftBan(group, person),
        new Command.AnswerJoinRequest(group, person, message, false, "no"));
  }

  @Test
  void the_form_is_complete_and_names_the_account() {
    assertThat(connector().form().isPresent()).isEqualTo(!form().isEmpty());
    connector()
        .form()
        .ifPresent(
            asked -> {
              List<String> codes = asked.fields().stream().map(ConnectForm.Field::code).toList();
              assertThat(codes).doesNotHaveDuplicates().allMatch(code -> code.matches("[a-z_]+"));
              assertThat(codes).containsAll(form().keySet());
              asked.fields().stream()
                  .filter(ConnectForm.Field::required)
                  .forEach(field -> assertThat(form()).containsKey(field.code()));
              asked
                  .fields()
                  .forEach(
                      field ->
                          assertThat(field.kind() == ConnectForm.Kind.CHOICE)
                              .isEqualTo(!field.choices().isEmpty()));
              String key = connector().accountKey(form());
              assertThat(key).isNotBlank().isEqualTo(connector().accountKey(form()));
            });
  }

  @Test
  void limits_have_a_code_each() {
    assertThat(connector().limits(account()).stream().map(Limit::code).toList())
        .doesNotHaveDuplicates()
        .allMatch(code -> code.startsWith(connector().platform()));
  }

  @Test
  void every_capability_a_command_needs_is_one_the_table_knows() {
    Set<Capability> known = Set.copyOf(Arrays.asList(Capability.values()));
    assertThat(commands("g", "p", "m")).allMatch(command -> known.contains(command.needs()));
  }
}
