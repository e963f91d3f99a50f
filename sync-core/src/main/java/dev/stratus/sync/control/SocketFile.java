package dev.stratus.sync.control;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The file that a socket is bound to, which outlives its daemon. */
final class SocketFile {

  /** {@code sun_path} has 108 bytes, the last of them zero. */
  private static final int MAX_PATH_BYTES = 107;

  private SocketFile() {}

  /** Makes sure that a server can be bound here. */
  static void makeRoom(Path socket) throws IOException {
    int length = socket.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_PATH_BYTES) {
      throw new ControlException(
          ControlFailure.FAILED,
          "The path of the control socket is over "
              + MAX_PATH_BYTES
              + " bytes: "
              + socket
              + ". Set XDG_RUNTIME_DIR to a shorter directory.");
    }
    if (Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
      if (answers(socket)) {
        throw new ControlException(
            ControlFailure.FAILED, "Another daemon listens at " + socket + " already.");
      }
      Files.delete(socket);
    }
  }

  /** Whether a daemon listens; a file that nobody listens at is dead. */
  static boolean answers(Path socket) throws IOException {
    try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return probe.isConnected();
    } catch (ConnectException e) {
      return false;
    }
  }
}
