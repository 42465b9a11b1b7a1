package io.liana.channel.wecom;

import io.liana.channel.Download;
import io.liana.channel.account.Accounts;
import io.liana.channel.wecom.FileStore.Kept;
import io.liana.kernel.Caller;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Files that go out with messages, over HTTP. */
@RestController
@RequestMapping("/api/v1/accounts/{account}/files")
class FileController {
  private static final String PLAIN = "application/octet-stream";

  private final Accounts accounts;
  private final Corps corps;
  private final FileBox box;
  private final FileStore store;

  FileController(Accounts accounts, Corps corps, FileBox box, FileStore store) {
    this.accounts = accounts;
    this.corps = corps;
    this.box = box;
    this.store = store;
  }

  record FileView(String id, String name, String kind, String type, long size) {}

  /** The body is the file itself, read to its limit and no further. */
  @PostMapping
  @Permission("delivery:write")
  @ResponseStatus(HttpStatus.CREATED)
  FileView keep(
      @PathVariable String account,
      @RequestParam String name,
      HttpServletRequest request,
      Caller caller)
      throws IOException {
    return view(box.keep(corp(account, caller), name, request.getInputStream()));
  }

  @GetMapping("/{file}/about")
  @Permission("delivery:read")
  FileView about(@PathVariable String account, @PathVariable String file, Caller caller) {
    return view(box.get(corp(account, caller).id(), file));
  }

  @GetMapping("/{file}")
  @Permission("delivery:read")
  ResponseEntity<byte[]> content(
      @PathVariable String account, @PathVariable String file, Caller caller) {
    Kept kept = box.get(corp(account, caller).id(), file);
    String type = kept.kind() == FileStore.Kind.FILE ? PLAIN : kept.type();
    return ResponseEntity.ok().headers(Download.headers(kept.name(), type)).body(store.bytes(kept));
  }

  private Corp corp(String account, Caller caller) {
    return corps.of(accounts.get(Problem.parseId(account)), caller);
  }

  private static FileView view(Kept file) {
    return new FileView(file.hash(), file.name(), file.kind().code(), file.type(), file.size());
  }
}
