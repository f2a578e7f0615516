/** Why a network takes an image for what it does: activations, saliency, Grad-CAM, and whether the maps can be trusted. */
package dev.weft.fmnist.explain;
