package dev.stratus.sync.control;

/** What a request needs of a peer that is neither the mount's owner nor root. */
public enum Need {
  /** Nothing: it tells nothing of any file. */
  NOTHING,
  /**
   * The files that it names lie in a bundle of the peer's own, unless it is a system application
   * with CLOUDFILE_SYNC or CLOUDFILE_SYNC_MANAGER; and it may read each of them by its mode.
   */
  OWN_FILES,
  /** That the bundle that it names is the peer's own; else as {@link #MANAGER_AND_SYSTEM}. */
  OWN_BUNDLE,
  /** The permission CLOUDFILE_SYNC, and to be a system application. */
  SYNC_AND_SYSTEM,
  /** The permission CLOUDFILE_SYNC_MANAGER, and to be a system application. */
  MANAGER_AND_SYSTEM,
  /** Never. */
  OWNER
}
