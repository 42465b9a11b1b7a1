package io.liana.bench;

import io.liana.bench.PacedScans.Paced;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.catalina.startup.Tomcat;
import tools.jackson.databind.JsonNode;

/**
 * {@code ./liana bench redirect}: scans of a million live codes, each answered after it is on disk,
 * against nginx and a bare Tomcat that answer a fixed 302. wrk, the servers and the database share
 * the machine. Needs nginx and wrk ({@code apt-get install nginx-light wrk}).
 */
final class RedirectBench {
  private static final int CODES = 1_000_000;
  private static final int ASKED = 200_000; // different codes wrk asks for, spread over all
  private static final int SECONDS = 10;
  private static final int CONNECTIONS = 128;
  private static final String AGENT =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger/8.0.50";
  private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
  private static final Pattern P99 = Pattern.compile("99%\\s+([0-9.]+)(us|ms|s)");
  private static final Pattern WRONG = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");

  private record Wrk(double rate, double p99Millis, long wrong) {}

  private RedirectBench() {}

  public static void main(String[] args) throws Exception {
    if (!Programs.installed("nginx") || !Programs.installed("wrk")) {
      System.err.println("This needs nginx and wrk: apt-get install -y nginx-light wrk");
      System.exit(2);
    }
    Path folder = Files.createTempDirectory("liana-redirect");
    try (var server = BenchServer.start()) {
      Path script = script(folder);
      URI liana = server.address("");
      double heapBefore = heap();
      prepare(server);
      double codesOnHeap = heap() - heapBefore;
      String base = "http://127.0.0.1:" + liana.getPort();
      mustRedirect(base + "/c/" + slug(CODES));
      for (int i = 0; i < 3; i++) { // until the compiler is done with it
        wrk(base, script);
      }
      double before = scans(server);
      Wrk ours = wrk(base, script);
      double kept = scans(server) - before;
      Wrk bare = bareTomcat(script);
      Wrk nginx = nginx(folder, script);
      int half = (int) (ours.rate() / 2);
      Paced paced = PacedScans.beside(liana.getPort(), CODES, half, SECONDS, AGENT);
      double pool = pool(server, base, folder);

      var figures = new Figures("redirect");
      figures.add("codes", CODES, "");
      figures.add("codes_on_heap", codesOnHeap / (1 << 20), "MB");
      figures.add("nginx_static_302", nginx.rate(), "per s");
      figures.add("bare_tomcat_302", bare.rate(), "per s", nginx.rate());
      figures.add("scans", ours.rate(), "per s", nginx.rate());
      figures.add("scans_of_nginx", ours.rate() / nginx.rate(), "share", 0.3);
      figures.add("scans_of_bare_tomcat", ours.rate() / bare.rate(), "share");
      figures.add("scans_p99_at_full_rate", ours.p99Millis(), "ms");
      figures.add("scans_with_a_seat", pool, "per s", nginx.rate());
      figures.add("half_rate", paced.rate(), "per s", ours.rate() / 2);
      figures.add("half_rate_p50", paced.p50Millis(), "ms");
      figures.add("half_rate_p99", paced.p99Millis(), "ms", 20);
      figures.add("half_rate_worst", paced.worstMillis(), "ms");
      figures.add("not_302", ours.wrong() + paced.wrong(), "");
      figures.add("answered_but_not_kept", Math.max(0, ours.rate() * SECONDS - kept), "scans");
      figures.report(BenchOptions.json(args));
    } finally {
      Programs.delete(folder);
    }
  }

