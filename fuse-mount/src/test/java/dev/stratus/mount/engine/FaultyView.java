package dev.stratus.mount.engine;

import dev.stratus.sync.FsException;
import dev.stratus.sync.FsFailure;
import dev.stratus.sync.InodeId;
import dev.stratus.sync.Name;
import dev.stratus.sync.view.Attributes;
import dev.stratus.sync.view.Handle;
import dev.stratus.sync.view.OpenMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A file system in memory where names make trouble: reads of {@code stalled…} wait until the
 * program is interrupted, reads of {@code broken…} fail after 128 KiB, and of {@code offline…} for
 * want of a network; flushes of {@code full…} find no room; each open of {@code renewed…} finds
 * other bytes; {@code widest…} begins with the size of the last write.
 */
final class FaultyView extends MemoryView {

  private static final long HEALTHY_BYTES = 128 * 1024;
  private static final long LOOK_AGAIN_NANOS = 5_000_000;

  private final BooleanSupplier interruption;
  private final Map<Long, String> names = new ConcurrentHashMap<>();
  private final Map<Long, String> handleNames = new ConcurrentHashMap<>();
  private final AtomicInteger renewals = new AtomicInteger();

  FaultyView(BooleanSupplier interruption) {
    this.interruption = interruption;
  }

  @Override
  public Attributes lookup(InodeId directory, Name name) throws FsException {
    Attributes attributes = super.lookup(directory, name);
    names.put(attributes.inode().value(), name.value());
    return attributes;
  }

  @Override
  public Handle open(InodeId inode, OpenMode mode) throws FsException {
    Handle handle = super.open(inode, mode);
    String name = names.getOrDefault(inode.value(), "");
    handleNames.put(handle.value(), name);
    if (name.startsWith("renewed")) {
      renewals.incrementAndGet();
    }
    return handle;
  }

  @Override
  public long contentVersion(Handle handle) throws FsException {
    return isRenewed(handle) ? renewals.get() : super.contentVersion(handle);
  }

  private boolean isRenewed(Handle handle) {
    return handleNames.getOrDefault(handle.value(), "").startsWith("renewed");
  }

  @Override
  public int read(Handle handle, ByteBuffer target, long offset) throws FsException {
    String name = handleNames.getOrDefault(handle.value(), "");
    if (name.startsWith("stalled")) {
      awaitInterruption();
    }
    if (name.startsWith("broken") && offset >= HEALTHY_BYTES) {
      throw new IllegalStateException("a defect of the view, on purpose");
    }
    if (name.startsWith("offline")) {
      throw new FsException(FsFailure.NETWORK_UNREACHABLE, "no network, on purpose");
    }
    int count = super.read(handle, target, offset);
    if (count > 0 && isRenewed(handle)) {
      target.put(target.position() - count, (byte) ('0' + renewals.get()));
    }
    return count;
  }

  @Override
  public int write(Handle handle, ByteBuffer source, long offset) throws FsException {
    int count = super.write(handle, source, offset);
    if (handleNames.getOrDefault(handle.value(), "").startsWith("widest")) {
      byte[] size = (count + "\n").getBytes(StandardCharsets.US_ASCII);
      super.write(handle, ByteBuffer.wrap(size), 0);
    }
    return count;
  }

  @Override
  public void flush(Handle handle) throws FsException {
    if (handleNames.getOrDefault(handle.value(), "").startsWith("full")) {
      throw new FsException(FsFailure.NO_SPACE, "no room, on purpose");
    }
    super.flush(handle);
  }

  private void awaitInterruption() throws FsException {
    while (!interruption.getAsBoolean()) {
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
    throw new FsException(FsFailure.INTERRUPTED, "the program was interrupted");
  }
}
