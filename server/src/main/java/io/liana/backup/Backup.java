package io.liana.backup;

import io.liana.backup.Manifest.Sequence;
import io.liana.backup.Manifest.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.core.JacksonException;

/** A backup file, opened to look into or to restore. */
public final class Backup implements AutoCloseable {
  private final ZipFile zip;
  private final Manifest manifest;

  private Backup(ZipFile zip, Manifest manifest) {
    this.zip = zip;
    this.manifest = manifest;
  }

  /**
   * The file is no backup, not whole, or from a newer Liana; the message is the sentence to say.
   */
  public static final class Unusable extends IOException {
    private static final long serialVersionUID = 1;

    Unusable(String sentence) {
      super(sentence);
    }
  }

  public static Backup open(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new Unusable("There is no readable file " + file + ".");
    }
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException e) {
      throw new Unusable(file + " is no Liana backup, or it is not whole.");
    }
    ZipEntry entry = zip.getEntry(Manifest.ENTRY);
    if (entry == null) {
      zip.close();
      throw new Unusable(file + " is no Liana backup, or it is not whole.");
    }
    try (InputStream text = zip.getInputStream(entry)) {
      Manifest manifest = Manifest.JSON.readValue(text, Manifest.class);
      if (manifest.format() > Manifest.FORMAT) {
        throw new Unusable(
            file + " was made by a newer Liana (" + manifest.lianaVersion() + "); update first.");
      }
      return new Backup(zip, manifest);
    } catch (JacksonException e) {
      zip.close();
      throw new Unusable(file + " is no Liana backup: its manifest cannot be read.");
    }
  }

  public Instant madeAt() {
    return manifest.madeAt();
  }

  public long rows() {
    return manifest.tables().stream().mapToLong(Table::rows).sum();
  }

  /** Makes and fills the tables; the database must have none. All or nothing. */
  public void restoreTables(String url, String user, String password)
      throws IOException, SQLException {
    var source = new DriverManagerDataSource(url, user, password);
    try (Connection connection = source.getConnection()) {
      mustBeEmpty(connection);
    }
    migrate(source);
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      for (Table table : manifest.tables()) {
        addPartition(table, connection);
      }
      empty(connection);
      for (Table table : manifest.tables()) {
        fill(table, connection);
      }
      for (Sequence sequence : manifest.sequences()) {
        setSequence(sequence, connection);
      }
      connection.commit();
    }
  }

  /** Unpacks the files of the data folder. */
  public void restoreFiles(Path folder) throws IOException {
    Path root = folder.toAbsolutePath().normalize();
    for (ZipEntry entry : zip.stream().toList()) {
      boolean key = entry.getName().equals(Manifest.KEY);
      if (!key && !entry.getName().startsWith("files/")) {
        continue;
      }
      Path target = root.resolve(entry.getName()).normalize();
      if (!target.startsWith(root)) {
        throw new Unusable("The backup names a file outside its folder: " + entry.getName());
      }
      Files.createDirectories(target.getParent());
      try (InputStream content = zip.getInputStream(entry)) {
        Files.copy(content, target);
      }
      if (key) {
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));
      }
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private static void mustBeEmpty(Connection connection) throws IOException, SQLException {
    String tables =
        Catalog.one(
            connection,
            "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'liana'");
    if (!tables.equals("0")) {
      throw new Unusable("The database has Liana's tables already; restore into an empty one.");
    }
  }

  private void migrate(DriverManagerDataSource source) throws IOException {
    MigrationVersion then = MigrationVersion.fromVersion(manifest.schemaVersion());
    var flyway = Flyway.configure().dataSource(source).schemas("liana").defaultSchema("liana");
    boolean known =
        Arrays.stream(flyway.load().info().all()).anyMatch(step -> then.equals(step.getVersion()));
    if (!known) {
      throw new Unusable(
          "The backup was made by a newer Liana (%s); update first."
              .formatted(manifest.lianaVersion()));
    }
    flyway.target(then).load().migrate();
  }

  private static void addPartition(Table table, Connection connection) throws SQLException {
    if (table.partitionOf() == null) {
      return;
    }
    execute(
        connection,
        "create table if not exists liana.%s partition of liana.%s %s"
            .formatted(
                Manifest.quoted(table.name()),
                Manifest.quoted(table.partitionOf()),
                Objects.requireNonNull(table.bound())));
  }

  /** Migrations put some rows in; the backup has them too. */
  private void empty(Connection connection) throws SQLException {
    List<String> names =
        manifest.tables().stream().map(table -> "liana." + Manifest.quoted(table.name())).toList();
    execute(connection, "truncate " + String.join(", ", names) + " cascade");
  }

  private void fill(Table table, Connection connection) throws IOException, SQLException {
    ZipEntry entry = zip.getEntry(table.entry());
    if (entry == null) {
      throw new Unusable("The backup is not whole: " + table.entry() + " is missing.");
    }
    String copy =
        "copy liana.%s (%s) from stdin"
            .formatted(Manifest.quoted(table.name()), table.columnList());
    try (InputStream rows = zip.getInputStream(entry)) {
      long filled = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy, rows);
      if (filled != table.rows()) {
        throw new Unusable(
            "The backup is not whole: %s has %d rows instead of %d."
                .formatted(table.name(), filled, table.rows()));
      }
    }
  }

  private static void setSequence(Sequence sequence, Connection connection) throws SQLException {
    execute(
        connection,
        "select setval('liana.%s', %d)"
            .formatted(Manifest.quoted(sequence.name()), sequence.lastValue()));
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
