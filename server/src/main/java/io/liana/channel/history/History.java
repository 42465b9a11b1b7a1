package io.liana.channel.history;

import io.liana.kernel.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An exported history: open it, and it knows its format and date order or has asked with a {@link
 * Problem}; read it, and it tells its events. Memory does not grow with the size of the export.
 */
public final class History implements AutoCloseable {
  /** Finding out the encoding, the format, the date order; then reading. */
  private static final int PASSES = 4;

  private final HistoryFiles files;
  private final HistoryOptions options;
  private final HistoryFormat format;
  private final List<HistoryReader> readers;
  private final List<String> skipped;

  private History(
      HistoryFiles files,
      HistoryOptions options,
      HistoryFormat format,
      List<HistoryReader> readers,
      List<String> skipped) {
    this.files = files;
    this.options = options;
    this.format = format;
    this.readers = readers;
    this.skipped = skipped;
  }

  /**
   * First pass.
   *
   * @param paths files, folders, zip or gz archives
   */
  public static History open(List<Path> paths, HistoryOptions options) throws IOException {
    return open(paths, options, done -> {});
  }

  /**
   * @param progress hears, from the first pass on, how many bytes are done, the passes together
   *     counted as one; what it throws ends the reading
   */
  public static History open(List<Path> paths, HistoryOptions options, LongConsumer progress)
      throws IOException {
    HistoryFiles files = HistoryFiles.of(paths, read -> progress.accept(read / PASSES));
    try {
      boolean named =
          paths.stream().noneMatch(Files::isDirectory) && files.all().size() == paths.size();
      var skipped = new ArrayList<String>();
      Map<HistoryFormat, List<HistoryFile>> byFormat =
          byFormat(files.all(), options, named, skipped);
      HistoryFormat format = theFormat(byFormat);
      List<HistoryReader> readers = readers(format, byFormat.get(format), options);
      for (HistoryReader reader : readers) {
        reader.survey();
      }
      return new History(files, options, format, readers, skipped);
    } catch (IOException | RuntimeException e) {
      files.close();
      throw e;
    }
  }

  private static Map<HistoryFormat, List<HistoryFile>> byFormat(
      List<HistoryFile> files, HistoryOptions options, boolean named, List<String> skipped)
      throws IOException {
    var byFormat = new EnumMap<HistoryFormat, List<HistoryFile>>(HistoryFormat.class);
    for (HistoryFile file : files) {
      HistoryFormat given = options.format();
      HistoryFormat found = given != null && named ? given : sniff(file, named);
      if (found == null || (given != null && found != given)) {
        skipped.add(file.name());
      } else {
        byFormat.computeIfAbsent(found, f -> new ArrayList<>()).add(file);
      }
    }
    if (byFormat.isEmpty()) {
      throw Problem.invalid(
          "format_unknown",
          "No chat export found in %s. Say what it is with --format.".formatted(names(files)),
          Map.of("files", files.stream().limit(20).map(HistoryFile::name).toList()));
    }
    return byFormat;
  }

  /** A picture in a folder is passed over; a picture named by the user is an error. */
  private static @Nullable HistoryFormat sniff(HistoryFile file, boolean named) throws IOException {
    try {
      return FormatSniffer.sniff(file);
    } catch (Problem e) {
      if (!named && e.code().equals("file_binary")) {
        return null;
      }
      throw e;
    }
  }

  private static HistoryFormat theFormat(Map<HistoryFormat, List<HistoryFile>> byFormat) {
    if (byFormat.size() == 1) {
      return byFormat.keySet().iterator().next();
    }
    String found =
        byFormat.entrySet().stream()
            .map(entry -> entry.getKey().code() + " (" + names(entry.getValue()) + ")")
            .collect(Collectors.joining(", "));
    throw Problem.invalid(
        "format_unclear",
        "Several formats together: %s. Say which with --format.".formatted(found),
        Map.of("options", byFormat.keySet().stream().map(HistoryFormat::code).toList()));
  }

  private static String names(List<HistoryFile> files) {
    String first = files.stream().limit(3).map(HistoryFile::name).collect(Collectors.joining(", "));
    return files.size() > 3 ? first + ", … %,d files".formatted(files.size()) : first;
  }

  private static List<HistoryReader> readers(
      HistoryFormat format, @Nullable List<HistoryFile> files, HistoryOptions options)
      throws IOException {
    List<HistoryFile> these = Objects.requireNonNull(files);
    if (format == HistoryFormat.SLACK) {
      return List.of(new SlackReader(these, options));
    }
    var readers = new ArrayList<HistoryReader>();
    for (HistoryFile file : these) {
      readers.add(
          switch (format) {
            case WHATSAPP -> new WhatsAppReader(TextFile.of(file), options);
            case QQ -> new QqReader(TextFile.of(file), options);
            case LINE -> new LineChatReader(TextFile.of(file), options);
            case IRC -> new IrcReader(TextFile.of(file), options);
            case CSV -> new CsvReader(TextFile.of(file), options);
            case NDJSON -> new NdjsonReader(TextFile.of(file), options);
            case TELEGRAM -> new TelegramReader(file, options);
            case DISCORD -> new DiscordReader(file, options);
            case WECHAT -> new WeChatReader(file, options);
            case SLACK -> throw new IllegalStateException("read as a whole");
          });
    }
    return readers;
  }

  public HistoryFormat format() {
    return format;
  }

  /** Bytes of all files together. */
  public long size() {
    return files.all().stream().mapToLong(HistoryFile::size).sum();
  }

  /** Everybody the export shows, by name, as far as the first pass met them. */
  public Map<String, HistoryPerson> people() {
    var all = new NameBook();
    readers.forEach(reader -> all.addAll(reader.names()));
    return all.names().stream().collect(Collectors.toMap(name -> name, all::person));
  }

  /** Second pass, once. Events come in the order of the export, file after file. */
  public HistorySummary read(Consumer<HistoryEvent> events) throws IOException {
    var tally = new Tally(events);
    for (HistoryReader reader : readers) {
      reader.read(tally);
    }
    List<DateOrder> orders =
        readers.stream().map(HistoryReader::dateOrder).filter(Objects::nonNull).distinct().toList();
    List<String> notes = readers.stream().flatMap(reader -> reader.notes().stream()).toList();
    DateOrder order = orders.size() == 1 ? orders.getFirst() : null;
    return tally.summary(format, options.zone().getId(), order, List.copyOf(skipped), notes);
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
