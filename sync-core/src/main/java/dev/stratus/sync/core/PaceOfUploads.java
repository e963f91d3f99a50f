package dev.stratus.sync.core;

import dev.stratus.sync.network.NetworkWatch;
import dev.stratus.sync.space.UploadPace;
import dev.stratus.sync.upload.Transfer;
import dev.stratus.sync.upload.Uploader;
import java.util.Optional;

/** Tells writers that wait for room how uploads are doing. */
final class PaceOfUploads implements UploadPace {

  private static final long MILLIS = 100;

  private final Uploader uploader;
  private final NetworkWatch network;

  PaceOfUploads(Uploader uploader, NetworkWatch network) {
    this.uploader = uploader;
    this.network = network;
  }

  @Override
  public long sentBytes() {
    return uploader.transfers().stream().mapToLong(Transfer::sent).sum();
  }

  @Override
  public Optional<String> trouble() {
    return uploader.isStopped() || uploader.isHalted("")
        ? Optional.of("the sync is stopped ('stratus sync start' starts it)")
        : network.error().map(NetworkWatch.Trouble::reason);
  }

  @Override
  public void pause() throws InterruptedException {
    uploader.awaitTick(uploader.ticks(), MILLIS);
  }
}
