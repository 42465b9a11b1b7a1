package io.liana.intake;

import io.liana.channel.history.HistoryFormat;
import io.liana.channel.history.HistoryPerson;
import io.liana.kernel.GroupId;

/**
 * Person keys of an import. An id of a platform is kept apart from equal ids of other platforms in
 * the same realm; a name is a person of this group only.
 *
 * @param group may still be to be made
 */
record HistoryImportKeys(HistoryFormat format, GroupId group, String platform) {

  String of(HistoryPerson person) {
    String id = person.id();
    if (id == null) {
      return group + "/" + person.name();
    }
    boolean ownIds =
        format == HistoryFormat.NDJSON
            || format == HistoryFormat.CSV
            || platform.equals(format.code());
    return ownIds ? id : format.code() + ":" + id;
  }
}
