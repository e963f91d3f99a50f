package dev.stratus.sync.space;

/** A disk whose free bytes do not follow what is evicted, but what a test says. */
final class FakeDisk implements Disk {

  private final long total;
  long free;

  FakeDisk(long total, long free) {
    this.total = total;
    this.free = free;
  }

  @Override
  public long totalBytes() {
    return total;
  }

  @Override
  public long freeBytes() {
    return free;
  }
}
