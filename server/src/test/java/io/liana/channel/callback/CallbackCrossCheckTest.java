package io.liana.channel.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.NodeProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Our callback crypto against npm's {@code @wecom/crypto} and {@code wechat-crypto}, which nobody
 * here wrote.
 */
@Tag("crosscheck")
class CallbackCrossCheckTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String TOKEN = "QDG6eK";
  private static final String KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
  private static final String CORP = "wx5823bf96d3bd56c7";
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"wecom-crypto", "wechat-crypto"})
  void each_opens_what_the_other_sealed_and_both_sign_alike(String theirProgram) throws Exception {
    Path program = NodeProgram.installed(theirProgram);
    var crypto = new CallbackCrypto(TOKEN, KEY, CORP);
    var random = new SecureRandom();
    List<Map<String, String>> messages = new ArrayList<>();
    for (int length = 0; length < 200; length++) {
      String plain = "<xml><C>" + "茶a😀".repeat(length / 4) + "x".repeat(length % 4) + "</C></xml>";
      messages.add(Map.of("plain", plain, "sealed", crypto.encrypt(plain, random)));
    }
    Map<String, Object> ask = new LinkedHashMap<>();
    ask.put("token", TOKEN);
    ask.put("aesKey", KEY);
    ask.put("corp", CORP);
    ask.put("timestamp", "1700000000");
    ask.put("nonce", "0815");
    ask.put("messages", messages);
    JsonNode answers =
        JSON.readTree(
            run(JSON.writeValueAsString(ask), "node", program.resolve("check.mjs").toString()));

    assertThat(answers).hasSize(messages.size());
    for (int i = 0; i < messages.size(); i++) {
      JsonNode answer = answers.get(i);
      String plain = messages.get(i).get("plain");
      assertThat(answer.path("opened").asString()).isEqualTo(plain);
      assertThat(answer.path("corp").asString()).isEqualTo(CORP);
      assertThat(answer.path("signature").asString())
          .isEqualTo(crypto.sign("1700000000", "0815", messages.get(i).get("sealed")));
      String theirs = answer.path("theirs").asString();
      assertThat(
              crypto.open(answer.path("theirSignature").asString(), "1700000000", "0815", theirs))
          .isEqualTo(plain);
      if (answer.has("plainSignature")) {
        String signature = answer.path("plainSignature").asString();
        assertThat(CallbackCrypto.signed(TOKEN, signature, "1700000000", "0815")).isTrue();
      }
    }
  }

  private String run(String input, String... words) throws IOException, InterruptedException {
    Path given = Files.writeString(folder.resolve("input"), input);
    Process process =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectInput(given.toFile())
            .redirectError(folder.resolve("error").toFile())
            .start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IllegalStateException(Files.readString(folder.resolve("error")));
    }
    return answer;
  }
}
