package io.liana.channel.wecom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.liana.channel.wecom.ArchiveSource.Access;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls into a library with the functions of WeCom's, compiled on the spot; the real one may not be
 * handed on. Skipped where there is no C compiler.
 */
class NativeArchiveTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Access RIGHT = new Access("ww1", "right");
  @TempDir static Path folder;
  private static NativeArchive archive;

  @BeforeAll
  static void compile() throws Exception {
    Path library = folder.resolve("libfinance.so");
    boolean compiled = false;
    try {
      compiled =
          new ProcessBuilder(
                      "cc",
                      "-shared",
                      "-fPIC",
                      "-o",
                      library.toString(),
                      "src/test/resources/wecom/finance-sdk.c")
                  .redirectErrorStream(true)
                  .redirectOutput(folder.resolve("cc.log").toFile())
                  .start()
                  .waitFor()
              == 0;
    } catch (IOException noCompiler) {
      assumeTrue(false, "there is no C compiler: " + noCompiler.getMessage());
    }
    assertThat(compiled).as(Files.readString(folder.resolve("cc.log"))).isTrue();
    archive = new NativeArchive(JSON, new WeComSettings(0, library.toString()));
  }

  @Test
  void rows_are_fetched_and_opened_over_one_connection() throws Exception {
    assertThat(archive.available()).isTrue();
    var row = archive.fetch(RIGHT, 5_000_000_000L, 7).getFirst();
    assertThat(row.seq()).isEqualTo(5_000_000_001L);
    assertThat(row.keyVersion()).isEqualTo(7);
    String first = row.messageId();
    assertThat(first).startsWith("ww1-");
    assertThat(archive.fetch(RIGHT, 1, 7).getFirst().messageId()).isEqualTo(first);
    assertThat(JSON.readTree(archive.decrypt("钥", "你好")).path("text").asString()).isEqualTo("你好");
  }

  @Test
  void behaviour_8_a_file_comes_in_slices_until_the_last() throws Exception {
    var whole = new ByteArrayOutputStream();
    String index = "";
    int slices = 0;
    for (boolean last = false; !last; slices++) {
      ArchiveSource.Slice slice = archive.media(RIGHT, "file", index);
      whole.writeBytes(slice.bytes());
      index = slice.nextIndex();
      last = slice.last();
    }
    assertThat(slices).isEqualTo(3);
    assertThat(whole.size()).isEqualTo(2 * 512 * 1024 + 1_000);
    assertThat(whole.toByteArray()[whole.size() - 1]).isEqualTo((byte) 'c');
  }

  @Test
  void its_own_errors_are_told_with_their_number() {
    failed(10009, () -> archive.fetch(new Access("ww1", "wrong"), 0, 1));
    failed(10010, () -> archive.fetch(RIGHT, 9_000_000_000L, 1));
    failed(10006, () -> archive.decrypt("wrong", "m"));
  }

  @Test
  void without_a_library_nothing_is_available_and_nothing_breaks() {
    assertThat(new NativeArchive(JSON, new WeComSettings(0, "")).available()).isFalse();
    assertThat(new NativeArchive(JSON, new WeComSettings(0, "/no/such.so")).available()).isFalse();
    Path noLibrary = Path.of("pom.xml").toAbsolutePath();
    assertThat(new NativeArchive(JSON, new WeComSettings(0, noLibrary.toString())).available())
        .isFalse();
  }

  private static void failed(int code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ArchiveSource.Failed.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
