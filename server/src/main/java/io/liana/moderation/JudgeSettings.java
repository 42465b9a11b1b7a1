package io.liana.moderation;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a community's rules say about texts. Immutable; start from {@link #defaults()} and replace
 * what differs.
 *
 * @param reviewAt advert score from which a human should look; null = the model's own threshold
 * @param enforceAt advert score from which the ladder may act by itself; null = the model's own
 * @param words the operator's words, compiled
 * @param patterns the operator's patterns, compiled
 * @param allowedDomains domains whose links are fine, with everything below them
 * @param allowedInvites invitation ids that are fine: the community's own groups
 * @param mentionLimit mentions allowed in one message; null = no limit
 */
public record JudgeSettings(
    @Nullable Double reviewAt,
    @Nullable Double enforceAt,
    Lexicon words,
    List<OperatorPattern> patterns,
    Set<String> allowedDomains,
    Set<String> allowedInvites,
    @Nullable Integer mentionLimit) {

  /** Well-known sites people quote all day; each community replaces or extends the list. */
  private static final Set<String> COMMON_DOMAINS =
      Set.of(
          "wikipedia.org",
          "github.com",
          "stackoverflow.com",
          "youtube.com",
          "youtu.be",
          "google.com",
          "bing.com",
          "baidu.com",
          "bilibili.com",
          "b23.tv",
          "zhihu.com",
          "weibo.com",
          "douyin.com",
          "xiaohongshu.com",
          "music.163.com",
          "y.qq.com",
          "mp.weixin.qq.com",
          "gov.cn",
          "edu.cn");

  private static final JudgeSettings DEFAULTS =
      new JudgeSettings(null, null, Lexicon.empty(), List.of(), COMMON_DOMAINS, Set.of(), null);

  public JudgeSettings {
    patterns = List.copyOf(patterns);
    allowedDomains = Set.copyOf(allowedDomains);
    allowedInvites = Set.copyOf(allowedInvites);
  }

  public static JudgeSettings defaults() {
    return DEFAULTS;
  }

  public JudgeSettings withThresholds(@Nullable Double review, @Nullable Double enforce) {
    return new JudgeSettings(
        review, enforce, words, patterns, allowedDomains, allowedInvites, mentionLimit);
  }

  public JudgeSettings withWords(Lexicon lexicon) {
    return new JudgeSettings(
        reviewAt, enforceAt, lexicon, patterns, allowedDomains, allowedInvites, mentionLimit);
  }

  public JudgeSettings withPatterns(List<OperatorPattern> compiled) {
    return new JudgeSettings(
        reviewAt, enforceAt, words, compiled, allowedDomains, allowedInvites, mentionLimit);
  }

  public JudgeSettings withAllowedDomains(Set<String> domains) {
    return new JudgeSettings(
        reviewAt, enforceAt, words, patterns, domains, allowedInvites, mentionLimit);
  }

  public JudgeSettings withAllowedInvites(Set<String> ids) {
    return new JudgeSettings(
        reviewAt, enforceAt, words, patterns, allowedDomains, ids, mentionLimit);
  }

  public JudgeSettings withMentionLimit(@Nullable Integer limit) {
    return new JudgeSettings(
        reviewAt, enforceAt, words, patterns, allowedDomains, allowedInvites, limit);
  }

  /** True for an allowed domain and everything below it. */
  boolean allowsDomain(String host) {
    for (int at = 0; at >= 0; at = host.indexOf('.', at + 1)) {
      if (allowedDomains.contains(at == 0 ? host : host.substring(at + 1))) {
        return true;
      }
    }
    return false;
  }

  boolean allowsInvite(String id) {
    return allowedInvites.contains(id);
  }
}
