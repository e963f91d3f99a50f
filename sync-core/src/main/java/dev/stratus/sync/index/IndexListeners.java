package dev.stratus.sync.index;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who hears of changes: the uploader's, the rows' and the names' listener. */
final class IndexListeners {

  private volatile Index.PendingListener pending = new Nobody();
  private volatile Index.@Nullable RowListener rows;
  private volatile Index.ChangeListener changes = new Nobody();

  void setPending(Index.PendingListener listener) {
    pending = listener;
  }

  void setRows(Index.RowListener listener) {
    rows = listener;
  }

  void setChanges(Index.ChangeListener listener) {
    changes = listener;
  }

  /** Whether what happens to names has to be noted for somebody. */
  boolean wantsNames() {
    return changes.isListening();
  }

  /** Right after the commit, under the writer's lock, so that all is told in one order. */
  void committed(IndexChange work) {
    if (!work.namedChanges().isEmpty()) {
      changes.committed(work.namedChanges());
    }
  }

  /** After the commit, outside the writer's lock. */
  void tell(IndexChange work) {
    if (!work.touchedPending().isEmpty()) {
      pending.pendingChanged(work.touchedPending());
    }
    if (work.madeObjectsUnwanted()) {
      pending.objectsUnwanted();
    }
    Index.RowListener listener = rows;
    if (listener != null && listener.isListening()) {
      listener.rowsChanged(
          work.changedInodes().keySet(),
          work.changedEntries().values().stream().flatMap(Optional::stream).toList());
    }
  }

  private static final class Nobody implements Index.PendingListener, Index.ChangeListener {
    @Override
    public boolean isListening() {
      return false;
    }

    @Override
    public void committed(List<NamedChange> changes) {}

    @Override
    public void pendingChanged(Iterable<Long> changed) {}

    @Override
    public void objectsUnwanted() {}
  }
}
