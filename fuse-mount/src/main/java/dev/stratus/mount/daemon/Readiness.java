package dev.stratus.mount.daemon;

import java.io.PrintStream;

/** Tells whoever started the daemon that its mount answers, and lets go of their terminal. */
public final class Readiness {

  /** Begins the lines that are meant; whatever else a JVM may say on its output is not. */
  static final String MARK = "ready: ";

  private Readiness() {}

  /** In the background: the command that waits hears it, and standard output and error are shut. */
  public static void tellParent(String message) {
    PrintStream out = System.out;
    message.lines().forEach(line -> out.println(MARK + line));
    out.close(); // Java puts /dev/null in the place of the descriptors 0 to 2 when they are closed
    System.err.close();
  }
}
