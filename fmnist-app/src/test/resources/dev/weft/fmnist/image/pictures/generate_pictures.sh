#!/usr/bin/env bash
# Makes the pictures of this folder and expected.txt: for each picture its name, its size, and in hexadecimal the
# brightness of each pixel as ImageMagick's convert sees it. Needs ImageMagick 6, cjpeg, tiffcp, tiffset, exiftool and Python 3.
set -euo pipefail
cd "$(dirname "$0")"
rm -f ./*.png ./*.jpg ./*.tif ./*.gif ./*.bmp ./*.wbmp expected.txt
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 - "$work" <<'PYTHON'
import sys
width, height = 12, 8
def save(name, kind, values):
    with open(f"{sys.argv[1]}/{name}", "wb") as f:
        f.write(b"%s %d %d 255\n" % (kind, width, height) + bytes(values))
pixels = [(x, y) for y in range(height) for x in range(width)]
save("many.ppm", b"P6", [v for x, y in pixels for v in ((x * 21 + y * 7) % 256, (x * 20 + y * 3) % 256, (x * 11 + y * 21 + 106) % 256)])
save("smooth.ppm", b"P6", [v for x, y in pixels for v in (x * 20, y * 30, (x + y) * 12)])
save("light.ppm", b"P6", [v for x, y in pixels for v in (150 + x * 9, 150 + y * 12, 150 + (x + y) * 5)])
save("alpha.pgm", b"P5", [(x * 22 + y * 2) % 256 for x, y in pixels])
PYTHON
many=$work/many.ppm smooth=$work/smooth.ppm light=$work/clear.png
convert "$work/light.ppm" "$work/alpha.pgm" -alpha off -compose CopyOpacity -composite "$light"
quiet() { "$@" 2>/dev/null || true; } # convert complains of a tag that libtiff does not know, and writes the file

for depth in 8 16; do
  convert "$many" -depth $depth -define png:bit-depth=$depth -define png:color-type=2 rgb-$depth.png
  convert "$many" -colorspace Gray -depth $depth -define png:bit-depth=$depth -define png:color-type=0 grey-$depth.png
  convert "$light" -depth $depth -define png:bit-depth=$depth -define png:color-type=6 rgba-$depth.png
  convert "$light" -colorspace Gray -depth $depth -define png:bit-depth=$depth -define png:color-type=4 grey-alpha-$depth.png
done
for depth in 1 2 4; do
  convert "$many" -colorspace Gray -depth $depth -define png:color-type=0 -define png:bit-depth=$depth grey-$depth.png
done
convert "$many" -colors 17 -define png:color-type=3 palette.png
convert "$many" -colors 3 -define png:color-type=3 palette-2.png
convert "$light" -colors 17 png8:palette-alpha.png
convert "$many" -interlace PNG interlaced.png
convert "$many" -colorspace RGB -define png:color-type=2 linear.png

for depth in 8 16 32; do
  convert "$many" -depth $depth rgb-$depth.tif
  convert "$many" -colorspace Gray -depth $depth grey-$depth.tif
  convert "$light" -compress none -depth $depth rgba-$depth.tif
  convert "$light" -compress none -define tiff:alpha=associated -depth $depth rgba-associated-$depth.tif
done
for depth in 16 32 64; do
  quiet convert "$many" -depth $depth -define quantum:format=floating-point rgb-float-$depth.tif
  quiet convert "$many" -colorspace Gray -depth $depth -define quantum:format=floating-point grey-float-$depth.tif
done
for depth in 8 16; do convert "$many" -colorspace CMYK -depth $depth cmyk-$depth.tif; done
convert "$many" -depth 12 rgb-12.tif
convert "$many" -colorspace Gray -depth 12 grey-12.tif
convert "$many" -colorspace Gray -depth 4 grey-4.tif
convert "$many" -depth 16 -compress Zip rgb-predictor-16.tif
convert "$light" -depth 16 -compress Zip rgba-predictor-16.tif
for depth in 2 4 8 12 16 32; do
  convert "$many" -colorspace Gray -depth $depth -define quantum:polarity=min-is-white white-is-zero-$depth.tif
done
convert "$many" -monochrome -compress Group4 fax.tif
for kind in 1d 2d 1d:fill; do tiffcp -c g3:$kind -r 5 fax.tif "fax-${kind/:/-}.tif"; done
tiffcp -c g3:1d -f lsb2msb fax.tif fax-lsb.tif
convert "$many" -colors 17 -type Palette palette.tif
convert "$many" -compress LZW lzw.tif
convert "$many" -compress RLE packbits.tif
convert "$many" -depth 16 -define tiff:endian=msb big-endian.tif
convert "$many" -compress none -define tiff:rows-per-strip=3 strips.tif # the last one has two rows
convert "$many" -depth 16 -compress Zip -define tiff:rows-per-strip=5 strips-16.tif
convert "$many" -depth 16 -compress none -orient RightTop TIFF64:big.tif
cp grey-alpha-8.png "$work/alpha.png"
convert "$work/alpha.png" -compress none unspecified-alpha-8.tif
convert "$work/alpha.png" -compress none -depth 16 unspecified-alpha-16.tif
for file in unspecified-alpha-*.tif; do tiffset -s 338 1 0 $file 2>/dev/null; done
convert "$many" -compress none "$work/plain.tif"
tiffcp -c none -p separate -r 3 "$work/plain.tif" planes-strips.tif
tiffcp -c none -p separate "$work/plain.tif" planes.tif
tiffcp -c none -t -w 16 -l 16 "$work/plain.tif" tiles.tif
convert "$smooth" -compress JPEG -quality 95 jpeg.tif

convert "$smooth" -quality 95 rgb.jpg
convert "$smooth" -quality 95 -interlace JPEG progressive.jpg
convert "$smooth" -colorspace Gray -quality 95 grey.jpg
convert "$smooth" -colorspace CMYK -quality 95 cmyk.jpg
cjpeg -rgb -quality 95 "$smooth" >rgb-untransformed.jpg
python3 - <<'PYTHON'
jpeg = bytearray(open("cmyk.jpg", "rb").read()) # ImageMagick has written YCCK: the same bytes called CMYK are another picture
jpeg[jpeg.index(b"Adobe") + 11] = 0
open("cmyk-untransformed.jpg", "wb").write(jpeg)
PYTHON
for orientation in 1 2 3 4 5 6 7 8; do
  cp rgb.jpg orientation-$orientation.jpg
  exiftool -q -n -overwrite_original -Orientation=$orientation orientation-$orientation.jpg
done
convert "$many" -compress none -orient RightTop orientation-6.tif
cp rgb-8.png orientation-8.png
exiftool -q -n -overwrite_original -Orientation=8 orientation-8.png

convert "$many" rgb.bmp
convert "$many" -define bmp:subtype=RGB565 565.bmp
convert "$many" -define bmp:subtype=RGB555 555.bmp
convert "$many" -colors 17 -type Palette palette.bmp
convert "$many" -colors 17 palette.gif
convert "$light" clear.gif
convert "$many" -monochrome one-bit.wbmp

for file in *.png *.jpg *.tif *.gif *.bmp *.wbmp; do
  upright=-auto-orient
  [ "$file" != orientation-8.png ] || upright='-rotate 270' # of PNG files ImageMagick 6 does not read Exif
  printf '%s %s ' "$file" "$(convert "$file" $upright +repage -format '%w %h' info:)"
  convert "$file" $upright +repage -colorspace sRGB -background black -flatten -grayscale Rec601Luma -evaluate Add 128 -depth 8 gray:- | # 128 of 257: rounds
    od -An -v -tx1 | tr -d ' \n'
  echo
done >expected.txt
