package io.liana.simulate.wecom;

import io.liana.simulate.wecom.SimulatedCorp.Customer;
import io.liana.simulate.wecom.SimulatedCorp.Follow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Customers and groups that pass from one member of staff to another: groups at once, customers
 * after a day in which they may refuse.
 *
 * <p>Faults: {@code refuse_transfer} (so many customers refuse).
 */
final class HandOver {
  private static final int DAY_SECONDS = 86_400;
  private static final int DONE = 1;
  private static final int WAITING = 2;
  private static final int REFUSED = 3;

  private static final class Passing {
    final String customer;
    final String from;
    final String to;
    final Instant at;
    int status = WAITING;

    Passing(String customer, String from, String to, Instant at) {
      this.customer = customer;
      this.from = from;
      this.to = to;
      this.at = at;
    }
  }

  private final SimulatedCorp corp;
  private final List<Passing> passings = new ArrayList<>();

  HandOver(SimulatedCorp corp) {
    this.corp = corp;
  }

  /** Null for a path that is none of ours. */
  @Nullable ObjectNode answer(String path, JsonNode body) {
    passings.forEach(this::settle);
    return switch (path) {
      case "/externalcontact/groupchat/transfer" -> groups(body, true);
      case "/externalcontact/groupchat/onjob_transfer" -> groups(body, false);
      case "/externalcontact/transfer_customer" -> customers(body, false);
      case "/externalcontact/resigned/transfer_customer" -> customers(body, true);
      case "/externalcontact/transfer_result", "/externalcontact/resigned/transfer_result" ->
          results(body);
      case "/externalcontact/get_unassigned_list" -> unassigned();
      default -> null;
    };
  }

  private ObjectNode groups(JsonNode body, boolean resigned) {
    ObjectNode answer = Interface.ok();
    ArrayNode failed = answer.putArray("failed_chat_list");
    String to = body.path("new_owner").asString("");
    for (JsonNode each : body.path("chat_id_list")) {
      SimulatedChat chat = corp.chats.get(each.asString(""));
      int code = chat == null || chat.dismissed ? 90501 : hindrance(chat, to, resigned);
      if (code != 0 || chat == null) {
        failed.addObject().put("chat_id", each.asString("")).put("errcode", code);
      } else {
        String event = corp.handOver(chat, to);
        Thread.ofVirtual().start(() -> corp.postman.sendLater(event));
      }
    }
    return answer;
  }

  private int hindrance(SimulatedChat chat, String to, boolean resigned) {
    if (corp.resigned.contains(chat.owner) != resigned) {
      return resigned ? 90500 : 90502;
    }
    return chat.owner.equals(to) ? 90504 : 0;
  }

  private ObjectNode customers(JsonNode body, boolean resigned) {
    String from = body.path("handover_userid").asString("");
    String to = body.path("takeover_userid").asString("");
    ObjectNode answer = Interface.ok();
    ArrayNode list = answer.putArray("customer");
    for (JsonNode each : body.path("external_userid")) {
      String id = each.asString("");
      Customer customer = corp.customers.get(id);
      int code =
          resigned && !corp.resigned.contains(from)
              ? 40097
              : customer == null || !customer.follows.containsKey(from)
                  ? 84061
                  : moving(id) ? 40100 : 0;
      if (code == 0) {
        passings.add(new Passing(id, from, to, corp.world.now()));
      }
      list.addObject().put("external_userid", id).put("errcode", code);
    }
    return answer;
  }

  private boolean moving(String customer) {
    return passings.stream().anyMatch(p -> p.customer.equals(customer) && p.status == WAITING);
  }

  private void settle(Passing passing) {
    if (passing.status != WAITING
        || corp.world.now().isBefore(passing.at.plusSeconds(DAY_SECONDS))) {
      return;
    }
    if (corp.faults.strikes("refuse_transfer")) {
      passing.status = REFUSED;
      return;
    }
    passing.status = DONE;
    Customer customer = corp.customer(passing.customer);
    customer.follows.remove(passing.from);
    customer.follows.put(passing.to, new Follow(corp.world.now(), ""));
    String gone =
        Events.customer(
            corp,
            "del_external_contact",
            passing.from,
            passing.customer,
            Map.of("Source", "DELETE_BY_TRANSFER"));
    String come = Events.customer(corp, "add_external_contact", passing.to, passing.customer);
    Thread.ofVirtual()
        .start(
            () -> {
              corp.postman.sendLater(gone);
              corp.postman.sendLater(come);
            });
  }

  private ObjectNode results(JsonNode body) {
    String from = body.path("handover_userid").asString("");
    String to = body.path("takeover_userid").asString("");
    ObjectNode answer = Interface.ok().put("next_cursor", "");
    ArrayNode list = answer.putArray("customer");
    passings.stream()
        .filter(p -> p.from.equals(from) && p.to.equals(to))
        .forEach(p -> list.addObject().put("external_userid", p.customer).put("status", p.status));
    return answer;
  }

  private ObjectNode unassigned() {
    ObjectNode answer = Interface.ok().put("is_last", true).put("next_cursor", "");
    ArrayNode list = answer.putArray("info");
    corp.customers
        .values()
        .forEach(
            customer ->
                customer.follows.keySet().stream()
                    .filter(corp.resigned::contains)
                    .filter(staff -> !moving(customer.id))
                    .forEach(
                        staff ->
                            list.addObject()
                                .put("handover_userid", staff)
                                .put("external_userid", customer.id)));
    return answer;
  }
}
