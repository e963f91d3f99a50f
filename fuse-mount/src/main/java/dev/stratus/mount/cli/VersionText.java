package dev.stratus.mount.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of this build, from the jar's manifest. */
public final class VersionText implements IVersionProvider {

  /** The bare number, or {@code development} when the classes are not in a jar. */
  public static String version() {
    String version = VersionText.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"stratus " + version()};
  }
}
