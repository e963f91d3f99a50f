package dev.stratus.sync.conditions;

/** What kind of network a machine has. */
public enum Network {
  /** No way leads to others, though there may be one to this machine itself. */
  NONE,
  /** One where bytes cost: mobile data. */
  METERED,
  UNMETERED
}
