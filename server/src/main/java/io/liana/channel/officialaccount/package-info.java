/**
 * A WeChat official account (公众号). It has no groups: its followers are one group here, to follow is
 * to join and to stop is to leave, and what is said to one of them is a text that names one person
 * (docs/adr/0025-followers-are-a-group.md). WeChat lets an account answer within a window only;
 * what comes later ends as refused. Tables {@code channel_officialaccount*}.
 */
@NullMarked
@NamedInterface("officialaccount")
package io.liana.channel.officialaccount;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
