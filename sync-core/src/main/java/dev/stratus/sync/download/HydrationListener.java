package dev.stratus.sync.download;

import dev.stratus.sync.FsException;

/** Told how a hydration goes, on threads of the downloader; each method returns at once. */
public interface HydrationListener {

  /** One that does not care. */
  HydrationListener NOBODY =
      new HydrationListener() {
        @Override
        public void progress(Transfer transfer) {}

        @Override
        public void completed() {}

        @Override
        public void failed(FsException reason) {}
      };

  /** More bytes are here; told a few times a second at most. */
  void progress(Transfer transfer);

  /** All bytes are here. */
  void completed();

  /** It ended before that: {@link dev.stratus.sync.FsFailure#INTERRUPTED} when it was stopped. */
  void failed(FsException reason);
}
