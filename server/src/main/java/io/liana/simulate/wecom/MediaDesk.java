package io.liana.simulate.wecom;

import io.liana.simulate.wecom.WeComSimulator.Asked;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Temporary files as WeCom keeps them: known for three days, by ids that media/upload and
 * media/upload_attachment do not share.
 *
 * <p>Faults: {@code media_dies} (so many ids are unknown before their time), {@code
 * lose_media_answer} (kept, and the answer lost).
 */
final class MediaDesk {
  private static final Duration KEPT = Duration.ofDays(3);
  private static final int SMALLEST = 6;
  private static final int LARGEST_PICTURE = 10 << 20;
  private static final int LARGEST = 20 << 20;

  private record File(String type, boolean moments, int size, Instant until) {}

  private final SimulatedCorp corp;
  private final Map<String, File> files = new LinkedHashMap<>();

  MediaDesk(SimulatedCorp corp) {
    this.corp = corp;
  }

  /** Null for a path that is none of ours. */
  @Nullable ObjectNode answer(String path, Asked asked) {
    return switch (path) {
      case "/media/upload" -> keep(asked, asked.query().getOrDefault("type", ""), false);
      case "/media/upload_attachment" ->
          keep(asked, asked.query().getOrDefault("media_type", ""), true);
      default -> null;
    };
  }

  private ObjectNode keep(Asked asked, String type, boolean moments) {
    byte[] bytes = part(asked);
    int most = type.equals("file") ? LARGEST : LARGEST_PICTURE;
    if (bytes.length < SMALLEST || bytes.length > most) {
      throw new Refusal(40006, "invalid media size");
    }
    if (type.equals("image") && bytes[0] != (byte) 0x89 && bytes[0] != (byte) 0xff) {
      throw new Refusal(40005, "invalid file type");
    }
    String id = "3media" + corp.world.number();
    files.put(id, new File(type, moments, bytes.length, corp.world.now().plus(KEPT)));
    if (corp.faults.strikes("lose_media_answer")) {
      throw new IllegalStateException("the answer is lost");
    }
    return Interface.ok()
        .put("type", type)
        .put("media_id", id)
        .put("created_at", Long.toString(corp.world.now().getEpochSecond()));
  }

  /** What stands between the head of the first part and the last boundary. */
  private static byte[] part(Asked asked) {
    String all = new String(asked.raw(), StandardCharsets.ISO_8859_1);
    int from = all.indexOf("\r\n\r\n");
    if (from < 0 || !all.substring(0, from).contains("name=\"media\"")) {
      throw new Refusal(41005, "missing media data");
    }
    String boundary = all.substring(0, all.indexOf("\r\n"));
    int to = all.lastIndexOf("\r\n" + boundary);
    return all.substring(from + 4, to).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Every media id that is named anywhere in a call must be one we know. */
  void mustKnow(JsonNode body, boolean moments) {
    for (String field : new String[] {"media_id", "pic_media_id"}) {
      for (String id : body.findValuesAsString(field)) {
        File file = files.get(id);
        if (file == null
            || file.moments() != moments
            || corp.world.now().isAfter(file.until())
            || corp.faults.strikes("media_dies")) {
          throw new Refusal(40007, "invalid media_id");
        }
      }
    }
  }

  /** For {@code GET /simulator/corps/ID}. */
  void state(ObjectNode state) {
    state.put("media_uploads", files.size());
  }
}
