package dev.stratus.sync.control;

/**
 * The files of a bundle by where they are.
 *
 * @param local only here
 * @param cloud in the cloud, and not, or not all, here
 * @param both here and in the cloud
 */
public record BundleFiles(Amount local, Amount cloud, Amount both) {}
