/**
 * WeChat Pay v3, imitated: orders, refunds, notifications, real RSA and AES both ways, and its ways
 * of failing. Written from its documentation, apart from {@code io.liana.payment}: neither uses the
 * other.
 */
@NullMarked
package io.liana.simulate.wechatpay;

import org.jspecify.annotations.NullMarked;
