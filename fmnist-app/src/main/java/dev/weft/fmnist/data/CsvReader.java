package dev.weft.fmnist.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;

/**
 * Reads the CSV form in which Kaggle distributes the dataset: a header {@code label,pixel1,…,pixel784}, then a line
 * an image with its class and its 784 pixels, row-major, each a whole number from 0 to 255.
 *
 * <p>The header may be missing or name the columns in another order ({@link CsvColumns}), lines may end in CR LF, a
 * byte order mark may come first, and the file may be gzipped. Everything else is an error that names the line.
 */
public final class CsvReader {

  private static final int PIXELS = FashionMnist.IMAGE_SHAPE.size();
  private static final int FIELDS = PIXELS + 1;
  private static final int MAX_IMAGES = (Integer.MAX_VALUE - 8) / PIXELS;
  private static final int BUFFER = 1 << 16;
  private static final int MAX_TEXT_RATIO = 4; // three digits and a comma are a pixel
  private static final int CLASSES = FashionMnist.CLASS_NAMES.size();
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final String name;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int end;
  private int line = 1;

  private CsvReader(String name, InputStream in) {
    this.name = name;
    this.in = in;
  }

  /**
   * The images and classes of a file.
   *
   * @param pixels 784 unsigned bytes an image, one image after the other
   * @param labels the class of each image
   * @param sha256 the digest of the uncompressed file, in lowercase hexadecimal
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, not copied
  public record Labelled(byte[] pixels, byte[] labels, String sha256) {}

  /**
   * Reads a file.
   *
   * @param file the file, plain or gzipped
   * @return its images and classes
   * @throws DataFormatException if a line is not what the format asks for
   * @throws IOException if it cannot be read
   */
  public static Labelled read(Path file) throws IOException {
    long lines = 0;
    long bytes = 0;
    int last = '\n';
    MessageDigest sha = Sha256.start();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Inputs.open(file)) {
      long mostBytes = MAX_TEXT_RATIO * Inputs.mostContent(file);
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        sha.update(buffer, 0, count);
        bytes += count;
        for (int i = 0; i < count; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
        last = buffer[count - 1];
        if (bytes > mostBytes) {
          throw new DataFormatException(file.toString(), "at most " + mostBytes + " bytes when unpacked", "more");
        }
      }
    }
    if (last != '\n') {
      lines++;
    }
    try (InputStream in = Inputs.open(file)) {
      long most = bytes / (2 * FIELDS - 1) + 1; // a file of empty lines shall not make us ask for gigabytes
      return new CsvReader(file.toString(), in).readAll(Math.min(lines, most), Sha256.finish(sha));
    }
  }

  private Labelled readAll(long lines, String sha256) throws IOException {
    CsvColumns columns = start();
    long most = columns.hasHeader() ? lines - 1 : lines;
    if (most > MAX_IMAGES) {
      throw new DataFormatException(name, "at most " + MAX_IMAGES + " images", most + " lines");
    }
    byte[] labels = new byte[(int) most];
    byte[] pixels = new byte[labels.length * PIXELS];
    int images = 0;
    for (; peek() >= 0; images++, line++) {
      if (images == labels.length) {
        throw new DataFormatException(name, most + " lines as counted before", "more: it changed meanwhile");
      }
      for (int column = 0; column < FIELDS; column++) {
        int place = columns.places()[column];
        if (place == CsvColumns.LABEL) {
          labels[images] = (byte) field(column, CLASSES - 1);
        } else {
          pixels[images * PIXELS + place] = (byte) field(column, 255);
        }
      }
    }
    if (images == 0) {
      throw new DataFormatException(name, "lines of a label and " + PIXELS + " pixels", "no such line");
    }
    if (!columns.hasHeader() && looksLikeLabelsAtTheEnd(pixels, labels, images)) {
      throw new DataFormatException(name, "a header that names the label's column, or the label in the first",
          "classes in the last column, and fewer of them in the first");
    }
    if (images == labels.length) {
      return new Labelled(pixels, labels, sha256);
    }
    return new Labelled(Arrays.copyOf(pixels, images * PIXELS), Arrays.copyOf(labels, images), sha256);
  }

  /** What the columns hold; the header and a byte order mark are read over. */
  private CsvColumns start() throws IOException {
    end = in.readNBytes(buffer, 0, buffer.length);
    if (end >= BYTE_ORDER_MARK.length && Arrays.equals(buffer, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0,
        BYTE_ORDER_MARK.length)) {
      at = BYTE_ORDER_MARK.length;
    }
    if (isOfWiderCharacters()) {
      throw error("text in ASCII or UTF-8", "text in UTF-16 or UTF-32");
    }
    int lineEnd = at;
    while (lineEnd < end && buffer[lineEnd] != '\n') {
      lineEnd++;
    }
    CsvColumns columns = CsvColumns.of(name, new String(buffer, at, lineEnd - at, StandardCharsets.UTF_8));
    if (columns.hasHeader()) {
      at = Math.min(end, lineEnd + 1);
      line++;
    }
    return columns;
  }

  /** Whether it begins with the byte order mark of UTF-16, or has zeros in every second byte. */
  private boolean isOfWiderCharacters() {
    return end >= 4
        && ((buffer[0] & buffer[1] & 0xfe) == 0xfe || (buffer[0] | buffer[2]) == 0 || (buffer[1] | buffer[3]) == 0);
  }

  /** Without a header, labels in the last column would else give every image the brightness of its first pixel. */
  private static boolean looksLikeLabelsAtTheEnd(byte[] pixels, byte[] labels, int images) {
    BitSet first = new BitSet(CLASSES);
    BitSet last = new BitSet(CLASSES);
    for (int i = 0; i < images; i++) {
      first.set(labels[i]);
      last.set(pixels[i * PIXELS + PIXELS - 1] & 0xff);
    }
    return last.length() <= CLASSES && last.cardinality() > first.cardinality();
  }

  /** The next number, which must be column {@code index} of the line and at most {@code max}. */
  private int field(int index, int max) throws IOException {
    int value = 0;
    int digits = 0;
    int c = next();
    for (; isDigit(c) && digits < 4; c = next()) {
      value = value * 10 + c - '0';
      digits++;
    }
    boolean last = index == PIXELS;
    if (c == '\r' && peek() == '\n') {
      c = next();
    }
    boolean ends = c == '\n' || c < 0;
    if (ends && (!last || digits == 0)) {
      int values = digits == 0 ? index : index + 1;
      throw error(FIELDS + " values", values == 0 ? "an empty line" : values + (values == 1 ? " value" : " values"));
    }
    if (digits == 0 || !(ends || c == ',')) {
      throw error("a whole number from 0 to " + max + " in column " + (index + 1),
          digits == 4 ? "a longer one" : "the character " + shown(c));
    }
    if (!ends && last) {
      throw error(FIELDS + " values", "more");
    }
    if (value > max) {
      throw error("a whole number from 0 to " + max + " in column " + (index + 1), Integer.toString(value));
    }
    return value;
  }

  private static String shown(int c) {
    return c > ' ' && c < 127 ? "'" + (char) c + "'" : String.format(Locale.ROOT, "0x%02x", c);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private DataFormatException error(String expected, String actual) {
    return new DataFormatException(name + " line " + line, expected, actual);
  }

  private int peek() throws IOException {
    if (at == end) {
      at = 0;
      end = Math.max(0, in.read(buffer));
    }
    return at < end ? buffer[at] & 0xff : -1;
  }

  private int next() throws IOException {
    int c = peek();
    if (c >= 0) {
      at++;
    }
    return c;
  }
}
