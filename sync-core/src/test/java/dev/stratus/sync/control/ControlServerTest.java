package dev.stratus.sync.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ControlServerTest {

  private static final MountFacts FACTS =
      new MountFacts(
          "0123",
          "photos",
          "",
          "http://s3:9000",
          "--endpoint",
          "/cloud",
          "/state",
          "/state/log/stratus.log",
          "jnr",
          "auto",
          false,
          42,
          "1",
          Instant.parse("2026-11-23T19:40:00Z"));

  @TempDir Path temp;
  private final FakeTarget target = new FakeTarget();
  private final AtomicBoolean unmounted = new AtomicBoolean();
  private Path socket;
  private ControlServer server;

  @BeforeEach
  void listen() throws IOException {
    socket = temp.resolve("0123.sock");
    server = ControlServer.listen(socket, mount(() -> unmounted.set(true)), false);
  }

  @AfterEach
  void close() throws IOException {
    target.endless = false;
    server.close();
  }

  private ControlledMount mount(ControlledMount.Unmounter unmounter) {
    return new ControlledMount(FACTS, target, unmounter);
  }

  @Test
  void statusComesBackAsItWas() throws IOException {
    try (ControlClient client = ControlClient.connect(socket)) {
      assertThat(client.ask(new StatusRequest()))
          .isEqualTo(new MountStatus(FACTS, FakeTarget.STATUS));
    }
  }

  @Test
  void bundlesAreNamedAndAccountsHeldAgainstTheMounts() throws Exception {
    try (ControlClient client = ControlClient.connect(socket)) {
      client.ask(new SyncStartRequest("b"));
      assertThat(client.ask(new LastSyncRequest("b")).millis()).isEqualTo(7);
      assertThat(client.ask(new CloudSwitchRequest("photos", false, Map.of("b", true))))
          .isEqualTo(FakeTarget.STATUS.switches());
      client.ask(new DataChangedRequest(null, null));
      client.ask(new CloudCleanRequest(null, Map.of("b", true)));
      assertThat(target.asked)
          .containsExactly("startb", "switch false{b=true}", "changed ", "clean {b=true}");
      assertInvalid(() -> client.ask(new CloudSwitchRequest("other", true, Map.of())));
      assertInvalid(() -> client.ask(new CloudCleanRequest("photos", Map.of("..", true))));
      assertInvalid(() -> client.ask(new SyncStartRequest("a/b")));
      assertInvalid(() -> client.ask(new SyncStartRequest("")));
    }
  }

  private static void assertInvalid(ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ControlException.class, e -> assertThat(e.failure()).isEqualTo(ControlFailure.INVALID));
  }

  @Test
  void oneConnectionCarriesSeveralRequests() throws Exception {
    try (ControlClient client = ControlClient.connect(socket)) {
      client.ask(new SyncStartRequest());
      assertThat(client.ask(new StopOptimizeSpaceRequest()).wasRunning()).isTrue();
      assertThat(client.ask(new OptimizeSpaceRequest(5L, null, true)).freed())
          .isEqualTo(new Amount(1, 2));
    }
    assertThat(target.asked).containsExactly("start", new OptimizeSpaceRequest(5L, null, true));
  }

  @Test
  void pathsReachTheTargetBelowTheRoot() throws Exception {
    try (ControlClient client = ControlClient.connect(socket)) {
      client.ask(new CleanCacheRequest(List.of("/cloud/a b/ü", "/cloud", "/cloud/x/"), true, true));
    }
    assertThat(target.asked.take())
        .isEqualTo(new CleanCacheRequest(List.of("a b/ü", "", "x"), true, true));
  }

  @Test
  void statesComeInPagesOfPathsBelowTheRoot() throws Exception {
    try (ControlClient client = ControlClient.connect(socket)) {
      StatePage page = client.ask(new StateRequest("/cloud/d", true, "d/A"));
      assertThat(page.files()).containsExactly(new StatedFile("d/a", "COMPLETED", 3, 5, 5, null));
      assertThat(client.ask(new TreeStatusRequest("/cloud/d")).toBeUploaded())
          .isEqualTo(new Amount(1, 2));
      assertThat(client.ask(new ConflictsRequest()).count())
          .isEqualTo(FakeTarget.STATUS.conflictCount());
    }
    assertThat(target.asked.take()).isEqualTo(new StateRequest("d", true, "d/A"));
    assertThat(target.asked.take()).isEqualTo("status of d");
  }

  @Test
  void theStatesOfATreeComePageByPage() throws Exception {
    target.hasTwoPages = true;
    List<List<StatedFile>> pages = new ArrayList<>();
    try (ControlClient client = ControlClient.connect(socket)) {
      client.readStates(new StateRequest("/cloud/d", true, null), pages::add);
      assertThat(client.ask(new BundleFilesRequest("d")).cloud()).isEqualTo(new Amount(2, 20));
    }
    assertThat(pages)
        .containsExactly(
            List.of(FakeTarget.FIRST), List.of(new StatedFile("d/a", "COMPLETED", 3, 5, 5, null)));
    assertThat(target.asked.take()).isEqualTo(new StateRequest("d", true, null));
    assertThat(target.asked.take()).isEqualTo(new StateRequest("d", true, FakeTarget.FIRST.path()));
  }

  @Test
  void whatIsNoPageOfStatesIsAFailure() throws IOException {
    try (ControlClient client = ControlClient.connect(socket)) {
      assertThatThrownBy(
              () -> client.readStates(new StateRequest("/elsewhere", true, null), page -> {}))
          .isInstanceOf(ControlException.class)
          .hasMessageContaining("not below the mount point");
    }
  }

  /** The head of a page is newer than the page. */
  @Test
  void pagesOfAnOlderDaemonAreRead() throws Exception {
    Path old = temp.resolve("old.sock");
    List<StatedFile> files = new ArrayList<>();
    try (ServerSocketChannel daemon = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      daemon.bind(UnixDomainSocketAddress.of(old));
      CompletableFuture<List<String>> asked =
          CompletableFuture.supplyAsync(() -> answerTwice(daemon));
      try (ControlClient client = ControlClient.connect(old)) {
        client.readStates(new StateRequest("/cloud", true, null), files::addAll);
      }
      assertThat(asked.get(20, TimeUnit.SECONDS).get(1)).contains("\"after\":\"a\"");
    }
    assertThat(files).extracting(StatedFile::path).containsExactly("a", "b");
  }

  /** A pager lets the daemon wait for longer than it does. */
  @Test
  void whoIsNotServedAnyMoreGoesOnWhereHeWas() throws Exception {
    Path impatient = temp.resolve("impatient.sock");
    List<StatedFile> files = new ArrayList<>();
    try (ServerSocketChannel daemon = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      daemon.bind(UnixDomainSocketAddress.of(impatient));
      CompletableFuture<List<String>> asked =
          CompletableFuture.supplyAsync(() -> answerInTwoConnections(daemon));
      try (ControlClient client = ControlClient.connect(impatient)) {
        client.readStates(new StateRequest("/cloud", true, null), files::addAll);
      }
      assertThat(asked.get(20, TimeUnit.SECONDS)).hasSize(3);
      assertThat(asked.get().get(1)).contains("\"after\":\"a\"");
      assertThat(asked.get().get(2)).isEqualTo(asked.get().get(1));
    }
    assertThat(files).extracting(StatedFile::path).containsExactly("a", "b");
  }

  private static List<String> answerInTwoConnections(ServerSocketChannel daemon) {
    List<String> asked = new ArrayList<>();
    String page =
        "{\"reply\":\"result\",\"result\":{\"last\":\"%s\",\"more\":%s,\"files\":[{\"path\":\"%1$s\"}]}}";
    try {
      try (SocketChannel first = daemon.accept()) {
        LineChannel lines = new LineChannel(first);
        asked.add(String.valueOf(lines.readLine()));
        lines.writeLine(page.formatted("a", true));
        asked.add(String.valueOf(lines.readLine()));
        lines.write("{\"reply\":\"result\",\"result\":{\"last\":\"b\",\"more\":false,\"files\":[{");
      }
      try (SocketChannel second = daemon.accept()) {
        LineChannel lines = new LineChannel(second);
        asked.add(String.valueOf(lines.readLine()));
        lines.writeLine(page.formatted("b", false));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return asked;
  }

  @Test
  void whoDoesNotReadAnAnswerHoldsNoPlaceForEver() throws Exception {
    Path other = temp.resolve("other.sock");
    ControlServer impatient =
        ControlServer.listen(other, mount(() -> {}), false, Duration.ofMillis(200));
    try (SocketChannel deaf = ControlClient.channel(other)) {
      deaf.configureBlocking(false);
      ByteBuffer request =
          ByteBuffer.wrap(
              "{\"request\":\"status\"}\n".repeat(100).getBytes(StandardCharsets.UTF_8));
      await()
          .until(
              () -> {
                try {
                  deaf.write(request.rewind());
                  return false;
                } catch (IOException e) {
                  return true; // the daemon closed it
                }
              });
      try (ControlClient client = ControlClient.connect(other)) {
        assertThat(client.ask(new ProtocolRequest()).version()).isPositive();
      }
    } finally {
      impatient.close();
    }
  }

  @Test
  void halfACharacterIsAnsweredAllTheSame() throws Exception {
    assertThat(raw("{\"request\":\"\\ud800\"}"))
        .contains("INVALID")
        .contains("there is no request");
  }

  private static List<String> answerTwice(ServerSocketChannel daemon) {
    List<String> asked = new ArrayList<>();
    try (SocketChannel client = daemon.accept()) {
      LineChannel lines = new LineChannel(client);
      for (String page : List.of("[{\"path\":\"a\"}],\"more\":true", "[{\"path\":\"b\"}]")) {
        asked.add(String.valueOf(lines.readLine()));
        lines.writeLine("{\"reply\":\"result\",\"result\":{\"files\":" + page + "}}");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return asked;
  }

  @Test
  void pathsOutsideTheMountAreInvalid() throws IOException {
    for (String outside : List.of("/clouds/a", "/cloud/../etc", "cloud/a")) {
      try (ControlClient client = ControlClient.connect(socket)) {
        assertThatThrownBy(() -> client.ask(new CleanCacheRequest(List.of(outside), false, false)))
            .isInstanceOfSatisfying(
                ControlException.class,
                e -> assertThat(e.failure()).isEqualTo(ControlFailure.INVALID))
            .hasMessageContaining(outside);
      }
    }
    assertThat(target.asked).isEmpty();
  }

  @Test
  void progressComesBeforeTheResult() throws IOException {
    List<Progress> heard = new ArrayList<>();
    try (ControlClient client = ControlClient.connect(socket)) {
      WaitResult result = client.ask(new WaitRequest(List.of("/cloud"), 5L), heard::add);
      assertThat(result.remaining())
          .containsExactly(new RemainingFile("a", "UPLOAD_FAILURE", "key too long"));
    }
    assertThat(heard).containsExactly(new Progress("uploading", 1, 2, 10, 20));
  }

  @Test
  void findingsComeBackAsTheyWere() throws Exception {
    List<Progress> heard = new ArrayList<>();
    try (ControlClient client = ControlClient.connect(socket)) {
      CheckResult result = client.ask(new CheckRequest(true), heard::add);
      assertThat(result.repair()).isTrue();
      assertThat(result.found()).isEqualTo(1);
      assertThat(result.findings())
          .containsExactly(
              new CheckFinding("COPY_MISSING", "a/ü.txt", "its local copy is gone", "-", "FOUND"));
      assertThat(result.unchecked()).containsExactly("the bucket, which does not answer");
    }
    assertThat(heard).containsExactly(new Progress("bucket", 1000, 0, 0, 0));
    assertThat(target.asked.take()).isEqualTo(new CheckRequest(true));
  }

  @Test
  void theReasonOfARefusalReachesTheUser() throws IOException {
    target.refusal = new IOException("There is no file a; look with ls.");
    try (ControlClient client = ControlClient.connect(socket)) {
      assertThatThrownBy(() -> client.ask(new CleanCacheRequest(List.of("/cloud/a"), false, false)))
          .isInstanceOf(ControlException.class)
          .hasMessage("There is no file a; look with ls.");
    }
  }

  @Test
  void retriesAreCountedOverAllPaths() throws IOException {
    try (ControlClient client = ControlClient.connect(socket)) {
      List<String> paths = List.of(FACTS.mountPoint() + "/a", FACTS.mountPoint());
      assertThat(client.ask(new SyncRetryRequest(paths)).files()).isEqualTo(4);
      assertThat(target.asked).contains("retry a", "retry ");
    }
  }

  @Test
  void aDefectIsAnErrorAndNotAHangingClient() throws IOException {
    try (ControlClient client = ControlClient.connect(socket)) {
      assertThatThrownBy(() -> client.ask(new SyncStopRequest()))
          .isInstanceOf(ControlException.class)
          .hasMessageContaining("a defect");
      assertThat(client.ask(new StatusRequest()).mount()).isEqualTo(FACTS);
    }
  }

  @Test
  void whatNoProgramCanNameIsNoPath() throws IOException {
    String deep = "/cloud" + "/x".repeat(100_000);
    assertThat(raw("{\"request\":\"state\",\"path\":\"" + deep + "\",\"recursive\":true}"))
        .contains("INVALID")
        .hasSizeLessThan(200);
  }

  @Test
  void whatIsNoRequestIsInvalid() throws IOException {
    List<String> lines =
        List.of(
            "{",
            "{}",
            "[]",
            "null",
            "{\"request\":\"dance\"}",
            "{\"request\":\"wait\"}",
            "{\"request\":\"status\",\"request\":\"unmount\"}",
            "{\"request\":\"status\",\"colour\":1}",
            "{\"request\":\"optimize-space\",\"size\":-1}",
            "{\"request\":\"optimize-space\",\"days\":-1,\"dryRun\":true}",
            "{\"request\":\"optimize-space\",\"size\":5,\"days\":-2147483648}");
    for (String line : lines) {
      assertThat(raw(line)).startsWith("{\"reply\":\"error\",\"failure\":\"INVALID\"");
    }
    assertThat(target.asked).isEmpty();
  }

  @Test
  void theProtocolHasAVersion() throws IOException {
    assertThat(raw("{\"request\":\"protocol\"}"))
        .isEqualTo("{\"reply\":\"result\",\"result\":{\"version\":1}}");
  }

  @Test
  void aLineThatDoesNotEndGetsAnErrorAndHarmsNobody() throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        LineChannel lines = new LineChannel(channel)) {
      lines.write("x".repeat((16 << 20) + 1));
      assertThat(lines.readLine()).startsWith("{\"reply\":\"error\",\"failure\":\"INVALID\"");
      assertThat(lines.readLine()).isNull();
    }
    assertThat(raw("{\"request\":\"protocol\"}")).contains("\"version\":1");
  }

  @Test
  void whatWouldTakeFarMoreMemoryThanItsLineIsInvalid() throws IOException {
    String many = "{\"request\":\"file-states\",\"paths\":[" + "\"\",".repeat(300_000) + "\"\"]}";
    String nested = "{\"request\":\"file-states\",\"paths\":[[\"/cloud/a\"]]}";
    for (String line : List.of(many, nested, "[".repeat(1 << 20))) {
      assertThat(raw(line)).startsWith("{\"reply\":\"error\",\"failure\":\"INVALID\"");
    }
    assertThat(target.asked).isEmpty();
  }

  @Test
  void longLinesOfManyClientsDoNotFillTheMemory() throws Exception {
    try (SocketChannel first = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        SocketChannel second = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        LineChannel lines = new LineChannel(first);
        LineChannel others = new LineChannel(second)) {
      lines.write("x".repeat(15 << 20));
      await()
          .untilAsserted(
              () -> assertThat(raw("x".repeat(2 << 20))).contains("\"failure\":\"OVERLOADED\""));
      others.writeLine("{\"request\":\"protocol\"}");
      assertThat(others.readLine()).contains("\"version\":1");
    }
    await()
        .untilAsserted(
            () -> assertThat(raw("x".repeat(2 << 20))).contains("\"failure\":\"INVALID\""));
  }

  @Test
  void aRequestThatIsHalfSentGetsAnError() throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        LineChannel lines = new LineChannel(channel)) {
      lines.write("{\"request\":\"sync-start");
      channel.shutdownOutput();
      assertThat(lines.readLine()).startsWith("{\"reply\":\"error\",\"failure\":\"INVALID\"");
    }
    assertThat(target.asked).isEmpty();
  }

  @Test
  void aPathThatIsNoneIsInvalid() throws IOException {
    assertThat(raw("{\"request\":\"file-states\",\"paths\":[\"/cloud/a\\u0000b\"]}"))
        .contains("\"failure\":\"INVALID\"");
    assertThat(target.asked).isEmpty();
  }

  private String raw(String line) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        LineChannel lines = new LineChannel(channel)) {
      lines.writeLine(line);
      return String.valueOf(lines.readLine());
    }
  }

  @Test
  void aClientThatGoesAwayEndsItsWait() throws Exception {
    target.endless = true;
    ControlClient client = ControlClient.connect(socket);
    Thread asking =
        new Thread(
            () -> {
              try {
                client.ask(new WaitRequest(List.of("/cloud"), null));
              } catch (IOException e) {
                Thread.currentThread().interrupt(); // the test closed it, as a Ctrl-C would
              }
            });
    asking.start();
    assertThat(target.waiting.await(10, TimeUnit.SECONDS)).isTrue();
    client.close();
    assertThat(target.ended.await(10, TimeUnit.SECONDS)).isTrue();
    asking.join();
  }

  @Test
  void unmountIsAnsweredAlthoughTheServerClosesMeanwhile() throws Exception {
    server.close();
    CountDownLatch closed = new CountDownLatch(1);
    server =
        ControlServer.listen(
            socket,
            mount(
                () -> {
                  Thread closer = new Thread(() -> closeServer(closed));
                  closer.start();
                  await().atMost(Duration.ofSeconds(10)).until(() -> !Files.exists(socket));
                }),
            false);
    try (ControlClient client = ControlClient.connect(socket)) {
      assertThat(client.ask(new UnmountRequest(false)).remainingCount()).isZero();
    }
    assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(target.asked).containsExactly(false);
  }

  private void closeServer(CountDownLatch closed) {
    try {
      server.close();
      closed.countDown();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aMountThatIsInUseGoesOn() throws Exception {
    server.close();
    ControlledMount busy =
        mount(
            () -> {
              throw new IOException("/cloud is in use by vim (process 7).");
            });
    server = ControlServer.listen(socket, busy, false);
    try (ControlClient client = ControlClient.connect(socket)) {
      assertThatThrownBy(() -> client.ask(new UnmountRequest(true)))
          .hasMessage("/cloud is in use by vim (process 7).");
      assertThat(client.ask(new StatusRequest()).mount()).isEqualTo(FACTS);
    }
    assertThat(busy.ending()).isFalse();
  }

  @Test
  void theSocketIsTheOwnersUnlessOthersAreAllowed() throws IOException {
    assertThat(mode()).isEqualTo("rw-------");
    server.close();
    server = ControlServer.listen(socket, mount(() -> {}), true);
    assertThat(mode()).isEqualTo("rw-rw-rw-");
  }

  private String mode() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(socket));
  }

  @Test
  void aSecondServerIsRefusedAndADeadSocketReplaced() throws IOException {
    assertThatThrownBy(() -> ControlServer.listen(socket, mount(() -> {}), false))
        .hasMessageContaining("Another daemon listens");

    server.close();
    leaveDeadSocket();
    server = ControlServer.listen(socket, mount(() -> {}), false);
    try (ControlClient client = ControlClient.connect(socket)) {
      assertThat(client.ask(new StatusRequest()).mount()).isEqualTo(FACTS);
    }
  }

  @Test
  void aDeadSocketIsRemovedByWhoeverFindsIt() throws IOException {
    server.close();
    leaveDeadSocket();
    assertThatThrownBy(() -> ControlClient.connect(socket))
        .isInstanceOfSatisfying(
            ControlException.class,
            e -> assertThat(e.failure()).isEqualTo(ControlFailure.NO_DAEMON));
    assertThat(ControlClient.connectOrRemove(socket)).isEmpty();
    assertThat(socket).doesNotExist();
  }

  /** Java leaves the file of a closed server socket, as a killed daemon does. */
  private void leaveDeadSocket() throws IOException {
    ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    dead.bind(UnixDomainSocketAddress.of(socket));
    dead.close();
    assertThat(socket).exists();
  }

  @Test
  void closingTakesTheSocketAway() throws IOException {
    server.close();
    assertThat(socket).doesNotExist();
  }

  @Test
  void aPathThatNoSocketCanHaveIsOneSentence() {
    Path deep = temp.resolve("x".repeat(120)).resolve("a.sock");
    assertThatThrownBy(() -> ControlServer.listen(deep, mount(() -> {}), false))
        .isInstanceOf(ControlException.class)
        .hasMessageContaining("XDG_RUNTIME_DIR");
  }
}