  /** Bytes that are in use after everything unused was collected; the server lives in this JVM. */
  private static double heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** A plan that leads to a page, a million codes that follow it, and the time to learn them. */
  private static void prepare(BenchServer server) throws Exception {
    JsonNode community =
        server.send(
            "POST",
            "/communities",
            "application/json",
            "{\"name\":\"bench\",\"zone\":\"Asia/Shanghai\"}");
    String id = community.path("id").asString();
    String plan = plan(server, id, "page", "{\"kind\":\"link\",\"url\":\"https://page.example/\"}");
    try (var connection = server.connect();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          insert into acquisition_code (slug, community_id, plan_id, label, created_at, changed_at)
          select n, %s, %s, 'code', now(), now() from generate_series(1, %d) n
          """
              .formatted(id, plan, CODES));
      statement.execute("analyze acquisition_code");
    }
    TimeUnit.SECONDS.sleep(15); // the server reads what changed every second
  }

  private static String plan(BenchServer server, String community, String name, String target)
      throws IOException, InterruptedException {
    return server
        .send(
            "POST",
            "/communities/" + community + "/plans",
            "application/json",
            "{\"name\":\"%s\",\"document\":{\"rules\":[],\"otherwise\":%s,\"fallback\":{\"kind\":\"words\",\"title\":\"Full\",\"text\":\"\"}}}"
                .formatted(name, target))
        .path("id")
        .asString();
  }

  /** Every scan a new visitor who is given a seat in one of five groups. */
  private static double pool(BenchServer server, String base, Path folder) throws Exception {
    String door =
        "{\"key\":\"g%d\",\"name\":\"g%d\",\"url\":\"https://group.example/%d\",\"show\":\"redirect\",\"seats\":100000,\"weight\":1}";
    List<String> doors = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      doors.add(door.formatted(i, i, i));
    }
    String community =
        String.valueOf((long) server.count("select max(id) from community_community"));
    String plan =
        plan(
            server,
            community,
            "groups",
            "{\"kind\":\"pool\",\"strategy\":\"least_full\",\"doors\":[%s]}"
                .formatted(String.join(",", doors)));
    String slug =
        server
            .send(
                "POST",
                "/communities/" + community + "/codes",
                "application/json",
                "{\"plan_id\":\"%s\",\"codes\":[{\"label\":\"poster\"}]}".formatted(plan))
            .path("items")
            .path(0)
            .path("slug")
            .asString();
    Path script = folder.resolve("one.lua");
    Files.writeString(
        script,
        "wrk.path = \"/c/%s\"\nwrk.headers[\"User-Agent\"] = \"%s\"\n".formatted(slug, AGENT));
    wrk(base, script);
    return wrk(base, script).rate();
  }

  private static void mustRedirect(String url) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(url)).header("User-Agent", AGENT).build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 302) {
        throw new IOException(url + ": " + answer.statusCode() + " " + answer.body());
      }
    }
  }

  private static double scans(BenchServer server) throws Exception {
    return server.count("select count(*) from acquisition_scan");
  }

  private static Path script(Path folder) throws IOException {
    String lua =
        """
        wrk.headers["User-Agent"] = "%s"
        local letters = "%s"
        local paths = {}
        math.randomseed(7)
        for i = 1, %d do
          local n = math.random(1, %d)
          local slug = {}
          for k = 8, 1, -1 do
            local digit = n %% 32
            slug[k] = letters:sub(digit + 1, digit + 1)
            n = (n - digit) / 32
          end
          paths[i] = "/c/" .. table.concat(slug)
        end
        local n = 0
        request = function()
          n = n + 1
          if n > #paths then n = 1 end
          return wrk.format("GET", paths[n])
        end
        """
            .formatted(AGENT, LETTERS, ASKED, CODES);
    Path file = folder.resolve("codes.lua");
    Files.writeString(file, lua);
    return file;
  }

  static String slug(long number) {
    var text = new char[8];
    for (int i = 7; i >= 0; i--) {
      text[i] = LETTERS.charAt((int) (number & 31));
      number >>>= 5;
    }
    return new String(text);
  }

  private static Wrk wrk(String base, Path script) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "wrk",
                "-t1",
                "-c" + CONNECTIONS,
                "-d" + SECONDS + "s",
                "--latency",
                "-s",
                script.toString(),
                base)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    Matcher rate = RATE.matcher(said);
    Matcher p99 = P99.matcher(said);
    if (said.contains(".lua:") || !rate.find() || !p99.find()) {
      throw new IOException("wrk said: " + said);
    }
    Matcher wrong = WRONG.matcher(said);
    double unit =
        switch (p99.group(2)) {
          case "us" -> 0.001;
          case "ms" -> 1;
          default -> 1_000;
        };
    return new Wrk(
        Double.parseDouble(rate.group(1)),
        Double.parseDouble(p99.group(1)) * unit,
        wrong.find() ? Long.parseLong(wrong.group(1)) : 0);
  }

  private static Wrk nginx(Path folder, Path script) throws Exception {
    int port = Programs.freePort();
    Path conf = folder.resolve("nginx.conf");
    Files.writeString(
        conf,
        """
        user root;
        daemon off;
        worker_processes 2;
        pid %1$s/nginx.pid;
        error_log %1$s/error.log;
        events { worker_connections 1024; }
        http {
          access_log off;
          keepalive_requests 1000000;
          server { listen 127.0.0.1:%2$d; location / { return 302 https://page.example/; } }
        }
        """
            .formatted(folder, port));
    Process nginx =
        new ProcessBuilder("nginx", "-p", folder.toString(), "-c", conf.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("nginx.out").toFile())
            .start();
    try {
      Programs.awaitPort(port);
      return wrk("http://127.0.0.1:" + port, script);
    } finally {
      nginx.destroy();
      nginx.waitFor();
    }
  }

  /** The server we stand on, answering the same without doing anything. */
  private static Wrk bareTomcat(Path script) throws Exception {
    var tomcat = new Tomcat();
    Path folder = Files.createTempDirectory("bare-tomcat");
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
    tomcat
        .getConnector()
        .getProtocolHandler()
        .setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    var context = tomcat.addContext("", new File(folder.toString()).getAbsolutePath());
    Tomcat.addServlet(context, "fixed", new FixedRedirect());
    context.addServletMappingDecoded("/*", "fixed");
    tomcat.start();
    try {
      String base = "http://127.0.0.1:" + tomcat.getConnector().getLocalPort();
      wrk(base, script);
      return wrk(base, script);
    } finally {
      tomcat.stop();
      tomcat.destroy();
      Programs.delete(folder);
    }
  }

  private static final class FixedRedirect extends jakarta.servlet.http.HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(
        jakarta.servlet.http.HttpServletRequest request,
        jakarta.servlet.http.HttpServletResponse response) {
      response.setStatus(302);
      response.setHeader("Location", "https://page.example/");
      response.setContentLength(0);
    }
  }
}
