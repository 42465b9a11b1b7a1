package io.liana.rule;

import io.liana.experiment.Experiment;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What experiments give somebody in a group, as conditions name it: {@code 7:b}. */
interface Arms {
  Arms NONE = (group, member) -> Set.of();

  Set<String> of(GroupId group, MemberId member);

  /** Who speaks in a group is no visitor any more: by which browser they came, nobody asks here. */
  static Arms of(List<Experiment> deciding) {
    return (group, member) ->
        deciding.stream()
            .map(one -> one.codeOf(group, member, null))
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
  }
}
