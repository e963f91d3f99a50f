/**
 * Which bytes to fetch, when, and how far ahead.
 *
 * <p>{@link dev.stratus.sync.download.Downloader} is the door: open files ask it for blocks that
 * are not here, the uploader and the control commands for whole files. It knows objects and open
 * files, but neither names nor programs; only {@code Scans} looks at the index's names, to guess
 * which file comes next. Nothing here decides what may be dropped.
 *
 * <p>Locks: one per {@code FileDownload}, taken before that of an open file and before a bin of
 * {@link dev.stratus.sync.content.OpenFiles}; no network or disk wait happens under it. So nothing
 * that runs inside {@link dev.stratus.sync.content.OpenFiles#whileUnused} may call this room.
 *
 * <p>What survives a crash: fetched bytes count as present in the index only after their content
 * file was synced ({@code Recorder}); what was not recorded is fetched again.
 */
@NullMarked
package dev.stratus.sync.download;

import org.jspecify.annotations.NullMarked;
