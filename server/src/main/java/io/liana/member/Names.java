package io.liana.member;

import io.liana.identity.OperatorNames;
import io.liana.kernel.Actor;
import io.liana.kernel.MemberId;
import io.liana.kernel.OperatorId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Puts names to ids, for people to read. Ids and codes are what is stored everywhere else; this is
 * the lowest module that knows both members and operators.
 */
@Component
public class Names {
  private final MemberStore store;
  private final OperatorNames operators;

  Names(MemberStore store, OperatorNames operators) {
    this.store = store;
    this.operators = operators;
  }

  /** A reference for every one of them. */
  public Map<MemberId, MemberRef> members(Collection<MemberId> members) {
    Map<MemberId, MemberRef> refs = new HashMap<>();
    members.forEach(member -> refs.put(member, MemberRef.nameless(member)));
    if (!members.isEmpty()) {
      store
          .named(refs.keySet())
          .forEach(
              account ->
                  refs.put(
                      account.member(),
                      new MemberRef(account.member().toString(), account.name(), account.bot())));
    }
    return refs;
  }

  public MemberRef member(MemberId member) {
    return members(List.of(member)).getOrDefault(member, MemberRef.nameless(member));
  }

  /**
   * A reference for every one of them.
   *
   * @param codes stored actors, see {@link Actor#code}; nulls are passed over
   */
  public Map<String, ActorRef> actors(Collection<? extends @Nullable String> codes) {
    Map<String, Actor> actors =
        codes.stream()
            .filter(Objects::nonNull)
            .distinct()
            .collect(Collectors.toMap(code -> code, Actor::of));
    List<OperatorId> operatorIds = new ArrayList<>();
    List<MemberId> memberIds = new ArrayList<>();
    actors
        .values()
        .forEach(
            actor -> {
              switch (actor) {
                case Actor.Operator(OperatorId id) -> operatorIds.add(id);
                case Actor.Member(MemberId id) -> memberIds.add(id);
                case Actor.Machine _ -> {}
              }
            });
    Map<OperatorId, String> operatorNames = operators.of(operatorIds);
    Map<MemberId, MemberRef> memberRefs = members(memberIds);
    Map<String, ActorRef> refs = new HashMap<>();
    actors.forEach(
        (code, actor) ->
            refs.put(
                code,
                switch (actor) {
                  case Actor.Operator(OperatorId id) ->
                      new ActorRef("operator", id.toString(), operatorNames.get(id));
                  case Actor.Member(MemberId id) ->
                      new ActorRef(
                          "member",
                          id.toString(),
                          memberRefs.getOrDefault(id, MemberRef.nameless(id)).name());
                  case Actor.Machine(String name) -> new ActorRef("machine", null, name);
                }));
    return refs;
  }
}
