package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Index;
import dev.stratus.sync.index.Pending;
import dev.stratus.sync.upload.Uploader;
import java.util.List;

/** All files of a mount. */
record WholeScope(Index index, Uploader uploader) implements RoundScope {

  /** So many failures tell what is wrong with all. */
  private static final int LOOKED_AT = 100;

  @Override
  public String path() {
    return "";
  }

  @Override
  public boolean waits() throws FsException {
    return index.read(tables -> tables.pending().isWaiting()) || uploader.counts().unwanted() > 0;
  }

  @Override
  public boolean moves() {
    boolean worked = uploader.hasWorked();
    return worked || !uploader.transfers().isEmpty();
  }

  @Override
  public List<Pending> failed() throws FsException {
    return index.read(tables -> tables.pending().failed(LOOKED_AT));
  }

  @Override
  public boolean isKeptBack() throws FsException {
    return !index.read(tables -> tables.pending().halted(-1, 1)).isEmpty();
  }
}
