package io.liana.moderation;

/**
 * A way to be reached or led away that a text contains; from and to are plain indexes of the folded
 * text, end exclusive.
 *
 * @param kind CONTACT, LINK or INVITE
 * @param category phone, qq, qq_group, wechat, telegram, whatsapp, email, account; a platform for
 *     an invite; web or hidden for a link
 * @param value the number's digits, the account's name, the link's host, the invite's id as written
 */
record Contact(Finding.Kind kind, String category, String value, int from, int to) {}
