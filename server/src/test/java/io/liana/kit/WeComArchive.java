package io.liana.kit;

import io.liana.channel.wecom.ArchiveSource;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The archive of the simulator, where WeCom's own library cannot be. */
public final class WeComArchive implements ArchiveSource {
  private static volatile @Nullable Simulation simulation;

  /** Where every archive of this test run is. */
  public static void at(Simulation given) {
    simulation = given;
  }

  @Override
  public boolean available() {
    return simulation != null;
  }

  @Override
  public List<Row> fetch(Access access, long seq, int limit) throws Failed {
    JsonNode answer = ask(access, "archive", "seq=" + seq + "&limit=" + limit);
    return answer
        .path("chatdata")
        .valueStream()
        .map(
            row ->
                new Row(
                    row.path("seq").asLong(),
                    row.path("msgid").asString(),
                    row.path("publickey_ver").asInt(),
                    row.path("encrypt_random_key").asString(),
                    row.path("encrypt_chat_msg").asString()))
        .toList();
  }

  @Override
  public String decrypt(String key, String message) throws Failed {
    try {
      String[] parts = message.split("\\.");
      Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
      aes.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(HexFormat.of().parseHex(key), "AES"),
          new GCMParameterSpec(128, Base64.getDecoder().decode(parts[0])));
      byte[] plain = aes.doFinal(Base64.getDecoder().decode(parts[1]));
      return new String(plain, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new Failed(10006, "decrypt");
    }
  }

  @Override
  public Slice media(Access access, String fileId, String index) throws Failed {
    JsonNode answer = ask(access, "media", "file=" + fileId + "&index=" + index);
    int code = answer.path("errcode").asInt(0);
    if (code != 0) {
      throw new Failed(code, "as the simulator says");
    }
    return new Slice(
        Base64.getDecoder().decode(answer.path("bytes").asString()),
        answer.path("next").asString(),
        answer.path("last").asBoolean());
  }

  private static JsonNode ask(Access access, String what, String query) throws Failed {
    try {
      return simulation.get(
          "/simulator/corps/%s/%s?secret=%s&%s"
              .formatted(access.corp(), what, access.secret(), query));
    } catch (AssertionError refused) {
      throw new Failed(10000, "refused");
    }
  }
}
