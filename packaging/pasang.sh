#!/bin/sh
# Memasang spbe-check tanpa internet ke lingkungan sendiri, dan menaruh perintahnya di ~/.local/bin.
set -e
here=$(cd "$(dirname "$0")" && pwd)
home="${SPBE_HOME:-$HOME/.local/share/spbe-check}"
bin="${SPBE_BIN:-$HOME/.local/bin}"
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Perlu Python 3.11 atau lebih baru."; exit 1; }
python3 -m venv "$home"
"$home/bin/python" -m pip install --quiet --no-index --find-links "$here/wheels" "spbe-checklist[package,browser]"
mkdir -p "$bin"
ln -sf "$home/bin/spbe-check" "$bin/spbe-check"
echo "Terpasang. Jalankan: $bin/spbe-check ./dokumen"
