/** The code of the answers to the exercises; the first argument of a program is the number of the exercise. */
package dev.weft.book.answers;
