package io.liana.backup;

import io.liana.backup.Manifest.Table;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Writes a backup of the running server: all tables as of one moment, then the files. */
@Component
class BackupWriter {
  private final DataSource database;
  private final Clock clock;
  private final Path files;
  private final Path key;

  BackupWriter(DataSource database, Clock clock, @Value("${liana.data:.}") Path data) {
    this.database = database;
    this.clock = clock;
    this.files = data.resolve("files");
    this.key = data.resolve(Manifest.KEY);
  }

  void write(OutputStream to) throws IOException, SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      var zip = new ZipOutputStream(to);
      zip.setLevel(Deflater.BEST_SPEED);
      var tables = new ArrayList<Table>();
      for (Table table : Catalog.tables(connection)) {
        tables.add(writeTable(table, connection, zip));
      }
      writeFiles(zip);
      writeKey(zip);
      var manifest =
          new Manifest(
              Manifest.FORMAT,
              version(),
              Catalog.one(
                  connection,
                  "select version from liana.flyway_schema_history where success and version is not null order by installed_rank desc limit 1"),
              Catalog.one(connection, "show server_version"),
              clock.instant(),
              tables,
              Catalog.sequences(connection));
      zip.putNextEntry(new ZipEntry(Manifest.ENTRY));
      zip.write(Manifest.JSON.writeValueAsBytes(manifest));
      zip.closeEntry();
      zip.finish();
      connection.rollback();
    }
  }

  private static Table writeTable(Table table, Connection connection, ZipOutputStream zip)
      throws IOException, SQLException {
    Set<String> xids = Catalog.xidColumns(connection, table.name());
    // A transaction number means nothing in another database. The oldest one there is makes every
    // reader that follows the archive take these rows as settled long ago.
    List<String> values =
        table.columns().stream()
            .map(column -> xids.contains(column) ? "'3'::xid8" : Manifest.quoted(column))
            .toList();
    String copy =
        "copy (select %s from only liana.%s) to stdout"
            .formatted(String.join(", ", values), Manifest.quoted(table.name()));
    zip.putNextEntry(new ZipEntry(table.entry()));
    CopyManager copying = connection.unwrap(PGConnection.class).getCopyAPI();
    long rows = copying.copyOut(copy, new Unclosed(zip));
    zip.closeEntry();
    return new Table(table.name(), table.columns(), rows, table.partitionOf(), table.bound());
  }

  private void writeFiles(ZipOutputStream zip) throws IOException {
    if (!Files.isDirectory(files)) {
      return;
    }
    try (Stream<Path> all = Files.walk(files)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        zip.putNextEntry(new ZipEntry("files/" + files.relativize(file)));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
  }

  /** Without it the secrets of connected accounts could not be read on another machine. */
  private void writeKey(ZipOutputStream zip) throws IOException {
    if (Files.exists(key)) {
      zip.putNextEntry(new ZipEntry(Manifest.KEY));
      Files.copy(key, zip);
      zip.closeEntry();
    }
  }

  private static String version() {
    String version = BackupWriter.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** COPY closes what it writes to; the zip goes on. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
