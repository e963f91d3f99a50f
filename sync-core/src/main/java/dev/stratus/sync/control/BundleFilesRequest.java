package dev.stratus.sync.control;

import java.io.IOException;

/**
 * Counts the files of a bundle by where they are.
 *
 * @param bundle a first-level directory
 */
public record BundleFilesRequest(String bundle) implements Request<BundleFiles> {

  @Override
  public Class<BundleFiles> resultType() {
    return BundleFiles.class;
  }

  @Override
  public Need need() {
    return Need.OWN_BUNDLE;
  }

  @Override
  public BundleFiles answer(ControlledMount mount, ProgressListener progress) throws IOException {
    return mount.target().bundleFiles(ControlledMount.pathOf(bundle));
  }
}
