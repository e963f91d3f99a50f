package dev.stratus.sync.core;

import dev.stratus.sync.FsException;
import dev.stratus.sync.index.Pending;
import java.util.List;

/** The files that a sync is about: all of the mount, or one bundle's. By one thread each. */
interface RoundScope {

  /** Where they lie; empty for the whole mount. */
  String path();

  /** Whether something is to go up, or to be deleted in the cloud, that nobody keeps back. */
  boolean waits() throws FsException;

  /** Whether something goes up, or did since the last look. */
  boolean moves() throws FsException;

  /** Some of the names that were refused. */
  List<Pending> failed() throws FsException;

  /** Whether somebody keeps some of it back: then not all is in step. */
  boolean isKeptBack() throws FsException;
}
