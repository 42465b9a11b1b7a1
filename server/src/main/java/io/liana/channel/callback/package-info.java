/**
 * What the callbacks of WeCom and of official accounts have in common: signature, encryption, XML,
 * and the rule that what is answered is committed.
 */
@NullMarked
package io.liana.channel.callback;

import org.jspecify.annotations.NullMarked;
