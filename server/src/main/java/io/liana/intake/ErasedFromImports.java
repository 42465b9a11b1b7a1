package io.liana.intake;

import io.liana.kernel.GroupId;
import io.liana.kernel.PersonErased;
import io.liana.kernel.Striking;
import io.liana.member.Members;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Takes a person out of what imports remember of their files. */
@Component
class ErasedFromImports {
  private final JdbcTemplate jdbc;
  private final Members members;

  ErasedFromImports(JdbcTemplate jdbc, Members members) {
    this.members = members;
    this.jdbc = jdbc;
  }

  @EventListener
  void on(PersonErased erased) {
    // The first lines show what was said, and by whom.
    jdbc.update(
        """
        update intake_import
           set preview = '[]', unreadable = '[]'
         where group_id = any (?)
            or preview::text like any (?) or unreadable::text like any (?)
        """,
        members.groups(erased.member()).stream().map(GroupId::value).toArray(Long[]::new),
        erased.traces().likes(),
        erased.traces().likes());
    var striking = new Striking(jdbc, erased);
    for (String column :
        List.of("preview", "summary", "unreadable", "options", "files", "question", "problem")) {
      striking.json("intake_import", column);
    }
  }
}
