package dev.stratus.sync.view;

/** The program that asks: the owner of what it makes. */
public record Caller(int uid, int gid) {}
