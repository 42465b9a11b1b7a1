package io.liana.intake;

import io.liana.channel.history.HistoryFormat;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.intake.HistoryImport.Options;
import io.liana.intake.HistoryImports.Destination;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.Page;
import io.liana.kernel.Permission;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.databind.JsonNode;

/** Imports over HTTP. */
@RestController
@RequestMapping("/api/v1/imports")
class HistoryImportController {
  private static final int USUAL_PAGE = 50;
  private static final int LARGEST_PAGE = 200;

  private final HistoryImports imports;
  private final Groups groups;

  HistoryImportController(HistoryImports imports, Groups groups) {
    this.imports = imports;
    this.groups = groups;
  }

  record Ref(String id, String name) {}

  record FileView(String name, long bytes) {}

  record OptionsView(
      String format, @Nullable String zone, @Nullable String dateOrder, @Nullable String chat) {}

  record Progress(long read, long total, long events, long written) {}

  record ImportView(
      String id,
      String state,
      boolean dryRun,
      @Nullable Ref group,
      String groupName,
      @Nullable String communityId,
      Instant createdAt,
      @Nullable Instant finishedAt,
      List<FileView> files,
      OptionsView options,
      Progress progress,
      @Nullable JsonNode summary,
      JsonNode preview,
      JsonNode unreadable,
      long unreadableCount,
      @Nullable JsonNode question,
      @Nullable JsonNode problem) {}

  record Confirmation(
      @Nullable String format,
      @Nullable String zone,
      @Nullable String dateOrder,
      @Nullable String chat,
      @Nullable String bots,
      @Nullable Boolean dryRun) {}

  @Permission("import:write")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  ImportView create(
      @RequestParam("files") List<MultipartFile> files,
      @RequestParam(name = "group_id", required = false) @Nullable String groupId,
      @RequestParam(name = "group_name", required = false) @Nullable String groupName,
      @RequestParam(name = "community_id", required = false) @Nullable String communityId,
      @RequestParam(name = "format", required = false) @Nullable String format,
      @RequestParam(name = "zone", required = false) @Nullable String zone,
      @RequestParam(name = "date_order", required = false) @Nullable String dateOrder,
      @RequestParam(name = "chat", required = false) @Nullable String chat,
      @RequestParam(name = "bots", required = false) @Nullable String bots,
      @RequestParam(name = "dry_run", defaultValue = "false") boolean dryRun,
      Caller caller) {
    var destination =
        new Destination(
            blank(groupId) ? null : GroupId.parse(String.valueOf(groupId)),
            groupName,
            blank(communityId) ? null : CommunityId.parse(String.valueOf(communityId)));
    var options = new Options(format, zone, dateOrder, chat, bots);
    List<HistoryImportFiles.Upload> uploads =
        files.stream().map(HistoryImportController::upload).toList();
    return view(imports.create(uploads, destination, options, dryRun, caller));
  }

  private static boolean blank(@Nullable String value) {
    return value == null || value.isBlank();
  }

  private static HistoryImportFiles.Upload upload(MultipartFile file) {
    return new HistoryImportFiles.Upload() {
      @Override
      public String name() {
        String name = file.getOriginalFilename();
        return name == null ? "" : name;
      }

      @Override
      public InputStream open() throws IOException {
        return file.getInputStream();
      }
    };
  }

  @Permission("import:read")
  @GetMapping
  Page<ImportView> list(
      @RequestParam(required = false) @Nullable String group,
      @RequestParam(required = false) @Nullable String community,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Integer limit,
      Caller caller) {
    int size = Math.clamp(limit == null ? USUAL_PAGE : limit, 1, LARGEST_PAGE);
    List<ImportView> found =
        imports
            .list(
                caller,
                blank(group) ? null : GroupId.parse(String.valueOf(group)).value(),
                blank(community) ? null : CommunityId.parse(String.valueOf(community)).value(),
                blank(cursor) ? null : number(String.valueOf(cursor)),
                size + 1)
            .stream()
            .map(this::view)
            .toList();
    return Page.of(found, size, ImportView::id);
  }

  @Permission("import:read")
  @GetMapping("/{id}")
  ImportView get(@PathVariable String id, Caller caller) {
    return view(imports.get(number(id), caller));
  }

  @Permission("import:write")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @PostMapping("/{id}/confirm")
  ImportView confirm(@PathVariable String id, @RequestBody Confirmation said, Caller caller) {
    var answers =
        new Options(said.format(), said.zone(), said.dateOrder(), said.chat(), said.bots());
    boolean dryRun = said.dryRun() != null && said.dryRun();
    return view(imports.confirm(number(id), answers, dryRun, caller));
  }

  @Permission("import:write")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @DeleteMapping("/{id}")
  void cancel(@PathVariable String id, Caller caller) {
    imports.cancel(number(id), caller);
  }

  private static long number(String id) {
    return GroupId.parse(id).value();
  }

  private ImportView view(HistoryImport job) {
    GroupId group = job.group();
    CommunityId community = job.community();
    Options options = job.options();
    return new ImportView(
        Long.toString(job.id()),
        job.state().code(),
        job.dryRun(),
        group == null ? null : ref(groups.get(group)),
        job.groupName(),
        community == null ? null : community.toString(),
        job.createdAt(),
        job.finishedAt(),
        job.files().stream().map(file -> new FileView(file.name(), file.bytes())).toList(),
        new OptionsView(
            format(options.format()), options.zone(), options.dateOrder(), options.chat()),
        new Progress(job.read(), job.total(), job.events(), job.written()),
        job.summary(),
        job.preview(),
        job.unreadable(),
        job.unreadableCount(),
        job.question(),
        job.problem());
  }

  private static Ref ref(GroupView group) {
    return new Ref(group.id().toString(), group.name());
  }

  private static String format(@Nullable String asked) {
    return blank(asked) || "auto".equals(asked)
        ? "auto"
        : HistoryFormat.of(String.valueOf(asked)).code();
  }
}
