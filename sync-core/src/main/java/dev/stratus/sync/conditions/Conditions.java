package dev.stratus.sync.conditions;

import java.util.Optional;

/** How the machine is at the moment of the question. Never waits, never fails. */
public interface Conditions {

  /** Mains, a cool head and a network that costs nothing: where nobody is to be considered. */
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

        @Override
        public Network network() {
          return Network.UNMETERED;
        }
      };

  /** The machine's battery, of several the fullest; empty for a machine that has none. */
  Optional<Battery> battery();

  /** How hot it is. What cannot be read is taken for cool. */
  Heat heat();

  /** How it reaches others. */
  Network network();
}
