/**
 * A fixed crew of threads that executes numbered tasks without allocating: {@link dev.weft.core.parallel.WorkerPool}.
 */
package dev.weft.core.parallel;
