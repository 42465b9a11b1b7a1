package io.liana.channel.history;

import io.liana.kernel.Problem;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The files behind what the user named: a file, a folder, a zip or a gz. Archives are read in
 * place, never unpacked to disk.
 */
final class HistoryFiles implements AutoCloseable {
  private static final int MOST_FILES = 200_000; // a Slack export of ten years has some 40,000
  private static final int DEEPEST_FOLDER = 12;

  private final List<HistoryFile> files = new ArrayList<>();
  private final List<ZipFile> archives = new ArrayList<>();
  private final LongConsumer tick;
  private long bytesRead;

  private HistoryFiles(LongConsumer tick) {
    this.tick = tick;
  }

  /**
   * @param tick hears how many bytes were read so far, all passes together; what it throws ends the
   *     reading
   */
  static HistoryFiles of(List<Path> paths, LongConsumer tick) throws IOException {
    var found = new HistoryFiles(tick);
    try {
      for (Path path : paths) {
        found.add(path);
      }
    } catch (IOException | RuntimeException e) {
      found.close();
      throw e;
    }
    return found;
  }

  List<HistoryFile> all() {
    return files;
  }

  private void add(Path path) throws IOException {
    if (!Files.isReadable(path)) {
      throw Problem.invalid(
          "file_missing", "%s cannot be read.".formatted(path), Map.of("file", path.toString()));
    }
    if (!Files.isDirectory(path)) {
      addFile(path, String.valueOf(path.getFileName()));
      return;
    }
    List<Path> inside;
    try (var walk = Files.walk(path, DEEPEST_FOLDER)) {
      inside =
          walk.filter(Files::isRegularFile)
              .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
              .sorted(Comparator.comparing(Path::toString))
              .toList();
    }
    for (Path file : inside) {
      addFile(file, path.relativize(file).toString());
    }
  }

  private void addFile(Path path, String name) throws IOException {
    byte[] magic = new byte[4];
    int read;
    try (var stream = Files.newInputStream(path)) {
      read = stream.readNBytes(magic, 0, 4);
    }
    if (read == 4 && magic[0] == 'P' && magic[1] == 'K' && magic[2] < 8) {
      addArchive(path, name);
    } else if (read >= 2 && magic[0] == 0x1F && magic[1] == (byte) 0x8B) {
      long size = Files.size(path);
      keep(new HistoryFile(name, size, () -> new Unpacked(gunzip(path, name), name, size)));
    } else {
      long size = Files.size(path);
      keep(
          new HistoryFile(
              name, size, () -> counted(new FirstBytes(Files.newInputStream(path), size))));
    }
  }

  private InputStream counted(InputStream stream) {
    return new FilterInputStream(stream) {
      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        int read = super.read(bytes, from, length);
        bytesRead += Math.max(read, 0);
        tick.accept(bytesRead);
        return read;
      }
    };
  }

  private InputStream gunzip(Path path, String name) throws IOException {
    var packed = new BufferedInputStream(counted(Files.newInputStream(path)), 1 << 16);
    try {
      return new GZIPInputStream(packed, 1 << 16);
    } catch (ZipException e) {
      packed.close();
      throw damaged(name, e);
    }
  }

  private void addArchive(Path path, String name) throws IOException {
    ZipFile archive;
    try {
      archive = new ZipFile(path.toFile());
    } catch (ZipException e) {
      throw damaged(name, e);
    }
    archives.add(archive);
    var entries = new ArrayList<ZipEntry>(archive.stream().limit(MOST_FILES + 1).toList());
    entries.removeIf(
        entry ->
            entry.isDirectory()
                || entry.getName().startsWith("__MACOSX/")
                || entry.getName().contains("/."));
    entries.sort(Comparator.comparing(ZipEntry::getName));
    long whole = entries.stream().mapToLong(entry -> Math.max(entry.getSize(), 0)).sum();
    Unpacked.mustBeInProportion(name, whole, Files.size(path)); // entries may share their bytes
    for (ZipEntry entry : entries) {
      long packed = Math.max(entry.getCompressedSize(), 0);
      String inside = entry.getName();
      keep(
          new HistoryFile(
              inside,
              Math.max(entry.getSize(), 0),
              () -> counted(new Unpacked(archive.getInputStream(entry), inside, packed))));
    }
  }

  private void keep(HistoryFile file) {
    if (files.size() >= MOST_FILES) {
      throw Problem.invalid(
          "too_many_files",
          "There are more than %,d files; name a smaller folder.".formatted(MOST_FILES),
          Map.of("most", MOST_FILES));
    }
    files.add(file);
  }

  static Problem damaged(String name, Exception why) {
    return Problem.invalid(
        "archive_damaged",
        "%s is cut or damaged: %s.".formatted(name, String.valueOf(why.getMessage())),
        Map.of("file", name));
  }

  @Override
  public void close() throws IOException {
    for (ZipFile archive : archives) {
      archive.close();
    }
  }
}
