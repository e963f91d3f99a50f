package dev.stratus.sync.conditions;

/** How hot a machine is. */
public enum Heat {
  COOL,
  /** It slows itself down to cool: nothing new should begin. */
  HOT,
  /** It is about to switch itself off: everything should rest. */
  OVERHEATED
}
