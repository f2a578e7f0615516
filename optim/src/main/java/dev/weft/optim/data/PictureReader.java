package dev.weft.optim.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.w3c.dom.NodeList;

/** Reads a picture with the JDK's decoders, and refuses what these read wrongly or only in part. */
final class PictureReader {

  private static final String JPEG_METADATA = "javax_imageio_jpeg_image_1.0";
  private static final String APP1 = "225";
  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int ORIENTATION = 0x112;
  private static final int TAG_BYTES = 12;
  private static final int SHORT_TYPE = 3;
  private static final int UPRIGHT = 1;
  private static final int LAST_ORIENTATION = 8;

  private PictureReader() {}

  /**
   * A picture as it is stored, and how the camera was held.
   *
   * @param orientation from 1 (upright) to 8, as Exif numbers it
   */
  record Decoded(BufferedImage image, int orientation) {}

  /**
   * Decodes a file.
   *
   * @throws IOException if it cannot be read, is no picture, is damaged, or of a kind whose values would be wrong
   */
  static Decoded read(Path file) throws IOException {
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      if (in == null) {
        throw new IOException("expected a picture in " + file + ", got a file that cannot be opened");
      }
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new IOException("expected a picture in " + file + ", got something else");
      }
      ImageReader reader = readers.next();
      try {
        return read(file, reader, in);
      } finally {
        reader.dispose();
      }
    }
  }

  private static Decoded read(Path file, ImageReader reader, ImageInputStream in) throws IOException {
    List<String> faults = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> {
      if (!warning.contains("ICC")) { // of a profile that cannot be used the decoder does without
        faults.add(warning);
      }
    });
    Decoded decoded;
    try {
      reader.setInput(in);
      decoded = new Decoded(reader.read(0), orientation(reader.getImageMetadata(0)));
    } catch (IOException | RuntimeException e) { // decoders fail on damaged files in many ways
      throw new IOException("expected a picture in " + file + ", got one that cannot be read: " + e.getMessage(), e);
    }
    if (!faults.isEmpty()) {
      throw new IOException("expected a whole picture in " + file + ", got a damaged one: " + faults.getFirst());
    }
    requireKnown(file, decoded.image().getColorModel());
    return decoded;
  }

  /** CMYK would come out too light, and of more than 16 bits only the lowest would be left. */
  private static void requireKnown(Path file, ColorModel colours) throws IOException {
    int space = colours.getColorSpace().getType();
    boolean whole = colours instanceof IndexColorModel || colours.getTransferType() == DataBuffer.TYPE_BYTE
        || colours.getTransferType() == DataBuffer.TYPE_USHORT
        || (colours.getTransferType() == DataBuffer.TYPE_INT && space == ColorSpace.TYPE_RGB
            && colours.getComponentSize(0) <= Byte.SIZE);
    if (!whole || (space != ColorSpace.TYPE_RGB && space != ColorSpace.TYPE_GRAY)) {
      throw new IOException("expected a picture in " + file + " of grey or RGB with 8 or 16 bits a sample, got "
          + (whole ? "other colours, such as CMYK" : colours.getComponentSize(0) + " bits"));
    }
  }

  /** What the Exif data of a JPEG says. */
  private static int orientation(IIOMetadata metadata) {
    if (metadata == null || !JPEG_METADATA.equals(metadata.getNativeMetadataFormatName())) {
      return UPRIGHT;
    }
    NodeList unknown = ((IIOMetadataNode) metadata.getAsTree(JPEG_METADATA)).getElementsByTagName("unknown");
    for (int i = 0; i < unknown.getLength(); i++) {
      IIOMetadataNode node = (IIOMetadataNode) unknown.item(i);
      if (APP1.equals(node.getAttribute("MarkerTag")) && node.getUserObject() instanceof byte[] bytes
          && Arrays.equals(bytes, 0, Math.min(bytes.length, EXIF.length), EXIF, 0, EXIF.length)) {
        return orientation(ByteBuffer.wrap(bytes, EXIF.length, bytes.length - EXIF.length).slice());
      }
    }
    return UPRIGHT;
  }

  private static int orientation(ByteBuffer tiff) {
    try {
      tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      int directory = tiff.getInt(Integer.BYTES);
      int tags = Short.toUnsignedInt(tiff.getShort(directory));
      for (int i = 0; i < tags; i++) {
        int tag = directory + Short.BYTES + i * TAG_BYTES;
        if (Short.toUnsignedInt(tiff.getShort(tag)) == ORIENTATION) {
          int at = tag + TAG_BYTES - Integer.BYTES;
          int value = tiff.getShort(tag + Short.BYTES) == SHORT_TYPE ? tiff.getShort(at) : tiff.getInt(at);
          return value >= UPRIGHT && value <= LAST_ORIENTATION ? value : UPRIGHT;
        }
      }
    } catch (IndexOutOfBoundsException e) {
      return UPRIGHT; // damaged notes, of a picture that is whole
    }
    return UPRIGHT;
  }
}
