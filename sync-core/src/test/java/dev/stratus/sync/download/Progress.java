package dev.stratus.sync.download;

import dev.stratus.sync.FsException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** Remembers what a hydration told. */
final class Progress implements HydrationListener {

  final AtomicReference<Transfer> last = new AtomicReference<>();
  final List<String> ends = new CopyOnWriteArrayList<>();

  @Override
  public void progress(Transfer transfer) {
    last.set(transfer);
  }

  @Override
  public void completed() {
    ends.add("completed");
  }

  @Override
  public void failed(FsException reason) {
    ends.add(reason.failure().name());
  }
}
