package dev.stratus.sync.view;

/** A file as create left it: attributes and an open handle. */
public record Created(Attributes attributes, Handle handle) {}
