/** Chapter 12: from mathematics to SIMD. */
package dev.weft.book.simd;
