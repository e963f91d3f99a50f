package dev.stratus.sync.conditions;

import java.util.Optional;

/** Whoever knows better than the kernel what a network costs. Never waits. */
@FunctionalInterface
interface Metering {

  /** Whether bytes cost; empty where that is not known. */
  Optional<Boolean> isMetered();
}
