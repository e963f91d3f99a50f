package dev.stratus.sync.api;

import dev.stratus.sync.control.ProgressListener;
import dev.stratus.sync.control.Request;
import dev.stratus.sync.control.Subscription;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A mount whose daemon answers what the test says. */
final class PlayedMount implements MountLink {

  /** What the daemon does with a request. */
  @FunctionalInterface
  interface Daemon {
    Object answer(Request<?> request, ProgressListener progress) throws IOException;
  }

  private final List<Request<?>> asked = new ArrayList<>();
  private volatile String state = "COMPLETED";
  private volatile Daemon daemon =
      (request, progress) -> {
        throw new IOException("nothing was expected");
      };

  void answers(Daemon behaviour) {
    daemon = behaviour;
  }

  void hasState(String value) {
    state = value;
  }

  synchronized List<Request<?>> asked() {
    return List.copyOf(asked);
  }

  @Override
  public boolean isPlain(Path file) throws IOException {
    return new KernelFiles().isPlain(file);
  }

  @Override
  public long number(Path file) throws IOException {
    return new KernelFiles().number(file);
  }

  @Override
  public String attribute(Path file, String name) {
    return state;
  }

  @Override
  public <R> R ask(Request<R> request, ProgressListener progress) throws IOException {
    synchronized (this) {
      asked.add(request);
    }
    return request.resultType().cast(daemon.answer(request, progress));
  }

  @Override
  public <E> Runnable subscribe(Subscription<E> request, Watcher<E> watcher) throws IOException {
    ask(request, progress -> {});
    return () -> {};
  }
}
