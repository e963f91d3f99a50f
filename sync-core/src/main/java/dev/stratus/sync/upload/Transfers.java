package dev.stratus.sync.upload;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which files go up now, and which have gone up since the mount. */
final class Transfers {

  private final ConcurrentHashMap<Long, Transfer> running = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Long, Long> uploaded = new ConcurrentHashMap<>();

  Transfer begin(long inode) {
    Transfer transfer = new Transfer(inode);
    running.put(inode, transfer);
    return transfer;
  }

  void end(Transfer transfer) {
    running.remove(transfer.inode(), transfer);
  }

  /** The content generation that is in the cloud now came from here. */
  void succeeded(long inode, long generation) {
    uploaded.merge(inode, generation, Math::max);
  }

  boolean hasUploaded(long inode, long generation) {
    return uploaded.getOrDefault(inode, -1L) >= generation;
  }

  Optional<Transfer> of(long inode) {
    return Optional.ofNullable(running.get(inode));
  }

  Collection<Transfer> all() {
    return List.copyOf(running.values());
  }
}
