package dev.stratus.mount.daemon;

import java.io.PrintStream;

/** Tells whoever started the daemon that its mount answers, and lets go of their terminal. */
public final class Readiness {

  private Readiness() {}

  /** In the background: the command that waits hears it, and standard output and error are shut. */
  public static void tellParent(String message) {
    PrintStream out = System.out;
    out.println(message);
    out.close(); // Java puts /dev/null in the place of the descriptors 0 to 2 when they are closed
    System.err.close();
  }
}
