package dev.stratus.sync.api;

import dev.stratus.sync.control.ControlClient;
import dev.stratus.sync.control.ProgressListener;
import dev.stratus.sync.control.Request;
import dev.stratus.sync.control.Subscription;
import java.io.IOException;
import java.nio.file.Path;

/** The way into the mount of another process: its root names the daemon's socket. */
final class SocketLink implements MountLink {

  private static final String SOCKET = "cloud.control";

  private final Path mountPoint;
  private final MountedFiles files;
  private final EventHub events = new EventHub(this::socket);

  SocketLink(Path mountPoint, MountedFiles files) {
    this.mountPoint = mountPoint;
    this.files = files;
  }

  @Override
  public boolean isPlain(Path file) throws IOException {
    return files.isPlain(file);
  }

  @Override
  public String attribute(Path file, String name) throws IOException {
    return files.attribute(file, name);
  }

  @Override
  public long number(Path file) throws IOException {
    return files.number(file);
  }

  /** Looked up each time: the daemon may be another one than before. */
  private Path socket() throws IOException {
    return Path.of(attribute(mountPoint, SOCKET));
  }

  @Override
  public <R> R ask(Request<R> request, ProgressListener progress) throws IOException {
    try (ControlClient client = ControlClient.connect(socket())) {
      return client.ask(request, progress);
    }
  }

  @Override
  public <E> Runnable subscribe(Subscription<E> request, Watcher<E> watcher) throws IOException {
    return events.subscribe(request, watcher);
  }
}
