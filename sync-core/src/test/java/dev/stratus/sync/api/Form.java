package dev.stratus.sync.api;

/** The two ways in which a program uses the API; what it does is the same. */
enum Form {
  /** Code in the daemon's process. */
  DIRECT,
  /** Another process, through the daemon's Unix socket. */
  SOCKET
}
