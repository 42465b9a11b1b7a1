package io.liana.channel.wecom;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * WeCom's own archive library (libWeWorkFinanceSdk_C.so), loaded from the path an operator names:
 * its licence lets nobody hand it on. Calls go through Java's foreign-function interface, one at a
 * time.
 */
@Component
class NativeArchive implements ArchiveSource {
  private static final Logger log = LoggerFactory.getLogger(NativeArchive.class);
  private static final int SECONDS = 5; // per call
  private static final long LARGEST = 64 << 20; // what the library may hand us in one piece
  private static final int NO_LIBRARY = 10003;

  private final JsonMapper json;
  private final @Nullable SymbolLookup library;
  private final Map<String, MethodHandle> functions = new HashMap<>();
  // Each holds the library's own connection; it is worth keeping for hours.
  private final Map<Access, MemorySegment> opened = new HashMap<>();

  NativeArchive(JsonMapper json, WeComSettings settings) {
    this.json = json;
    this.library = load(settings.archiveLibrary());
  }

  private static @Nullable SymbolLookup load(String path) {
    if (path.isEmpty()) {
      return null;
    }
    if (!Files.isRegularFile(Path.of(path))) {
      log.warn("The archive library {} is not there", path);
      return null;
    }
    try {
      return SymbolLookup.libraryLookup(Path.of(path), Arena.global());
    } catch (IllegalArgumentException unusable) {
      log.warn("The archive library {} cannot be loaded: {}", path, unusable.getMessage());
      return null;
    }
  }

  @Override
  public boolean available() {
    return library != null;
  }

  @Override
  public synchronized List<Row> fetch(Access access, long seq, int limit) throws Failed {
    MemorySegment sdk = open(access);
    MemorySegment slice = pointer("NewSlice");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment none = arena.allocateFrom("");
      must(
          "GetChatData",
          call(
              "GetChatData",
              JAVA_INT,
              List.of(ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS),
              sdk,
              seq,
              limit,
              none,
              none,
              SECONDS,
              slice));
      return rows(text(slice));
    } finally {
      call("FreeSlice", null, List.of(ADDRESS), slice);
    }
  }

  private List<Row> rows(String answer) throws Failed {
    JsonNode body = json.readTree(answer);
    int code = body.path("errcode").asInt(0);
    if (code != 0) {
      throw new Failed(code, body.path("errmsg").asString(""));
    }
    List<Row> rows = new ArrayList<>();
    for (JsonNode row : body.path("chatdata")) {
      rows.add(
          new Row(
              row.path("seq").asLong(0),
              row.path("msgid").asString(""),
              row.path("publickey_ver").asInt(0),
              row.path("encrypt_random_key").asString(""),
              row.path("encrypt_chat_msg").asString("")));
    }
    return rows;
  }

  @Override
  public synchronized String decrypt(String key, String message) throws Failed {
    MemorySegment slice = pointer("NewSlice");
    try (Arena arena = Arena.ofConfined()) {
      must(
          "DecryptData",
          call(
              "DecryptData",
              JAVA_INT,
              List.of(ADDRESS, ADDRESS, ADDRESS),
              arena.allocateFrom(key),
              arena.allocateFrom(message),
              slice));
      return text(slice);
    } finally {
      call("FreeSlice", null, List.of(ADDRESS), slice);
    }
  }

  @Override
  public synchronized Slice media(Access access, String fileId, String index) throws Failed {
    MemorySegment sdk = open(access);
    MemorySegment media = pointer("NewMediaData");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment none = arena.allocateFrom("");
      must(
          "GetMediaData",
          call(
              "GetMediaData",
              JAVA_INT,
              List.of(ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_INT, ADDRESS),
              sdk,
              arena.allocateFrom(index),
              arena.allocateFrom(fileId),
              none,
              none,
              SECONDS,
              media));
      return new Slice(
          bytes("GetData", "GetDataLen", media),
          new String(bytes("GetOutIndexBuf", "GetIndexLen", media), StandardCharsets.UTF_8),
          number("IsMediaDataFinish", media) == 1);
    } finally {
      call("FreeMediaData", null, List.of(ADDRESS), media);
    }
  }

  private MemorySegment open(Access access) throws Failed {
    MemorySegment known = opened.get(access);
    if (known != null) {
      return known;
    }
    MemorySegment sdk = pointer("NewSdk");
    try (Arena arena = Arena.ofConfined()) {
      must(
          "Init",
          call(
              "Init",
              JAVA_INT,
              List.of(ADDRESS, ADDRESS, ADDRESS),
              sdk,
              arena.allocateFrom(access.corp()),
              arena.allocateFrom(access.secret())));
    } catch (Failed refused) {
      call("DestroySdk", null, List.of(ADDRESS), sdk);
      throw refused;
    }
    opened.put(access, sdk);
    return sdk;
  }

  private String text(MemorySegment slice) throws Failed {
    return new String(bytes("GetContentFromSlice", "GetSliceLen", slice), StandardCharsets.UTF_8);
  }

  private byte[] bytes(String content, String length, MemorySegment of) throws Failed {
    long size = number(length, of);
    if (size < 0 || size > LARGEST) {
      throw new Failed(NO_LIBRARY, length + " answered " + size);
    }
    var from = (MemorySegment) call(content, ADDRESS, List.of(ADDRESS), of);
    return size == 0
        ? new byte[0]
        : from.reinterpret(size).toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
  }

  private int number(String function, MemorySegment of) throws Failed {
    return (int) call(function, JAVA_INT, List.of(ADDRESS), of);
  }

  private MemorySegment pointer(String function) throws Failed {
    return (MemorySegment) call(function, ADDRESS, List.of());
  }

  private static void must(String function, Object answer) throws Failed {
    int code = (int) answer;
    if (code != 0) {
      throw new Failed(code, function + " answered " + code);
    }
  }

  private Object call(
      String function,
      @Nullable MemoryLayout returns,
      List<? extends MemoryLayout> takes,
      Object... arguments)
      throws Failed {
    try {
      return java.util.Objects.requireNonNullElse(
          handle(function, returns, takes).invokeWithArguments(arguments), 0);
    } catch (Failed missing) {
      throw missing;
    } catch (Error serious) {
      throw serious; // not the library's: out of memory, a stack too deep
    } catch (Throwable broken) { // what invokeWithArguments declares
      throw new Failed(NO_LIBRARY, function + ": " + broken.getClass().getSimpleName());
    }
  }

  private MethodHandle handle(
      String function, @Nullable MemoryLayout returns, List<? extends MemoryLayout> takes)
      throws Failed {
    MethodHandle known = functions.get(function);
    if (known != null) {
      return known;
    }
    Optional<MemorySegment> found = library == null ? Optional.empty() : library.find(function);
    if (found.isEmpty()) {
      throw new Failed(NO_LIBRARY, "the library has no " + function);
    }
    MemoryLayout[] arguments = takes.toArray(MemoryLayout[]::new);
    MethodHandle made =
        Linker.nativeLinker()
            .downcallHandle(
                found.get(),
                returns == null
                    ? FunctionDescriptor.ofVoid(arguments)
                    : FunctionDescriptor.of(returns, arguments));
    functions.put(function, made);
    return made;
  }
}
