package io.liana.channel.wecom;

import java.util.List;

/**
 * Where archived conversations come from. WeCom's own library is one; the simulator's archive is
 * another, because WeCom's cipher lives inside the library.
 */
public interface ArchiveSource {
  /** One row, still encrypted. */
  record Row(long seq, String messageId, int keyVersion, String encryptedKey, String message) {}

  /** It answered with an error of its own (10001 network, 10009 address not allowed …). */
  final class Failed extends Exception {
    private static final long serialVersionUID = 1;
    private final int code;

    public Failed(int code, String why) {
      super(why);
      this.code = code;
    }

    public int code() {
      return code;
    }
  }

  /** Whether it is installed here. */
  boolean available();

  /** Rows after {@code seq}, in order, at most {@code limit}. */
  List<Row> fetch(Access access, long seq, int limit) throws Failed;

  /**
   * The message as JSON.
   *
   * @param key what the row's random key opened to
   */
  String decrypt(String key, String message) throws Failed;

  /**
   * One slice of a file, at most 512 KiB.
   *
   * @param index empty for the first slice
   */
  Slice media(Access access, String fileId, String index) throws Failed;

  record Slice(byte[] bytes, String nextIndex, boolean last) {}

  /** Whose archive. */
  record Access(String corp, String secret) {
    @Override
    public String toString() {
      return "Access[" + corp + "]";
    }
  }
}
