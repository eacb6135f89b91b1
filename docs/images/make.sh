#!/bin/sh
# Takes the pictures of docs/html-report.md again. Wants chromium, chromedriver, a Chinese font (fonts-noto-cjk), and
# python3 with Pillow or pngquant to make the large ones small.
set -eu
cd "$(dirname "$0")/../.."
cargo test --test browser -- --ignored take_the_pictures
for picture in $(find docs/images -name '*.png' -size +240k); do
    if command -v pngquant >/dev/null; then
        pngquant --force --skip-if-larger --nofs --ext .png 256 "$picture"
    else
        python3 - "$picture" <<'END'
import sys
from PIL import Image

name = sys.argv[1]
picture = Image.open(name).convert("RGB")
small = picture.quantize(colors=256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
small.save(name, optimize=True)
END
    fi
done
cargo test --test browser -- the_pictures
