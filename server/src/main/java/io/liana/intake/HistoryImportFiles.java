package io.liana.intake;

import io.liana.intake.HistoryImport.UploadedFile;
import io.liana.kernel.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Uploaded exports, kept in the data folder until their import is over. */
@Component
class HistoryImportFiles {
  private static final int LONGEST_NAME = 120;

  private final Path root;

  HistoryImportFiles(@Value("${liana.data:}") String data) {
    this.root =
        data.isEmpty()
            ? Path.of(System.getProperty("java.io.tmpdir"), "liana-imports")
            : Path.of(data, "imports");
  }

  /** A part of an upload. */
  interface Upload {
    String name();

    InputStream open() throws IOException;
  }

  /** A new folder with these files in it. */
  record Kept(String folder, List<UploadedFile> files) {}

  Kept keep(List<Upload> uploads) {
    Path folder = root.resolve(UUID.randomUUID().toString());
    var files = new ArrayList<UploadedFile>();
    try {
      Files.createDirectories(folder);
      for (Upload upload : uploads) {
        String name = harmless(upload.name());
        String stored = files.size() + "/" + name; // names decide days; folders keep them apart
        Path file = folder.resolve(stored);
        Files.createDirectories(file.getParent());
        try (InputStream in = upload.open()) {
          files.add(new UploadedFile(name, Files.copy(in, file), stored));
        }
      }
      return new Kept(folder.toString(), files);
    } catch (IOException e) {
      delete(folder.toString());
      throw new Problem(
          507,
          "upload_failed",
          "The upload could not be stored: %s.".formatted(e.getMessage()),
          Map.of());
    }
  }

  /** The last part of the name, without anything a file system could misunderstand. */
  private static String harmless(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String clean = last.replaceAll("[\\p{Cntrl}:*?\"<>|]", "_");
    String shorter =
        clean.length() > LONGEST_NAME ? clean.substring(clean.length() - LONGEST_NAME) : clean;
    boolean noName = shorter.isBlank() || shorter.equals(".") || shorter.equals("..");
    return noName ? "export" : shorter;
  }

  static List<Path> paths(HistoryImport job) {
    Path folder = Path.of(job.folder());
    List<Path> paths = job.files().stream().map(file -> folder.resolve(file.stored())).toList();
    if (!paths.stream().allMatch(Files::exists)) {
      throw new Problem(
          410,
          "import_files_gone",
          "The uploaded files are no longer here; upload them again.",
          Map.of());
    }
    return paths;
  }

  /** Whether this node has them. */
  static boolean areHere(HistoryImport job) {
    return Files.isDirectory(Path.of(job.folder()));
  }

  /**
   * Removes uploads nobody knows: the server died between storing them and writing down the import.
   */
  void deleteUnknown(Set<String> known, Instant before) {
    if (!Files.isDirectory(root)) {
      return;
    }
    try (var folders = Files.list(root)) {
      for (Path folder : folders.filter(one -> !known.contains(one.toString())).toList()) {
        if (Files.getLastModifiedTime(folder).toInstant().isBefore(before)) {
          delete(folder.toString());
        }
      }
    } catch (NoSuchFileException alreadyGone) {
      // its import ended meanwhile
    } catch (IOException e) {
      throw new UncheckedIOException("forgotten uploads could not be removed", e);
    }
  }

  static void delete(String folder) {
    Path path = Path.of(folder);
    if (!Files.isDirectory(path)) {
      return;
    }
    try (var files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("an upload could not be removed", e);
    }
  }
}
