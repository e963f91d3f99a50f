package dev.stratus.sync.conditions;

import java.util.Optional;

/** How the machine is at the moment of the question. Never waits, never fails. */
public interface Conditions {

  /** Mains and a cool head: where nobody is to be considered. */
  Conditions GOOD =
      new Conditions() {
        @Override
        public Optional<Battery> battery() {
          return Optional.empty();
        }

        @Override
        public Heat heat() {
          return Heat.COOL;
        }
      };

  /** The machine's battery, of several the fullest; empty for a machine that has none. */
  Optional<Battery> battery();

  /** How hot it is. What cannot be read is taken for cool. */
  Heat heat();
}
