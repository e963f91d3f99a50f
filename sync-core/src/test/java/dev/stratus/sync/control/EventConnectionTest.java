package dev.stratus.sync.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class EventConnectionTest {

  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final MountFacts FACTS =
      new MountFacts(
          "0123",
          "photos",
          "",
          "e",
          "o",
          "/cloud",
          "/s",
          "/l",
          "jnr",
          "auto",
          false,
          42,
          "1",
          Instant.EPOCH);

  @TempDir Path temp;
  private final FakeTarget target = new FakeTarget();
  private final BlockingQueue<FileEvent> heard = new LinkedBlockingQueue<>();
  private final BlockingQueue<EventConnection.End> ended = new LinkedBlockingQueue<>();
  private Path socket;
  private ControlServer server;

  @BeforeEach
  void listen() throws IOException {
    socket = temp.resolve("0123.sock");
    server = ControlServer.listen(socket, new ControlledMount(FACTS, target, () -> {}), false);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private static FileEvent event(int number) {
    return new FileEvent("ADDED", "d/" + number, null, false);
  }

  private void tell(FileEvent event) {
    target.watchers.forEach(watcher -> watcher.accept(event));
  }

  private @Nullable FileEvent next() throws InterruptedException {
    return heard.poll(BOUND.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void eventsComeInOrderUntilTheSubscriptionEnds() throws Exception {
    try (EventConnection connection = EventConnection.open(socket, ended::add)) {
      long id = connection.subscribe(new WatchChangesRequest("/cloud/d", true), heard::add);
      assertThat(target.asked.take()).isEqualTo(new WatchChangesRequest("d", true));
      for (int i = 0; i < 1000; i++) {
        tell(event(i));
      }
      for (int i = 0; i < 1000; i++) {
        assertThat(next()).isEqualTo(event(i));
      }
      connection.unsubscribe(id);
      assertThat(target.watchers).isEmpty();
      assertThatThrownBy(() -> connection.unsubscribe(id)).hasMessageContaining("no subscription");
    }
    assertThat(ended.poll(BOUND.toSeconds(), TimeUnit.SECONDS))
        .isEqualTo(EventConnection.End.CLOSED);
  }

  @Test
  void oneConnectionCarriesManySubscriptionsAndARefusedOneHarmsNone() throws Exception {
    BlockingQueue<FileEvent> other = new LinkedBlockingQueue<>();
    try (EventConnection connection = EventConnection.open(socket, ended::add)) {
      connection.subscribe(new WatchChangesRequest("/cloud/d", true), heard::add);
      target.refusal = new IOException("There is no e.");
      assertThatThrownBy(
              () -> connection.subscribe(new WatchChangesRequest("/cloud/e", false), other::add))
          .isInstanceOf(ControlException.class)
          .hasMessage("There is no e.");
      assertThatThrownBy(
              () -> connection.subscribe(new WatchChangesRequest("/etc", false), other::add))
          .hasMessageContaining("/etc is not below the mount point");
      target.refusal = null;
      connection.subscribe(new WatchChangesRequest("/cloud/f", false), other::add);
      tell(event(1));
      assertThat(next()).isEqualTo(event(1));
      assertThat(other.poll(BOUND.toSeconds(), TimeUnit.SECONDS)).isEqualTo(event(1));
    }
  }

  @Test
  void whoGoesAwayIsNotToldAnyMore() throws Exception {
    EventConnection connection = EventConnection.open(socket, ended::add);
    connection.subscribe(new WatchChangesRequest("/cloud/d", true), heard::add);
    assertThat(target.watchers).hasSize(1);
    connection.close();
    await().atMost(BOUND).until(target.watchers::isEmpty);
  }

  @Test
  void theEndOfTheDaemonIsTold() throws Exception {
    EventConnection connection = EventConnection.open(socket, ended::add);
    connection.subscribe(new WatchChangesRequest("/cloud/d", true), heard::add);
    server.close();
    assertThat(ended.poll(BOUND.toSeconds(), TimeUnit.SECONDS)).isEqualTo(EventConnection.End.GONE);
    assertThatThrownBy(
            () -> connection.subscribe(new WatchChangesRequest("/cloud/d", true), heard::add))
        .isInstanceOf(ControlException.class);
  }

  @Test
  void whoDoesNotReadIsCutOffAndReadsThatInTheEnd() throws Exception {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        LineChannel lines = new LineChannel(channel)) {
      lines.writeLine(
          "{\"id\":7,\"request\":\"watch-changes\",\"path\":\"/cloud\",\"recursive\":true}");
      assertThat(lines.readLine()).isEqualTo("{\"reply\":\"result\",\"id\":7,\"result\":{}}");
      for (int i = 0; i < 2 * Outbox.MOST_WAITING; i++) {
        tell(event(i));
      }
      List<String> read = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        read.add(line);
      }
      assertThat(read).hasSizeLessThan(2 * Outbox.MOST_WAITING);
      assertThat(read.get(0))
          .isEqualTo(
              "{\"reply\":\"event\",\"id\":7,\"event\":"
                  + "{\"type\":\"ADDED\",\"path\":\"d/0\",\"directory\":false}}");
      assertThat(read.get(read.size() - 1)).startsWith("{\"reply\":\"cut-off\",\"message\":\"Over");
    }
    await().atMost(BOUND).until(target.watchers::isEmpty);
    try (ControlClient client = ControlClient.connect(socket)) {
      assertThat(client.ask(new StatusRequest()).mount()).isEqualTo(FACTS);
    }
  }

  @Test
  void answersCarryTheIdsOfTheirRequests() throws Exception {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        LineChannel lines = new LineChannel(channel)) {
      lines.writeLine("{\"request\":\"conflicts\",\"id\":3}");
      assertThat(lines.readLine()).startsWith("{\"reply\":\"result\",\"id\":3,");
      lines.writeLine("{\"request\":\"dance\",\"id\":4}");
      assertThat(lines.readLine())
          .startsWith("{\"reply\":\"error\",\"id\":4,\"failure\":\"INVALID\"");
      lines.writeLine("{\"request\":\"conflicts\",\"id\":\"x\"}");
      assertThat(lines.readLine()).startsWith("{\"reply\":\"error\",\"failure\":\"INVALID\"");
      String watch =
          "{\"request\":\"watch-changes\",\"path\":\"/cloud\",\"recursive\":true,\"id\":5}";
      lines.writeLine(watch);
      assertThat(lines.readLine()).startsWith("{\"reply\":\"result\",\"id\":5");
      lines.writeLine(watch);
      assertThat(lines.readLine())
          .startsWith("{\"reply\":\"error\",\"id\":5,\"failure\":\"INVALID\"");
    }
  }
}
