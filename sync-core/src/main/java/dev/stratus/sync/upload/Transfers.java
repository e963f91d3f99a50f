package dev.stratus.sync.upload;

import com.github.benmanes.caffeine.cache.Cache;
import dev.stratus.sync.Memories;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which files go up now, and which have gone up since the mount. */
final class Transfers {

  private static final int REMEMBERED = 100_000;

  private final ConcurrentHashMap<Long, Transfer> running = new ConcurrentHashMap<>();

  /**
   * By inode the generation; a file that falls out only looks as if it had been there before. Keeps
   * house on the uploads' own threads: to wake another one takes longer.
   */
  private final Cache<Long, Long> uploaded = Memories.of(REMEMBERED).build();

  private volatile TransferListener listener = (inode, runs) -> {};

  void listen(TransferListener told) {
    listener = told;
  }

  Transfer begin(long inode) {
    Transfer transfer = new Transfer(inode);
    running.put(inode, transfer);
    listener.changed(inode, true);
    return transfer;
  }

  void end(Transfer transfer) {
    running.remove(transfer.inode(), transfer);
    listener.changed(transfer.inode(), false);
  }

  /** The content generation that is in the cloud now came from here. */
  void succeeded(long inode, long generation) {
    uploaded.asMap().merge(inode, generation, Math::max);
  }

  boolean hasUploaded(long inode, long generation) {
    Long known = uploaded.getIfPresent(inode);
    return known != null && known >= generation;
  }

  /** The local copy is gone: that it went up from here says nothing any more. */
  void dropped(long inode) {
    uploaded.invalidate(inode);
  }

  Optional<Transfer> of(long inode) {
    return Optional.ofNullable(running.get(inode));
  }

  Collection<Transfer> all() {
    return List.copyOf(running.values());
  }
}
