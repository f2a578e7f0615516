/** The tables and charts of the chapters on performance, of docs/benchmarks.md and of the README, from what was measured. */
package dev.weft.book.performance;
