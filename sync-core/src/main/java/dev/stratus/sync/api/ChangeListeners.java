package dev.stratus.sync.api;

import dev.stratus.sync.control.FileEvent;
import dev.stratus.sync.control.WatchChangesRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** The callbacks that a program registered for changes; those of one path share a subscription. */
final class ChangeListeners {

  private final Path mountPoint;
  private final MountLink link;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<WatchChangesRequest, Place> places = new HashMap<>();

  ChangeListeners(Path mountPoint, MountLink link) {
    this.mountPoint = mountPoint;
    this.link = link;
  }

  /** One path, and who listens there. */
  private final class Place implements Watcher<FileEvent> {
    private final ChangeData overflow;
    private final List<Delivery<ChangeData>> listeners = new CopyOnWriteArrayList<>();
    private Runnable ending = () -> {};

    Place(Path path) {
      overflow = ChangeData.overflow(FileUri.getUriFromPath(path.toString()));
    }

    @Override
    public void heard(FileEvent event) {
      tell(data(event));
    }

    @Override
    public void interrupted() {
      // What is lost is told once it is known that there is somebody to ask about it.
    }

    @Override
    public void resumed() {
      tell(overflow);
    }

    private void tell(ChangeData data) {
      listeners.forEach(listener -> listener.deliver(data));
    }
  }

  /** Registers a callback; the daemon's answer is waited for when it is the path's first. */
  void add(Path path, boolean recursion, Consumer<? super ChangeData> callback)
      throws CloudSyncException {
    WatchChangesRequest request = new WatchChangesRequest(path.toString(), recursion);
    lock.lock();
    try {
      Place place = places.get(request);
      if (place == null) {
        place = begin(path, request);
        places.put(request, place);
      }
      place.listeners.add(new Delivery<>(callback, place.overflow));
    } finally {
      lock.unlock();
    }
  }

  private Place begin(Path path, WatchChangesRequest request) throws CloudSyncException {
    Place place = new Place(path);
    try {
      place.ending = link.subscribe(request, place);
      return place;
    } catch (IOException e) {
      throw Failures.of(e);
    }
  }

  /** Ends all callbacks of a path. */
  void remove(Path path) {
    lock.lock();
    try {
      for (boolean recursion : new boolean[] {false, true}) {
        Place place = places.remove(new WatchChangesRequest(path.toString(), recursion));
        if (place != null) {
          place.listeners.forEach(Delivery::end);
          place.ending.run();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private ChangeData data(FileEvent event) {
    String uri = uri(event.path());
    String from = event.from();
    return switch (event.type()) {
      case "ADDED" -> ChangeData.of(NotifyType.NOTIFY_ADDED, event.directory(), uri);
      case "MODIFIED" -> ChangeData.of(NotifyType.NOTIFY_MODIFIED, event.directory(), uri);
      case "DELETED" -> ChangeData.of(NotifyType.NOTIFY_DELETED, event.directory(), uri);
      case "RENAMED" ->
          from == null
              ? ChangeData.overflow(uri)
              : ChangeData.renamed(event.directory(), uri(from), uri);
      default -> ChangeData.overflow(uri);
    };
  }

  private String uri(String path) {
    return FileUri.getUriFromPath(
        path.isEmpty() ? mountPoint.toString() : mountPoint.resolve(path).toString());
  }
}
