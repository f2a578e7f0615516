package dev.weft.fmnist.image;

import dev.weft.fmnist.data.DataFormatException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes a picture's file. What a decoder only warns of is an error here: pixels may be made up. */
final class PictureDecoder {

  private static final int MOST_PIXELS_A_SIDE = 1_000_000;
  private static final long MOST_BYTES = 400_000_000;
  private static final int MOST_BYTES_A_BYTE = 8;
  private static final int ENOUGH_PIXELS_A_SIDE = 1400;
  private static final int CIE_LAB = 8;

  private PictureDecoder() {}

  /** Whether there is a decoder for a file that starts like this. */
  static boolean knows(byte[] start) throws IOException {
    try (ImageInputStream in = stream(start)) {
      return ImageIO.getImageReaders(in).hasNext();
    }
  }

  /**
   * Decodes a file, upright.
   *
   * @param name what to call it in messages
   * @throws DataFormatException if it is damaged, too large or of a kind that no decoder takes
   */
  static GreyPicture decode(String name, byte[] file) throws IOException {
    PictureFile about = PictureFile.of(name, file);
    if (about.tags().value(TiffTags.PHOTOMETRIC, 0) == CIE_LAB) {
      throw new DataFormatException(name, "a TIFF of grey, RGB, YCbCr, CMYK or a palette", "one of CIE Lab");
    }
    List<String> warnings = new ArrayList<>();
    BufferedImage image = read(name, file, warnings);
    if (!warnings.isEmpty()) {
      throw damaged(name, warnings.getFirst(), null);
    }
    requireSamples(name, about.tags(), image);
    if (about.tags().isFax()) {
      requireAllRows(name, about, image);
    }
    return new GreyPicture(image.getWidth(), image.getHeight(), Brightness.of(image, about))
        .upright(about.orientation());
  }

  /** Refuses what the TIFF decoder reads wrongly: a sample more in some depths, and colours of three times four bits. */
  private static void requireSamples(String name, TiffTags tags, BufferedImage image) throws DataFormatException {
    int samples = tags.value(TiffTags.SAMPLES, 0);
    int bits = tags.value(TiffTags.BITS, 1);
    if (samples > image.getRaster().getNumBands() || (samples == 3 && bits == 4)) {
      throw new DataFormatException(name, "a TIFF whose samples can be read", samples + " of " + bits
          + " bits a pixel");
    }
  }

  /** Behind the end of a fax's strip the decoder puts white rows without a word. With other bits there they are seen. */
  private static void requireAllRows(String name, PictureFile about, BufferedImage image) throws IOException {
    float[] grey = Brightness.of(image, about);
    for (int further = 0; further < FaxStrips.FURTHER_BITS; further++) {
      byte[] longer = FaxStrips.lengthened(name, about.tags(), further);
      if (longer != null && !Arrays.equals(grey, Brightness.of(read(name, longer, new ArrayList<>()), about))) {
        throw damaged(name, "strips with fewer rows than the picture", null);
      }
    }
  }

  private static BufferedImage read(String name, byte[] file, List<String> warnings) throws IOException {
    try (ImageInputStream in = stream(file)) {
      ImageReader reader = reader(name, file, in);
      try {
        reader.setInput(in, true, true);
        reader.addIIOReadWarningListener((source, warning) -> {
          if (!isHarmless(warning)) {
            warnings.add(warning);
          }
        });
        requireSize(name, reader, file.length);
        // Far more pixels than 28 x 28 needs would only cost memory: every n-th is enough.
        int every = Math.ceilDiv(Math.max(reader.getWidth(0), reader.getHeight(0)), ENOUGH_PIXELS_A_SIDE);
        ImageReadParam parameters = reader.getDefaultReadParam();
        parameters.setSourceSubsampling(every, every, 0, 0);
        return reader.read(0, parameters);
      } catch (DataFormatException e) {
        throw e;
      } catch (IOException | RuntimeException e) { // decoders fail on damaged files in many ways
        throw damaged(name, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), e);
      } finally {
        reader.dispose();
      }
    }
  }

  private static ImageInputStream stream(byte[] file) {
    ImageIO.setUseCache(false); // else Image I/O writes temporary files
    return new MemoryCacheImageInputStream(new ByteArrayInputStream(file));
  }

  /** The JDK's decoder; for TIFF that of TwelveMonkeys, which knows more depths. */
  private static ImageReader reader(String name, byte[] file, ImageInputStream in) throws IOException {
    boolean ofJdk = !PictureFile.isTiff(file);
    Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (ofJdk == (reader.getClass().getModule() == ImageIO.class.getModule())) {
        return reader;
      }
      reader.dispose();
    }
    throw new DataFormatException(name, "a picture that can be decoded", "one of a kind without a decoder");
  }

  /** Of strips the decoder expects that the last one is as high as the others; {@link TiffTags#isWhole} knows better. */
  private static boolean isHarmless(String warning) {
    return warning.contains("REFERENCE_BLACK_WHITE") || warning.contains("ICC")
        || warning.startsWith("strip/tileByteCount");
  }

  private static void requireSize(String name, ImageReader reader, int fileBytes) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if (Math.max(width, height) > MOST_PIXELS_A_SIDE) {
      throw new DataFormatException(name, "at most " + MOST_PIXELS_A_SIDE + " pixels a side", width + " x " + height);
    }
    ImageTypeSpecifier type = reader.getRawImageType(0);
    long bytesPerPixel = type == null ? 4 : Math.max(1, type.getColorModel().getPixelSize() / Byte.SIZE);
    long bytes = bytesPerPixel * width * height;
    long most = MOST_BYTES + (long) MOST_BYTES_A_BYTE * fileBytes;
    if (bytes > most) {
      throw new DataFormatException(name, "a picture of at most " + most / 1_000_000 + " MB",
          bytes / 1_000_000 + " MB, " + width + " x " + height + " pixels");
    }
  }

  private static DataFormatException damaged(String name, String how, Exception cause) {
    return new DataFormatException(name, "an intact image in one of the formats this program reads",
        "one that cannot be decoded (" + how.lines().findFirst().orElse(how) + ")", cause);
  }
}
