package dev.stratus.sync.index;

/** Something in the bucket that the folder cannot show, and why. */
public record Finding(String key, String what) {}
