/**
 * WeChat's side of an official account, simulated: followers who write, scan and leave, callbacks
 * in plain text or encrypted, tokens, the window for answers, scene codes and sign-in.
 */
@NullMarked
package io.liana.simulate.officialaccount;

import org.jspecify.annotations.NullMarked;
