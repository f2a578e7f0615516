/** The charts and pictures of the study report, as SVG. */
package dev.weft.fmnist.plot;
