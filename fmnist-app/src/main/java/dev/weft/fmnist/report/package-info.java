/** The study as an HTML page and as text. It only lays out what {@code dev.weft.fmnist.study} has computed. */
package dev.weft.fmnist.report;
