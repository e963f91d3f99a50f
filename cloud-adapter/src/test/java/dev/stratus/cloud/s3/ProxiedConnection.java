package dev.stratus.cloud.s3;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's connection through a {@link FaultProxy}, request by request. */
final class ProxiedConnection implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ProxiedConnection.class);

  private final FaultProxy proxy;
  private final Socket client;
  private final InputStream fromClient;
  private final URI server;

  /** To the server; made anew after each trouble. */
  private @Nullable Socket upstream;

  ProxiedConnection(FaultProxy proxy, Socket client, URI server) throws IOException {
    this.proxy = proxy;
    this.client = client;
    this.fromClient = new BufferedInputStream(client.getInputStream());
    this.server = server;
  }

  void serve() throws IOException {
    @Nullable HttpMessage request = HttpMessage.readRequest(fromClient);
    while (request != null) {
      @Nullable Trouble trouble = proxy.draw(request);
      LOG.debug("{} {} {}", request.method(), request.target(), trouble);
      proxy.pause(request);
      if (request.isEndless()) {
        relay(request);
        return;
      }
      if (!pass(request, trouble)) {
        FaultProxy.reset(client);
        return;
      }
      request = HttpMessage.readRequest(fromClient);
    }
  }

  /** Passes one request on and its answer back; false if the connection must be reset. */
  private boolean pass(HttpMessage request, @Nullable Trouble trouble) throws IOException {
    if (trouble == null) {
      return answer(request, false);
    }
    return switch (trouble) {
      case REFUSE -> false;
      case STALL -> stall();
      case STALL_ANSWER -> {
        ask(request);
        yield stall();
      }
      case LOSE_ANSWER -> {
        ask(request);
        yield false;
      }
      case RESET_REQUEST -> sendHalf(request);
      case RESET_ANSWER -> resetAnswer(ask(request));
      case CORRUPT_REQUEST -> answer(corrupted(request), false);
      case SHORT_ANSWER -> resize(ask(request), -1);
      case LONG_ANSWER -> resize(ask(request), 1);
      case STALE_LIST -> answer(request, true);
      case INTERNAL_ERROR -> refuse(500, "InternalError");
      case SLOW_DOWN -> refuse(503, "SlowDown");
      case FORBIDDEN -> refuse(403, "AccessDenied");
      case NOT_FOUND -> refuse(404, "NoSuchKey");
      case PRECONDITION -> refuse(412, "PreconditionFailed");
    };
  }

  private HttpMessage ask(HttpMessage request) throws IOException {
    Socket socket = upstream();
    request.write(socket.getOutputStream());
    return HttpMessage.readAnswer(socket.getInputStream(), request.method().equals("HEAD"));
  }

  private Socket upstream() throws IOException {
    Socket socket = upstream;
    if (socket == null) {
      socket = new Socket(server.getHost(), server.getPort());
      upstream = socket;
    }
    return socket;
  }

  private boolean answer(HttpMessage request, boolean stale) throws IOException {
    HttpMessage answer = ask(request);
    if (request.isList()) {
      answer = proxy.listing(request, answer, stale);
    } else if (request.isOfBytes() && !proxy.passDown(answer.body().length)) {
      return stall();
    }
    answer.write(client.getOutputStream());
    return true;
  }

  private boolean refuse(int status, String code) throws IOException {
    byte[] body =
        ("<?xml version=\"1.0\"?><Error><Code>"
                + code
                + "</Code><Message>not today</Message></Error>")
            .getBytes(StandardCharsets.UTF_8);
    String head = "HTTP/1.1 " + status + " No\r\nContent-Type: application/xml\r\n\r\n";
    new HttpMessage(head, body).withBody(body).write(client.getOutputStream());
    return true;
  }

  private boolean stall() throws IOException {
    int next = fromClient.read();
    if (next >= 0) {
      throw new IOException("a client goes on without an answer");
    }
    return false;
  }

  private boolean sendHalf(HttpMessage request) throws IOException {
    Socket socket = upstream();
    byte[] half = Arrays.copyOf(request.body(), request.body().length / 2);
    new HttpMessage(request.head(), half).write(socket.getOutputStream());
    FaultProxy.reset(socket);
    return false;
  }

  private boolean resetAnswer(HttpMessage answer) throws IOException {
    byte[] half = Arrays.copyOf(answer.body(), answer.body().length / 2);
    new HttpMessage(answer.head(), half).write(client.getOutputStream());
    return false;
  }

  private boolean resize(HttpMessage answer, int by) throws IOException {
    int length = Math.max(0, answer.body().length + by);
    answer.withBody(Arrays.copyOf(answer.body(), length)).write(client.getOutputStream());
    return true;
  }

  private static HttpMessage corrupted(HttpMessage request) {
    byte[] body = request.body().clone();
    body[body.length / 2] ^= 4;
    return new HttpMessage(request.head(), body);
  }

  /** Passes on a stream of events, until one side ends it. */
  private void relay(HttpMessage request) throws IOException {
    Socket socket = upstream();
    request.write(socket.getOutputStream());
    socket.getInputStream().transferTo(client.getOutputStream());
  }

  @Override
  public void close() throws IOException {
    if (upstream != null) {
      upstream.close();
    }
  }
}
