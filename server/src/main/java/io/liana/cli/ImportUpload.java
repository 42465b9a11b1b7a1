package io.liana.cli;

import io.liana.channel.history.FirstBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A multipart body with an export in it, streamed from disk. A folder, or several files, travel as
 * one archive, so that paths inside it stay what they are.
 */
final class ImportUpload implements AutoCloseable {
  private final String boundary = "liana-" + UUID.randomUUID();
  private final List<BodyPublisher> parts = new ArrayList<>();
  private final List<Path> temporary = new ArrayList<>();

  ImportUpload(List<Path> paths) throws IOException {
    Path first = paths.getFirst();
    if (paths.size() == 1 && Files.isRegularFile(first)) {
      file(String.valueOf(first.getFileName()), first);
    } else {
      file("export.zip", archive(paths));
    }
  }

  private void file(String name, Path content) throws IOException {
    String safe = name.replaceAll("[\\p{Cntrl}\"]", "_");
    text(
        "--%s\r\nContent-Disposition: form-data; name=\"files\"; filename=\"%s\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            .formatted(boundary, safe));
    long size = Files.size(content);
    if (size > 0) {
      parts.add(BodyPublishers.fromPublisher(reading(content, size), size));
    }
    text("\r\n");
  }

  private static BodyPublisher reading(Path file, long size) {
    return BodyPublishers.ofInputStream(
        () -> {
          try {
            return new FirstBytes(Files.newInputStream(file), size);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  void field(String name, String value) {
    text(
        "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n"
            .formatted(boundary, name, value));
  }

  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  BodyPublisher body() {
    text("--" + boundary + "--\r\n");
    return BodyPublishers.concat(parts.toArray(BodyPublisher[]::new));
  }

  private void text(String text) {
    parts.add(BodyPublishers.ofString(text));
  }

  private Path archive(List<Path> paths) throws IOException {
    Path archive = Files.createTempFile("liana-import", ".zip");
    archive.toFile().deleteOnExit(); // Ctrl-C closes nothing
    temporary.add(archive);
    try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      zip.setLevel(1); // it only goes to this machine's own server
      for (Path path : paths) {
        try (var files = Files.walk(path)) {
          for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
            boolean inside = !file.equals(path);
            String name = String.valueOf(inside ? path.relativize(file) : file.getFileName());
            String unique = paths.size() > 1 ? paths.indexOf(path) + "/" + name : name;
            zip.putNextEntry(new ZipEntry(unique));
            Files.copy(file, zip);
            zip.closeEntry();
          }
        }
      }
    }
    return archive;
  }

  @Override
  public void close() throws IOException {
    for (Path path : temporary) {
      Files.deleteIfExists(path);
    }
  }
}
