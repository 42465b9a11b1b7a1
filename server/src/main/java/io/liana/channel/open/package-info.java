/**
 * Groups nobody connected: whatever posts events through the open door. We hear them; we cannot act
 * there.
 */
@NullMarked
package io.liana.channel.open;

import org.jspecify.annotations.NullMarked;
