package io.liana.backup;

import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Caller;
import io.liana.kernel.Permission;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Streams a backup of everything. It holds password hashes and people's messages: owners only. */
@RestController
class BackupController {
  private final BackupWriter writer;
  private final Journal journal;
  private final Clock clock;

  BackupController(BackupWriter writer, Journal journal, Clock clock) {
    this.writer = writer;
    this.journal = journal;
    this.clock = clock;
  }

  @GetMapping("/api/v1/backup")
  @Permission("backup:make")
  void backup(Caller caller, HttpServletResponse response) throws IOException, SQLException {
    journal.append(
        new JournalEntry(
            clock.instant(), caller.actor(), "backup_made", null, null, null, null, Map.of()));
    response.setContentType("application/zip");
    response.setHeader("Content-Disposition", "attachment; filename=\"liana-backup.zip\"");
    writer.write(response.getOutputStream());
  }
}
