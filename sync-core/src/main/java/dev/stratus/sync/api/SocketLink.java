package dev.stratus.sync.api;

import dev.stratus.sync.control.ControlClient;
import dev.stratus.sync.control.ProgressListener;
import dev.stratus.sync.control.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;

/** The way into the mount of another process: its root names the daemon's socket. */
final class SocketLink implements MountLink {

  private static final String SOCKET = "cloud.control";
  private static final int MAX_VALUE_BYTES = 4096;

  private final Path mountPoint;

  SocketLink(Path mountPoint) {
    this.mountPoint = mountPoint;
  }

  @Override
  public String attribute(Path file, String name) throws IOException {
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    // Not as large as the value is now: it may have grown when it is read.
    ByteBuffer value = ByteBuffer.allocate(MAX_VALUE_BYTES);
    view.read(name, value);
    return StandardCharsets.UTF_8.decode(value.flip()).toString();
  }

  @Override
  public <R> R ask(Request<R> request, ProgressListener progress) throws IOException {
    try (ControlClient client = ControlClient.connect(Path.of(attribute(mountPoint, SOCKET)))) {
      return client.ask(request, progress);
    }
  }
}
