/** A fixed crew of threads that executes numbered tasks without allocating. */
package dev.weft.core.parallel;
