package io.liana.intake;

import io.liana.channel.history.HistoryFormat;
import io.liana.channel.history.HistoryPerson;
import io.liana.community.GroupView;

/**
 * Person keys of an import. An id of a platform is kept apart from equal ids of other platforms in
 * the same realm; a name is a person of this group only.
 */
record HistoryImportKeys(HistoryFormat format, GroupView group) {

  String of(HistoryPerson person) {
    String id = person.id();
    if (id == null) {
      return group.id() + "/" + person.name();
    }
    boolean ownIds =
        format == HistoryFormat.NDJSON
            || format == HistoryFormat.CSV
            || group.platform().equals(format.code());
    return ownIds ? id : format.code() + ":" + id;
  }
}
