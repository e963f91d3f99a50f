package dev.stratus.sync.api;

import dev.stratus.sync.control.ControlledMount;
import dev.stratus.sync.control.ProgressListener;
import dev.stratus.sync.control.Request;
import dev.stratus.sync.control.Subscription;
import dev.stratus.sync.view.FileSystemView;
import java.io.IOException;
import java.nio.file.Path;

/** The way into a mount for code in its daemon's process: no socket and no kernel between. */
final class DirectLink implements MountLink {

  private final ControlledMount mount;
  private final MountedFiles files;

  DirectLink(ControlledMount mount, FileSystemView view) {
    this.mount = mount;
    this.files = new ViewFiles(Path.of(mount.facts().mountPoint()), view);
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

  @Override
  public <R> R ask(Request<R> request, ProgressListener progress) throws IOException {
    return mount.ask(request, progress);
  }

  /** There is no daemon that could go, and nothing between that could overflow. */
  @Override
  public <E> Runnable subscribe(Subscription<E> request, Watcher<E> watcher) throws IOException {
    return request.begin(mount, watcher::heard);
  }
}
