package dev.stratus.sync.view;

/** What rename does with a target that exists. */
public enum RenameMode {
  /** It is replaced. */
  REPLACE,
  /** RENAME_NOREPLACE: refused. */
  NO_REPLACE,
  /** RENAME_EXCHANGE: both change places. */
  EXCHANGE
}
