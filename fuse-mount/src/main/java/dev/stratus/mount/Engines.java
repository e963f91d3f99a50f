package dev.stratus.mount;

import dev.stratus.mount.config.EngineChoice;
import dev.stratus.mount.engine.Engine;
import dev.stratus.mount.engine.MountException;
import dev.stratus.mount.engine.jnr.JnrEngine;

/** Chooses the engine. */
final class Engines {

  /** An engine that works on this machine, and why it was taken. */
  record Chosen(Engine engine, String reason) {}

  private Engines() {}

  static Chosen choose(EngineChoice wish) throws MountException {
    String reason =
        switch (wish) {
          case AUTO -> "auto: it runs wherever libfuse 2 does";
          case JNR -> "--engine";
        };
    return new Chosen(JnrEngine.load(), reason);
  }
}
