package io.liana.delivery;

/** An account of ours on a platform; the unit of pace. */
record SendingAccount(String platform, String account) {}
