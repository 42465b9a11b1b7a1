package io.liana.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Scans at a fixed rate whether or not answers come; a late answer counts from when its request was
 * due. A process of its own with one thread: inside the server's process it would wait for the
 * server's collector and scheduler, and measure those twice.
 */
final class PacedScans {
  private static final int CONNECTIONS = 64;
  private static final int LONGEST_ANSWER = 8_192;
  private static final int WARM_SECONDS = 4;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

  /**
   * @param wrong answers that were no 302
   */
  record Paced(double rate, double p50Millis, double p99Millis, double worstMillis, long wrong) {}

  private final Selector selector = Selector.open();
  private final ArrayDeque<Connection> free = new ArrayDeque<>();
  private final Random chance = new Random(7);
  private final String agent;
  private final int codes;
  private final long[] nanos;
  private int answered;
  private long wrong;

  private static final class Connection {
    final SocketChannel channel;
    final ByteBuffer heard = ByteBuffer.allocate(LONGEST_ANSWER);
    long due;

    Connection(SocketChannel channel) {
      this.channel = channel;
    }
  }

  private PacedScans(int port, int codes, int count, String agent) throws IOException {
    this.codes = codes;
    this.agent = agent;
    this.nanos = new long[count];
    for (int i = 0; i < CONNECTIONS; i++) {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      var connection = new Connection(channel);
      channel.register(selector, SelectionKey.OP_READ, connection);
      free.add(connection);
    }
  }

  /** Arguments: port, codes, requests a second, seconds, user agent. */
  public static void main(String[] args) throws IOException {
    int rate = Integer.parseInt(args[2]);
    int count = rate * Integer.parseInt(args[3]);
    int port = Integer.parseInt(args[0]);
    int codes = Integer.parseInt(args[1]);
    // Until the compiler is done with it: a cold client would be measured instead of the server.
    new PacedScans(port, codes, rate * WARM_SECONDS, args[4]).run(rate);
    var load = new PacedScans(port, codes, count, args[4]);
    double seconds = load.run(rate);
    Arrays.sort(load.nanos);
    System.out.printf(
        "%f %f %f %f %d%n",
        count / seconds,
        load.nanos[count / 2] / 1e6,
        load.nanos[(int) (count * 0.99)] / 1e6,
        load.nanos[count - 1] / 1e6,
        load.wrong);
  }

  /** Runs it beside the server and waits for it. */
  static Paced beside(int port, int codes, int rate, int seconds, String agent)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                PacedScans.class.getName(),
                Integer.toString(port),
                Integer.toString(codes),
                Integer.toString(rate),
                Integer.toString(seconds),
                agent)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0 || said.isEmpty()) {
      throw new IOException("the paced load ended with " + process.exitValue() + ": " + said);
    }
    double[] figures = Arrays.stream(said.split(" ")).mapToDouble(Double::parseDouble).toArray();
    return new Paced(figures[0], figures[1], figures[2], figures[3], (long) figures[4]);
  }

  private double run(int rate) throws IOException {
    long begin = System.nanoTime();
    double gap = 1e9 / rate;
    long last = begin;
    for (int asked = 0; answered < nanos.length; ) {
      long now = System.nanoTime();
      while (asked < nanos.length && begin + (long) (asked * gap) <= now && !free.isEmpty()) {
        ask(free.poll(), begin + (long) (asked * gap));
        asked++;
      }
      int before = answered;
      // A millisecond at most: what is due meanwhile counts from when it was due.
      selector.select(key -> hear((Connection) key.attachment()), 1);
      last = answered > before ? System.nanoTime() : last;
      if (System.nanoTime() - last > PATIENCE) {
        throw new IOException("no answer for 10 s; %d of %d".formatted(answered, nanos.length));
      }
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  private void ask(Connection connection, long due) throws IOException {
    connection.due = due;
    ByteBuffer request =
        ByteBuffer.wrap(
            "GET /c/%s HTTP/1.1\r\nHost: localhost\r\nUser-Agent: %s\r\n\r\n"
                .formatted(RedirectBench.slug(1 + chance.nextInt(codes)), agent)
                .getBytes(StandardCharsets.US_ASCII));
    while (request.hasRemaining()) {
      connection.channel.write(request);
    }
  }

  private void hear(Connection connection) {
    ByteBuffer heard = connection.heard;
    try {
      if (connection.channel.read(heard) < 0) {
        throw new IllegalStateException("the server hung up");
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    // A redirect has no body: the empty line ends it.
    int end = heard.position();
    if (end < 16
        || heard.get(end - 1) != '\n'
        || heard.get(end - 2) != '\r'
        || heard.get(end - 3) != '\n') {
      return;
    }
    boolean found = heard.get(9) == '3' && heard.get(10) == '0' && heard.get(11) == '2';
    wrong += found ? 0 : 1;
    nanos[answered++] = System.nanoTime() - connection.due;
    heard.clear();
    free.add(connection);
  }
}
