package io.liana.channel.officialaccount;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A code that carries a scene.
 *
 * @param scene what comes back as {@code via}
 * @param url what the code says, for who draws it themselves
 * @param expiresAt null where it never does
 */
record Scene(
    long id,
    String scene,
    String name,
    String ticket,
    String url,
    @Nullable Instant expiresAt,
    Instant createdAt) {
  /** WeChat's own picture of it. */
  URI picture() {
    return URI.create(
        "https://mp.weixin.qq.com/cgi-bin/showqrcode?ticket="
            + URLEncoder.encode(ticket, StandardCharsets.UTF_8));
  }
}
